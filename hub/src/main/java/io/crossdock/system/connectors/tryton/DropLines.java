package io.crossdock.system.connectors.tryton;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Lines of a sale that Tryton buys from a supplier who ships them to the buyer, with its purchase requests for them. Empty
 * where it does not: such lines leave from a warehouse.
 *
 * @param requests of the lines, by their numbers
 */
record DropLines(long sale, Map<Integer, Request> requests) {

    private static final List<String> LINE = List.of("sequence", "purchase_request", "product.supply_on_sale");
    private static final List<String> REQUEST = List.of("purchase", "customer");

    /** @param purchase once there is one */
    record Request(long id, Optional<Long> purchase) {
    }

    /** Of the first sale that has such lines; throws {@link Fault} while Tryton has not got to it. */
    static Optional<DropLines> of(List<Sold> sales, Set<Integer> lines, Conversation tryton) {
        return sales.stream().flatMap(sold -> of(sold.sale(), lines, tryton).stream()).findFirst();
    }

    static Optional<DropLines> of(long sale, Set<Integer> lines, Conversation tryton) {
        if (!DropShipments.known(tryton)) {
            return Optional.empty();
        }
        List<JsonNode> supplied = tryton.search("sale.line", List.of(List.of("sale", "=", sale),
                        List.of("sequence", "in", List.copyOf(lines))), Paging.all(), LINE).stream()
                .filter(row -> row.path("purchase_request").isIntegralNumber()
                        || Wire.beyond(row, "product").path("supply_on_sale").asBoolean(false)).toList();
        if (supplied.isEmpty()) {
            return Optional.empty();
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode row : supplied) {
            if (!row.path("purchase_request").isIntegralNumber()) {
                throw Fault.busy(tryton.system().id() + " has made no purchase request yet.");
            }
            numbers.add(row.path("purchase_request").asLong(0));
        }
        Map<Long, JsonNode> requests = tryton.read("purchase.request", numbers, REQUEST).stream()
                .filter(row -> row.path("customer").isIntegralNumber())
                .collect(Collectors.toMap(Wire::id, row -> row, (one, same) -> one));
        Map<Integer, Request> byLine = supplied.stream()
                .filter(row -> requests.containsKey(row.path("purchase_request").asLong(0)))
                .collect(Collectors.toMap(row -> row.path("sequence").asInt(0),
                        row -> request(Optional.ofNullable(requests.get(row.path("purchase_request").asLong(0)))
                                .orElseThrow())));
        return byLine.isEmpty() ? Optional.empty() : Optional.of(new DropLines(sale, byLine));
    }

    private static Request request(JsonNode row) {
        return new Request(Wire.id(row), Optional.of(row.path("purchase")).filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asLong));
    }

    List<Long> unpurchased() {
        return requests.values().stream().filter(request -> request.purchase().isEmpty()).map(Request::id).sorted()
                .toList();
    }

    List<Long> purchases() {
        return requests.values().stream().flatMap(request -> request.purchase().stream()).distinct().sorted().toList();
    }
}
