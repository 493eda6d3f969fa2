package io.crossdock.process.changes;

import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

        /** @param lines each once; @param added items besides; together at least one */
        record Lines(List<Line> lines, List<New> added) implements What {

            public Lines {
                lines = List.copyOf(lines);
                added = List.copyOf(added);
            }

            /** Nothing besides. */
            public Lines(List<Line> lines) {
                this(lines, List.of());
            }
        }

        /** On another day. @param lines of the order, with what was added to them; none: all of it */
        record On(LocalDate day, Set<Integer> lines) implements What {

            public On {
                lines = Set.copyOf(lines);
            }

            /** All of it. */
            public On(LocalDate day) {
                this(day, Set.of());
            }
        }
    }

    /**
     * One line.
     *
     * @param quantity      how much of it shall be delivered altogether, in any unit of the item; zero cancels the line
     * @param expectedPrice what the buyer expects one unit of what is more to cost
     */
    public record Line(int lineNo, Quantity quantity, Optional<Money> expectedPrice) {

        /** At any price. */
        public Line(int lineNo, Quantity quantity) {
            this(lineNo, quantity, Optional.empty());
        }
    }

    /**
     * An item that is wanted besides.
     *
     * @param quantity  positive
     * @param buyerLine the buyer's own name of the line
     */
    public record New(ItemName item, Quantity quantity, Optional<Money> expectedPrice, Optional<String> buyerLine) {
    }
}
