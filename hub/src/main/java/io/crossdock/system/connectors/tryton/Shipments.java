package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The shipments of one sale, with the lines of the order that their moves are for. */
final class Shipments {

    static final String MODEL = "stock.shipment.out";
    private static final String LINE = "sale.line,";
    private static final String MOVE = "stock.move,";
    private static final List<String> FIELDS = List.of("number", "state", "reference", "warehouse.code",
            "inventory_moves.quantity", "inventory_moves.state", "inventory_moves.origin", "inventory_moves.uom",
            "outgoing_moves.quantity", "outgoing_moves.state", "outgoing_moves.origin", "outgoing_moves.uom");

    private Shipments() {
    }

    /** @param moves what leaves the warehouse, one of each line */
    record Shipment(long id, String number, ShipmentState state, Optional<String> reference, List<Move> moves) {

        List<Long> moveIds() {
            return moves.stream().map(Move::id).toList();
        }
    }

    /** @param picks the moves by which it comes from its places to the door */
    record Move(long id, int lineNo, BigDecimal quantity, long uom, List<Pick> picks) {

        BigDecimal picked() {
            return picks.stream().map(Pick::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    record Pick(long id, BigDecimal quantity, String state) {
    }

    /** The shipments of a sale, the oldest first, without cancelled ones. */
    static List<Shipment> of(long sale, Conversation tryton) {
        JsonNode row = tryton.read("sale.sale", List.of(sale), List.of("shipments")).getFirst();
        List<Long> ids = Wire.ids(row.path("shipments")).stream().sorted().toList();
        Map<Long, Integer> lineNumbers = lineNumbers(sale, tryton);
        try {
            return tryton.read(MODEL, ids, FIELDS).stream().map(each -> shipment(each, lineNumbers))
                    .filter(shipment -> shipment.state() != ShipmentState.CANCELLED)
                    .sorted((a, b) -> Long.compare(a.id(), b.id())).toList();
        } catch (IllegalArgumentException malformed) {
            throw Fault.broken(tryton.system().id() + " has a shipment that cannot be read: "
                    + malformed.getMessage() + ".");
        }
    }

    /** Our line numbers by the numbers of the sale's lines. */
    static Map<Long, Integer> lineNumbers(long sale, Conversation tryton) {
        Map<Long, Integer> numbers = new HashMap<>();
        tryton.search("sale.line", List.of(List.of("sale", "=", sale)), Paging.all(), List.of("sequence"))
                .forEach(line -> numbers.put(Wire.id(line), line.path("sequence").asInt(0)));
        return numbers;
    }

    private static Shipment shipment(JsonNode row, Map<Long, Integer> lineNumbers) {
        Map<Long, List<Pick>> picks = new HashMap<>();
        Wire.beyond(row, "inventory_moves").forEach(pick -> target(pick, MOVE).ifPresent(move ->
                picks.computeIfAbsent(move, id -> new ArrayList<>()).add(new Pick(Wire.id(pick),
                        Wire.quantity(pick.path("quantity")), Wire.needed(pick, "state")))));
        List<Move> moves = new ArrayList<>();
        Wire.beyond(row, "outgoing_moves").forEach(move -> target(move, LINE).filter(lineNumbers::containsKey)
                .ifPresent(line -> moves.add(new Move(Wire.id(move), lineNumbers.getOrDefault(line, 0),
                        Wire.quantity(move.path("quantity")), move.path("uom").asLong(0),
                        picks.getOrDefault(Wire.id(move), List.of())))));
        return new Shipment(Wire.id(row), Wire.text(row, "number").orElse(""),
                ShipmentState.of(Wire.needed(row, "state")), Wire.text(row, "reference"), moves);
    }

    /** The number in a reference such as {@code sale.line,12}. */
    static Optional<Long> target(JsonNode row, String model) {
        return Wire.text(row, "origin").filter(origin -> origin.startsWith(model))
                .map(origin -> Long.parseLong(origin.substring(model.length())));
    }
}
