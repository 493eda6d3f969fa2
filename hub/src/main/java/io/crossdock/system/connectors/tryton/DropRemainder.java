package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.tryton.DropShipments.DropShipment;
import io.crossdock.system.connectors.tryton.DropShipments.Goods;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ties what is left of a drop shipment to its sale. A Tryton that works with a queue makes the next drop shipment before
 * the sale has said what it still waits for: goods of no sale would go to the buyer, and the sale would wait for ever. That
 * shipment is brought back to a draft, loses those goods and waits again, for which Tryton gives it those of the sale.
 * Begins anywhere. For one thread.
 */
final class DropRemainder {

    private static final String MOVES = "stock.move";

    private final Conversation tryton;
    private final DropLines lines;
    private final Consumer<String> once;

    /** @param once hears of each step, and throws when it was done before and did nothing */
    DropRemainder(Conversation tryton, DropLines lines, Consumer<String> once) {
        this.tryton = tryton;
        this.lines = lines;
        this.once = once;
    }

    /** Whether there was something to do. Throws {@link Fault} while the sale has not said what it waits for. */
    boolean ties(Set<Integer> lineNos) {
        Optional<DropShipment> next = DropShipments.bought(lines.purchases(), lines.sale(), tryton).stream()
                .filter(each -> each.reference().isEmpty() && each.state().open() && each.nameless()).findFirst();
        if (next.isEmpty()) {
            return false;
        }
        if (lineNos.stream().flatMap(lineNo -> SaleMoves.of(lines.sale(), lineNo, tryton).stream())
                .allMatch(moves -> moves.loose().isEmpty())) {
            throw Fault.busy(tryton.system().id() + " has not yet worked out what the sale still waits for.");
        }
        tie(next.get());
        return true;
    }

    private void tie(DropShipment shipment) {
        List<Long> ids = List.of(shipment.id());
        if (shipment.state() == DropState.WAITING) {
            once.accept("draft " + ids);
            tryton.press(DropShipments.MODEL, "draft", ids);
        } else if (!shipment.goods().isEmpty()) {
            once.accept("empty " + ids);
            tryton.delete(MOVES, shipment.goods().stream().map(Goods::id).toList());
        } else {
            once.accept("wait " + ids);
            tryton.press(DropShipments.MODEL, "wait", ids);
        }
    }
}
