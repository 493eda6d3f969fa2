package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.PostedOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A sale that an order, or a part of one, has become.
 *
 * @param customer  whose books are written
 * @param warehouse code of the one that its goods leave from
 */
record Sold(long sale, String customer, String warehouse) {

    private static final List<String> FIELDS = List.of("party.code", "warehouse.code");

    /**
     * All sales of an order, the oldest first; empty unless each of them is there.
     *
     * @param number    Tryton's own of the first
     * @param documents of an order that is several sales, each of them
     * @param reference our number of the order
     */
    static List<Sold> as(String number, List<PostedOrder.Document> documents, String reference, Conversation tryton) {
        List<String> numbers = Stream.concat(Stream.of(number), documents.stream().map(PostedOrder.Document::number))
                .distinct().toList();
        List<Sold> sold = tryton.search("sale.sale", List.of(List.of("number", "in", numbers), List.of("OR",
                        List.of("reference", "=", reference),
                        List.of("reference", "like", reference + SalePart.BETWEEN + "%"))),
                Paging.all(), FIELDS).stream().map(Sold::read)
                .sorted(Comparator.comparing(Sold::sale)).toList();
        return sold.size() < numbers.size() ? List.of() : sold;
    }

    /** The sales of an order that are booked, whatever their numbers, the oldest first. */
    static List<Sold> of(String reference, Conversation tryton) {
        return tryton.search("sale.sale", List.of(List.of("state", "in", List.of("confirmed", "processing", "done")),
                        List.of("OR", List.of("reference", "=", reference),
                                List.of("reference", "like", reference + SalePart.BETWEEN + "%"))),
                Paging.all(), FIELDS).stream().map(Sold::read).sorted(Comparator.comparing(Sold::sale)).toList();
    }

    private static Sold read(JsonNode row) {
        return new Sold(Wire.id(row), Wire.text(Wire.beyond(row, "party"), "code").orElse(""),
                Wire.text(Wire.beyond(row, "warehouse"), "code").orElse(""));
    }

    /** The same, those of one warehouse first. */
    static List<Sold> first(List<Sold> sold, Optional<String> warehouse) {
        return sold.stream().sorted(Comparator.comparing((Sold each) ->
                !warehouse.equals(Optional.of(each.warehouse()))).thenComparing(Sold::sale)).toList();
    }
}
