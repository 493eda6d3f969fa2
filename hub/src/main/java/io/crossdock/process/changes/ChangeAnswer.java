package io.crossdock.process.changes;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.process.ordering.OrderAnswer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a change at once.
 *
 * @param id    its own; {@code state}: {@code done}, {@code waiting} for places that were asked, or {@code refused} wholly
 * @param state as of the answer
 * @param added what is delivered besides; {@code more} is what it comes to
 * @param conditions what the promise of what was added depends on, in sentences
 * @param days  when it comes, if it was wanted on another day
 */
public record ChangeAnswer(UUID id, OrderNumber order, String state, Instant at, List<Line> lines, List<Added> added,
        Optional<OrderAnswer.Totals> more, List<String> conditions, List<Moved> days) {

    public ChangeAnswer {
        lines = List.copyOf(lines);
        // Answers of former versions have none.
        added = List.copyOf(Objects.requireNonNullElse(added, List.of()));
        more = Objects.requireNonNullElse(more, Optional.empty());
        conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
        days = List.copyOf(Objects.requireNonNullElse(days, List.of()));
    }

    /** On which day a shipment arrives, now that the goods are wanted on another one; {@code says} the same. */
    public record Moved(LegNumber leg, LocalDate arrives, String says) {
    }

    /**
     * A line that the order has got.
     *
     * @param moreOf    the line that it is more of; empty for an item that is ordered besides
     * @param unitPrice for one unit of {@code quantity}, of the day of the change
     * @param promises  when which part arrives, in base units
     * @param says      the same in a sentence
     */
    public record Added(int lineNo, Optional<Integer> moreOf, Sku sku, String description, Quantity quantity,
            BigDecimal unitPrice, BigDecimal net, List<OrderAnswer.Promise> promises, String says) {
    }

    /**
     * One line of which less shall be delivered, with what was added to it, in base units:
     * {@code less = undone + asked + refused}.
     *
     * @param less    how much less shall be delivered
     * @param undone  is taken back
     * @param asked   is asked back from a warehouse or supplier, who may be too late
     * @param refused has left, or was asked back before
     * @param says    the same in a sentence
     */
    public record Line(int lineNo, Sku sku, Quantity less, Quantity undone, Quantity asked, Quantity refused, String says) {
    }
}
