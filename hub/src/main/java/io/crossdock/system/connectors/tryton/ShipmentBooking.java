package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.tryton.Shipments.Move;
import io.crossdock.system.connectors.tryton.Shipments.Pick;
import io.crossdock.system.connectors.tryton.Shipments.Shipment;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has Tryton's shipment leave with what our warehouse has shipped: our reference on it, its quantities brought down to
 * what left, then assigned, picked, packed and done. What is short stays for a further shipment, which Tryton makes
 * itself. Begins wherever the shipment stands. For one thread.
 */
final class ShipmentBooking {

    private static final String MOVES = "stock.move";
    /** Asked when a shipment is packed that has no carrier; ours have theirs in the hub. */
    private static final String NO_CARRIER = "shipment_out_no_carrier";

    private final Conversation tryton;
    private final long sale;
    private final String reference;
    private final Map<Integer, Quantity> shipped;
    private final Measures measures;
    private final Set<ShipmentState.Next> done = EnumSet.noneOf(ShipmentState.Next.class);

    /**
     * @param reference our number of the shipment
     * @param shipped by line of the order
     */
    ShipmentBooking(Conversation tryton, long sale, String reference, Map<Integer, Quantity> shipped) {
        this.tryton = tryton;
        this.sale = sale;
        this.reference = reference;
        this.shipped = Map.copyOf(shipped);
        this.measures = Measures.of(tryton);
    }

    /** The shipment, once it is done; throws {@link Fault} when it cannot be. */
    Shipment leave() {
        while (true) {
            Shipment shipment = ours();
            if (shipment.state() == ShipmentState.DONE) {
                return shipment;
            }
            boolean right = !shipment.state().open() || quantitiesAreRight(shipment);
            step(shipment, right);
        }
    }

    /** The one that is assigned, when the warehouse begins to work on it. */
    Shipment begin() {
        while (true) {
            Shipment shipment = done.contains(ShipmentState.Next.ASSIGN) ? tryton.seen(this::ours) : ours();
            if (shipment.state() != ShipmentState.DRAFT && shipment.state() != ShipmentState.WAITING) {
                return shipment;
            }
            step(shipment, quantitiesAreRight(shipment));
        }
    }

    private void step(Shipment shipment, boolean right) {
        ShipmentState.Next next = right ? shipment.state().next() : ShipmentState.Next.WAIT;
        if (!done.add(next)) {
            throw Fault.busy(tryton.system().id() + " left shipment " + shipment.number() + " in state "
                    + shipment.state().label() + " when it was told to go on.");
        }
        List<Long> ids = List.of(shipment.id());
        switch (next) {
            case WAIT -> {
                if (shipment.state() != ShipmentState.WAITING) {
                    tryton.press(Shipments.MODEL, "wait", ids);
                }
                bringToWhatLeft(ours());
            }
            case ASSIGN -> assign(shipment);
            case PICK -> tryton.press(Shipments.MODEL, "pick", ids);
            case PACK -> tryton.pressAnyway(Shipments.MODEL, "pack", ids, NO_CARRIER);
            case FINISH -> tryton.press(Shipments.MODEL, "done", ids);
            case NOTHING -> { }
        }
    }

    /** Looks twice before it says that there is none: a worker there may make it meanwhile. */
    private Shipment ours() {
        return claimed().or(() -> {
            if (!SaleMoves.settled(sale, shipped.keySet(), tryton)) {
                throw Fault.busy(tryton.system().id() + " has made no shipment yet.");
            }
            return claimed();
        }).orElseThrow(() -> Directory.refused("No shipment of the sale can hold what " + reference + " has shipped."));
    }

    /** The one under our reference; else the first that nobody has claimed and that can hold what left, claimed now. */
    private Optional<Shipment> claimed() {
        List<Shipment> all = Shipments.of(sale, tryton);
        Optional<Shipment> claimed = all.stream().filter(each -> each.reference().equals(Optional.of(reference)))
                .findFirst();
        if (claimed.isPresent()) {
            return claimed;
        }
        Predicate<Shipment> free = shipment -> shipment.reference().isEmpty();
        Optional<Shipment> shipment = all.stream().filter(free).filter(each -> each.state().open()).filter(this::holds)
                .findFirst().or(() -> all.stream().filter(free).filter(this::isWhatLeft).findFirst());
        shipment.ifPresent(each -> tryton.write(Shipments.MODEL, List.of(each.id()),
                Wire.object().put("reference", reference)));
        return shipment.map(each -> Shipments.of(sale, tryton).stream().filter(again -> again.id() == each.id()).findFirst()
                .orElseThrow(() -> Fault.busy("Shipment " + each.number() + " is gone.")));
    }

    private boolean holds(Shipment shipment) {
        return shipped.keySet().stream().allMatch(lineNo -> shipment.moves().stream().anyMatch(move ->
                move.lineNo() == lineNo && move.quantity().compareTo(wanted(move)) >= 0));
    }

    /** Somebody there has done the same by hand. */
    private boolean isWhatLeft(Shipment shipment) {
        return shipment.state() == ShipmentState.DONE && holds(shipment) && shipment.moves().stream().allMatch(move ->
                move.quantity().compareTo(wanted(move)) == 0);
    }

    private BigDecimal wanted(Move move) {
        return Optional.ofNullable(shipped.get(move.lineNo())).map(quantity -> measures.in(move.uom(), quantity))
                .orElse(BigDecimal.ZERO);
    }

    private boolean quantitiesAreRight(Shipment shipment) {
        return shipment.moves().stream().allMatch(move -> move.picked().compareTo(wanted(move)) == 0);
    }

    private void bringToWhatLeft(Shipment shipment) {
        for (Move move : shipment.moves()) {
            BigDecimal left = wanted(move);
            for (Pick pick : move.picks()) {
                if (pick.quantity().compareTo(left) != 0) {
                    if (pick.state().equals("assigned")) {
                        tryton.press(MOVES, "draft", List.of(pick.id()));
                    }
                    ObjectNode change = Wire.object();
                    change.set("quantity", Wire.number(left));
                    tryton.write(MOVES, List.of(pick.id()), change);
                }
                left = BigDecimal.ZERO;
            }
        }
    }

    private void assign(Shipment shipment) {
        if (!tryton.press(Shipments.MODEL, "assign_try", List.of(shipment.id())).asBoolean(true)) {
            throw Directory.refused("There is not enough stock for shipment " + shipment.number() + " of " + reference
                    + ".");
        }
    }
}
