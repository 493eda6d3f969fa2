package io.crossdock.process.regret;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.landscape.Landscapes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Outages of ERPs and what came of deciding without them. Read from the books at each call, so never out of date. */
@Component
public class Regrets {

    /** Decisions further apart than this belong to two outages. */
    public static final Duration GAP = Duration.ofMinutes(30);
    /** How far back outages are listed. */
    public static final Duration LOOK_BACK = Duration.ofDays(92);
    static final int REGRETS_MOST = 500;
    private static final int OUTAGES_MOST = 200;

    private final RegretStore store;
    private final Landscapes landscapes;
    private final Clock clock;

    Regrets(RegretStore store, Landscapes landscapes, Clock clock) {
        this.store = store;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** The outages of the last {@link #LOOK_BACK}, the latest first, at most 200. */
    @Transactional(readOnly = true)
    public List<Outage> outages() {
        return store.outages(since(), GAP, OUTAGES_MOST);
    }

    /** @param first the order that names the outage; empty when none in the last {@link #LOOK_BACK} begins with it */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<Report> report(OrderNumber first) {
        return outages().stream().filter(outage -> outage.first().equals(first)).findFirst().map(outage -> {
            List<Regret> regrets = store.regrets(outage, landscapes.current().zone(), REGRETS_MOST + 1);
            return new Report(outage, regrets.stream().limit(REGRETS_MOST).toList(), regrets.size() > REGRETS_MOST);
        });
    }

    private Instant since() {
        return clock.instant().minus(LOOK_BACK);
    }
}
