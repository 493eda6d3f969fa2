package io.crossdock.system.connectors;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an {@link OrderSink} answers: the order as the books have it.
 *
 * @param number    the system's own number; of several documents that of the first
 * @param position  the system's number of the booking, where it counts them; see {@link CreditSource}
 * @param documents where an order became several, or may: each of them; else empty
 */
public record PostedOrder(String number, Optional<Long> position, Optional<Instant> postedAt,
        List<Document> documents) {

    /** An order that is one document. */
    public PostedOrder(String number, Optional<Long> position, Optional<Instant> postedAt) {
        this(number, position, postedAt, List.of());
    }

    public PostedOrder {
        // Answers that were kept before there were documents have none.
        documents = documents == null ? List.of() : List.copyOf(documents);
    }

    /**
     * One document of an order.
     *
     * @param number    the system's own
     * @param reference ours, under which it is found there
     * @param from      the place that its goods leave from, where the document is bound to one
     * @param total     of this document alone
     */
    public record Document(String number, String reference, Optional<LocationId> from, BigDecimal total,
            List<Line> lines) {

        public Document {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What of an order line a document has.
     *
     * @param quantity in the unit that the document has it in
     */
    public record Line(int lineNo, Quantity quantity) {
    }
}
