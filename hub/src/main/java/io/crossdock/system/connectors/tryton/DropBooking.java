package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.tryton.DropShipments.DropShipment;
import io.crossdock.system.connectors.tryton.DropShipments.Goods;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has Tryton buy from a supplier what it ships to our buyer, and book that it left: its purchase requests become a
 * purchase, that is quoted and confirmed, and the drop shipment it makes gets our number of the leg. Begins wherever it
 * stands; a request that is purchased is not purchased again. For one thread.
 */
final class DropBooking {

    private static final String PURCHASE = "purchase.purchase";
    private static final List<String> PURCHASED = List.of("state", "number");
    private static final String MOVES = "stock.move";

    private final Conversation tryton;
    private final List<Sold> sales;
    private final String reference;
    private final Map<Integer, Quantity> wanted;
    private final Measures measures;
    private final Set<String> done = new HashSet<>();

    /**
     * @param sales     of the order, the likeliest first
     * @param reference our number of the leg
     * @param wanted    by line of the order
     */
    DropBooking(Conversation tryton, List<Sold> sales, String reference, Map<Integer, Quantity> wanted) {
        this.tryton = tryton;
        this.sales = List.copyOf(sales);
        this.reference = reference;
        this.wanted = Map.copyOf(wanted);
        this.measures = Measures.of(tryton);
    }

    /** A drop shipment, and the sale it is of. */
    record Dropped(long sale, DropShipment shipment) {
    }

    /** The one that waits for the supplier, or has left; empty if no supplier ships the lines. */
    Optional<Dropped> begin() {
        while (true) {
            Optional<DropLines> found = DropLines.of(sales, wanted.keySet(), tryton);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            DropLines lines = found.get();
            if (!lines.requests().keySet().containsAll(wanted.keySet())) {
                throw Directory.refused("Of " + reference + " only a part is shipped by a supplier in "
                        + tryton.system().id() + ".");
            }
            // Before the shipments, which Tryton makes meanwhile: a purchase under way has all that it will get by itself.
            List<JsonNode> purchases = tryton.read(PURCHASE, lines.purchases(), PURCHASED);
            List<DropShipment> made = DropShipments.of(lines.sale(), tryton);
            Optional<DropShipment> shipment = ours(made);
            if (shipment.isPresent()) {
                return Optional.of(new Dropped(lines.sale(), shipment.get()));
            }
            if (!buys(lines, purchases) && !new DropRemainder(tryton, lines, this::once).ties(wanted.keySet())) {
                lookAgain(lines.sale(), made);
            }
        }
    }

    /** The same, once what left is booked. */
    Optional<Dropped> leave() {
        while (true) {
            Optional<Dropped> begun = begin();
            if (begun.isEmpty() || begun.get().shipment().state() == DropState.DONE) {
                return begun;
            }
            step(begun.get().shipment());
        }
    }

    /** Whether there was something to do. */
    private boolean buys(DropLines lines, List<JsonNode> purchases) {
        if (!lines.unpurchased().isEmpty()) {
            once("purchase " + lines.unpurchased());
            tryton.wizard("purchase.request.create_purchase", "purchase.request", lines.unpurchased(), "start",
                    Wire.object());
            return true;
        }
        boolean pressed = false;
        for (JsonNode row : purchases) {
            List<Long> ids = List.of(Wire.id(row));
            switch (row.path("state").asString("")) {
                case "draft" -> {
                    once("quote " + ids);
                    tryton.write(PURCHASE, ids, Wire.object().put("reference", reference));
                    tryton.press(PURCHASE, "quote", ids);
                    pressed = true;
                }
                case "quotation" -> {
                    once("confirm " + ids);
                    tryton.press(PURCHASE, "confirm", ids);
                    pressed = true;
                }
                case "cancelled" -> throw Directory.refused("Purchase " + Wire.text(row, "number").orElse("of id "
                        + Wire.id(row)) + " for " + reference + " was cancelled in " + tryton.system().id() + ".");
                case "confirmed" -> throw Fault.busy(tryton.system().id() + " has made no drop shipment yet.");
                default -> { }
            }
        }
        return pressed;
    }

    /** Once more, since what is wanted may have been made between two looks; or throws what it is that there is none. */
    private void lookAgain(long sale, List<DropShipment> made) {
        if (made.isEmpty()) {
            throw Fault.busy(tryton.system().id() + " has made no drop shipment yet.");
        }
        boolean free = made.stream().anyMatch(each -> each.reference().isEmpty() && names(each));
        // What one of them leaves open becomes another one when it is booked, or when a worker there has got to it.
        boolean more = made.stream().anyMatch(each -> each.reference().isPresent() && each.state().underWay())
                || !SaleMoves.settled(sale, wanted.keySet(), tryton);
        if (more && !free) {
            throw Fault.busy(tryton.system().id() + " has not yet made what is left of another drop shipment.");
        }
        if (!done.add("look again")) {
            throw Directory.refused("No drop shipment of the sale can hold what " + reference + " is about.");
        }
    }

    /** The one under our reference; else the first that nobody has claimed and that has our lines, claimed now. */
    private Optional<DropShipment> ours(List<DropShipment> all) {
        Optional<DropShipment> claimed = all.stream().filter(each -> each.reference().equals(Optional.of(reference)))
                .findFirst();
        if (claimed.isPresent()) {
            return claimed;
        }
        Predicate<DropShipment> free = shipment -> shipment.reference().isEmpty() && holds(shipment);
        Optional<DropShipment> shipment = all.stream().filter(free).findFirst();
        shipment.ifPresent(each -> tryton.write(DropShipments.MODEL, List.of(each.id()),
                Wire.object().put("reference", reference)));
        return shipment;
    }

    private boolean names(DropShipment shipment) {
        return shipment.goods().stream().anyMatch(goods -> wanted.containsKey(goods.lineNo()));
    }

    private boolean holds(DropShipment shipment) {
        return wanted.keySet().stream().allMatch(lineNo -> shipment.goods().stream().anyMatch(goods ->
                goods.lineNo() == lineNo && goods.quantity().compareTo(wanted(goods)) >= 0));
    }

    private BigDecimal wanted(Goods goods) {
        return Optional.ofNullable(wanted.get(goods.lineNo())).map(quantity -> measures.in(goods.uom(), quantity))
                .orElse(BigDecimal.ZERO);
    }

    private void step(DropShipment shipment) {
        List<Long> ids = List.of(shipment.id());
        switch (shipment.state()) {
            case DRAFT -> {
                once("wait");
                tryton.press(DropShipments.MODEL, "wait", ids);
            }
            case WAITING -> {
                bringToWhatLeft(shipment);
                once("ship");
                tryton.press(DropShipments.MODEL, "ship", ids);
            }
            case SHIPPED -> {
                once("done");
                tryton.press(DropShipments.MODEL, "done", ids);
            }
            case DONE, CANCELLED -> { }
        }
    }

    /** Tryton fits one side to the other by item, so both are brought to the same. */
    private void bringToWhatLeft(DropShipment shipment) {
        Map<Long, BigDecimal> byProduct = new HashMap<>();
        for (Goods goods : shipment.goods()) {
            byProduct.merge(goods.product(), wanted(goods), BigDecimal::add);
            change(goods, wanted(goods));
        }
        for (Goods goods : shipment.supplied()) {
            BigDecimal left = byProduct.getOrDefault(goods.product(), BigDecimal.ZERO);
            change(goods, left);
            byProduct.put(goods.product(), BigDecimal.ZERO);
        }
    }

    private void change(Goods goods, BigDecimal quantity) {
        if (goods.quantity().compareTo(quantity) != 0) {
            ObjectNode change = Wire.object();
            change.set("quantity", Wire.number(quantity));
            tryton.write(MOVES, List.of(goods.id()), change);
        }
    }

    /** A button that did nothing is not pressed a second time at once. */
    private void once(String step) {
        if (!done.add(step)) {
            throw Fault.busy(tryton.system().id() + " did nothing when it was told to " + step + " for " + reference
                    + ".");
        }
    }
}
