package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What suppliers ship to our buyers for one sale. */
final class DropShipments {

    static final String MODEL = "stock.shipment.drop";
    private static final String LINE = "sale.line,";
    private static final List<String> FIELDS = List.of("number", "state", "reference", "customer_moves.quantity",
            "customer_moves.state", "customer_moves.origin", "customer_moves.uom", "customer_moves.product",
            "supplier_moves.quantity", "supplier_moves.state", "supplier_moves.uom", "supplier_moves.product");

    private DropShipments() {
    }

    /**
     * @param goods    what reaches the buyer, by line of the order
     * @param supplied what leaves the supplier, which Tryton keeps by item
     */
    record DropShipment(long id, String number, DropState state, Optional<String> reference, List<Goods> goods,
            List<Goods> supplied) {

        List<Long> moveIds() {
            return goods.stream().map(Goods::id).toList();
        }

        /** Whether nothing in it says which line of the order it is of. */
        boolean nameless() {
            return goods.stream().allMatch(each -> each.lineNo() == 0);
        }
    }

    /** @param lineNo of the order; 0 where it does not say */
    record Goods(long id, int lineNo, BigDecimal quantity, long uom, long product) {
    }

    /** Whether this installation knows of such shipments. */
    static boolean known(Conversation tryton) {
        return tryton.has("sale.sale", "drop_shipments");
    }

    /** Those with goods of a sale, the oldest first, without cancelled ones. */
    static List<DropShipment> of(long sale, Conversation tryton) {
        return read("sale.sale", List.of(sale), sale, tryton);
    }

    /** Those of purchases that were made for a sale, likewise; their goods need not say that they are of the sale. */
    static List<DropShipment> bought(List<Long> purchases, long sale, Conversation tryton) {
        return read("purchase.purchase", purchases, sale, tryton);
    }

    private static List<DropShipment> read(String model, List<Long> documents, long sale, Conversation tryton) {
        List<Long> ids = tryton.read(model, documents, List.of("drop_shipments")).stream()
                .flatMap(row -> Wire.ids(row.path("drop_shipments")).stream()).distinct().sorted().toList();
        Map<Long, Integer> lineNumbers = Shipments.lineNumbers(sale, tryton);
        try {
            return tryton.read(MODEL, ids, FIELDS).stream().map(each -> shipment(each, lineNumbers))
                    .filter(shipment -> shipment.state() != DropState.CANCELLED)
                    .sorted((a, b) -> Long.compare(a.id(), b.id())).toList();
        } catch (IllegalArgumentException malformed) {
            throw Fault.broken(tryton.system().id() + " has a drop shipment that cannot be read: "
                    + malformed.getMessage() + ".");
        }
    }

    private static DropShipment shipment(JsonNode row, Map<Long, Integer> lineNumbers) {
        return new DropShipment(Wire.id(row), Wire.text(row, "number").orElse(""),
                DropState.of(Wire.needed(row, "state")), Wire.text(row, "reference"),
                goods(Wire.beyond(row, "customer_moves"), lineNumbers), goods(Wire.beyond(row, "supplier_moves"),
                        lineNumbers));
    }

    private static List<Goods> goods(JsonNode moves, Map<Long, Integer> lineNumbers) {
        List<Goods> goods = new ArrayList<>();
        for (JsonNode move : moves) {
            if (!move.path("state").asString("").equals("cancelled")) {
                goods.add(new Goods(Wire.id(move), Shipments.target(move, LINE)
                        .map(line -> lineNumbers.getOrDefault(line, 0)).orElse(0), Wire.quantity(move.path("quantity")),
                        move.path("uom").asLong(0), move.path("product").asLong(0)));
            }
        }
        return goods;
    }
}
