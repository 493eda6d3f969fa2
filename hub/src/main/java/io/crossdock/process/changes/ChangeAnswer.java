package io.crossdock.process.changes;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What became of a change at once.
 *
 * @param id    its own; {@code state}: {@code done}, {@code waiting} for places that were asked, or {@code refused} wholly
 * @param state as of the answer
 */
public record ChangeAnswer(UUID id, OrderNumber order, String state, Instant at, List<Line> lines) {

    public ChangeAnswer {
        lines = List.copyOf(lines);
    }

    /**
     * One line, in base units: {@code less = undone + asked + refused}.
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
