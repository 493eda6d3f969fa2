package io.crossdock.system.connectors;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists the orders of the books. */
public interface OrderSource extends Role {

    /**
     * One page of the orders that were posted, invoiced or cancelled at a time or later, whoever posted them.
     *
     * @param after the cursor given with the page before
     */
    Answer changed(SystemSettings system, Instant since, Optional<String> after);

    /** Every order with a reference; of one that several have, the oldest first. */
    Answer of(SystemSettings system, String reference);

    /**
     * An order as the books have it.
     *
     * @param number    the system's own
     * @param reference our order number, or whatever its sender gave; empty when it gave none
     * @param total     as it was posted, whatever has been cancelled since
     */
    record Booked(String number, String reference, String account, String currency, BigDecimal total,
            List<Line> lines) {

        public Booked {
            lines = List.copyOf(lines);
        }

        /** Whether all of it is cancelled: then it does no harm, whoever posted it. */
        public boolean isVoid() {
            return !lines.isEmpty() && lines.stream().allMatch(Line::isVoid);
        }
    }

    /**
     * One line.
     *
     * @param ordered   in the unit ordered
     * @param unitPrice per unit ordered
     * @param cancelled altogether, in the item's base unit
     * @param open      what may still be invoiced or cancelled, in the item's base unit
     * @param invoiced  in the item's base unit
     */
    record Line(int lineNo, Sku sku, Quantity ordered, BigDecimal unitPrice, Quantity cancelled, Quantity open,
            Quantity invoiced) {

        boolean isVoid() {
            return open.isZero() && invoiced.isZero();
        }
    }

    /** What came of asking. */
    sealed interface Answer {

        record Page(List<Booked> orders, Optional<String> next) implements Answer {

            public Page {
                orders = List.copyOf(orders);
            }
        }

        record NoAnswer(String why) implements Answer {
        }
    }
}
