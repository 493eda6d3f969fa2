package io.crossdock.system.connectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.Optional;

/**
 * The request of effect {@code return.withdraw}: goods that were announced will not come.
 *
 * @param reference our number of the return, by which the warehouse knows it
 * @param order     our number of the order that they were shipped for
 * @param why       a clause for people
 * @param knownAs   its own number of what was announced; as in {@link LegCancellation}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReturnWithdrawal(String reference, String order, String why, Optional<String> knownAs)
        implements Undoing<ReturnWithdrawal> {

    /** As it is asked for. */
    public ReturnWithdrawal(String reference, String order, String why) {
        this(reference, order, why, Optional.empty());
    }

    public ReturnWithdrawal {
        // Requests that were kept before have none.
        knownAs = Objects.requireNonNullElse(knownAs, Optional.empty());
    }

    @Override
    public ReturnWithdrawal knownAs(String number) {
        return new ReturnWithdrawal(reference, order, why, Optional.of(number));
    }
}
