package io.crossdock.process.regret;

import java.util.List;

/**
 * What became of the decisions of one outage, as the books say now.
 *
 * @param regrets by order, at most {@link Regrets#REGRETS_MOST}
 * @param more    whether there are further ones
 */
public record Report(Outage outage, List<Regret> regrets, boolean more) {

    public long orders() {
        return regrets.stream().map(Regret::order).distinct().count();
    }
}
