package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The lines of orders that the moves of shipments are for.
 *
 * @param moves   the field of a shipment that has them
 * @param numbers our line numbers by those of Tryton
 */
record SaleLines(String moves, Map<Long, Integer> numbers, Measures measures) {

    private static final String LINE = "sale.line,";

    static SaleLines of(List<JsonNode> shipments, String moves, Conversation tryton) {
        Set<Long> ids = new HashSet<>();
        shipments.forEach(row -> Wire.beyond(row, moves)
                .forEach(move -> Shipments.target(move, LINE).ifPresent(ids::add)));
        return new SaleLines(moves, tryton.read("sale.line", List.copyOf(ids), List.of("sequence")).stream()
                .collect(Collectors.toMap(Wire::id, row -> row.path("sequence").asInt(0))), Measures.of(tryton));
    }

    /** What of each line is moved, in the words of our messages. */
    ArrayNode of(JsonNode shipment) {
        ArrayNode lines = Wire.object().arrayNode();
        for (JsonNode move : Wire.beyond(shipment, moves)) {
            BigDecimal quantity = Wire.quantity(move.path("quantity"));
            Optional<Integer> number = Shipments.target(move, LINE).map(id -> numbers.getOrDefault(id, 0))
                    .filter(each -> each > 0);
            if (quantity.signum() > 0 && number.isPresent()) {
                lines.addObject().put("lineNo", number.get())
                        .put("sku", Wire.needed(Wire.beyond(move, "product"), "code"))
                        .put("quantity", quantity.toPlainString())
                        .put("unit", measures.unit(move.path("uom").asLong(0)).code());
            }
        }
        return lines;
    }
}
