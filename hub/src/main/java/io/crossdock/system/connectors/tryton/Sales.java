package io.crossdock.system.connectors.tryton;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What Tryton has under one reference of ours. Nothing there keeps it from being there twice: a create that was sent
 * twice, or one that was finished after we had given up on it. Of several the one that is furthest along is ours, of
 * those the first; the others are strays, unless they are booked as well.
 *
 * @param all the furthest along first
 */
record Sales(List<Sale> all) {

    private static final List<String> FIELDS = List.of("number", "state", "reference", "total_amount", "write_date",
            "create_date");
    private static final int MANY = 100;

    /** @param number given when it is quoted */
    record Sale(long id, SaleState state, String reference, Optional<String> number, BigDecimal total, Instant stamp,
            JsonNode row) {

        private static Sale of(JsonNode row) {
            return new Sale(Wire.id(row), SaleState.of(Wire.needed(row, "state")), Wire.needed(row, "reference"),
                    Wire.text(row, "number"),
                    Wire.decimal(row.path("total_amount")), Wire.stamp(row).orElseThrow(() ->
                            new IllegalArgumentException("a sale has no time")), row);
        }

        String name() {
            return number.orElse("of id " + id);
        }
    }

    Sales {
        all = all.stream().sorted(Comparator.comparing(Sale::state).reversed().thenComparing(Sale::id)).toList();
    }

    static Sales under(String reference, Conversation tryton) {
        return under(List.of(reference), tryton).getFirst();
    }

    /** By each reference, in their order. */
    static List<Sales> under(List<String> references, Conversation tryton) {
        try {
            List<Sale> all = tryton.search("sale.sale", List.of(List.of("reference", "in", references)),
                    Paging.first(MANY), FIELDS).stream().map(Sale::of).toList();
            return references.stream().map(reference -> new Sales(all.stream()
                    .filter(sale -> sale.reference().equals(reference)).toList())).toList();
        } catch (IllegalArgumentException malformed) {
            throw Fault.broken(tryton.system().id() + " has a sale that cannot be read: " + malformed.getMessage()
                    + ".");
        }
    }

    Optional<Sale> ours() {
        return all.stream().findFirst();
    }

    List<Sale> booked() {
        return all.stream().filter(sale -> sale.state().booked()).toList();
    }

    /** Copies that nobody has quoted or confirmed for us and that must never be. */
    List<Long> strays() {
        return all.stream().skip(1).filter(sale -> sale.state() == SaleState.DRAFT
                || sale.state() == SaleState.QUOTATION).map(Sale::id).toList();
    }
}
