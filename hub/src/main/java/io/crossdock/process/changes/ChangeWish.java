package io.crossdock.process.changes;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * What is wanted instead of what was ordered.
 *
 * @param what   of the order
 * @param reason for people
 */
public record ChangeWish(OrderNumber order, What what, Optional<String> reason) {

    /** What of the order shall change. */
    public sealed interface What {

        /** Nothing more shall be delivered. */
        record Everything() implements What {
        }

        /** @param lines each once, at least one */
        record Lines(List<Line> lines) implements What {

            public Lines {
                lines = List.copyOf(lines);
            }
        }
    }

    /**
     * One line.
     *
     * @param quantity how much of it shall be delivered altogether, in any unit of the item; zero cancels the line
     */
    public record Line(int lineNo, Quantity quantity) {
    }
}
