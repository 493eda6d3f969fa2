package io.crossdock.system.connectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.Optional;

/**
 * The request of effect {@code leg.cancel}: a warehouse or supplier shall not ship what it was asked to.
 *
 * @param leg     our leg number, by which it knows the release or purchase order
 * @param order   number of the order it belongs to
 * @param why     a clause for people
 * @param knownAs its own number of the release or purchase order; not kept, but read where the answer to that is kept, and
 *                empty where it was never done, or nobody knows
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LegCancellation(String leg, String order, String why, Optional<String> knownAs)
        implements Undoing<LegCancellation> {

    /** As it is asked for. */
    public LegCancellation(String leg, String order, String why) {
        this(leg, order, why, Optional.empty());
    }

    public LegCancellation {
        // Requests that were kept before have none.
        knownAs = Objects.requireNonNullElse(knownAs, Optional.empty());
    }

    @Override
    public LegCancellation knownAs(String number) {
        return new LegCancellation(leg, order, why, Optional.of(number));
    }
}
