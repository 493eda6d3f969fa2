package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.PostedInvoice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Customer invoices as rows of {@code account.invoice}. */
final class Invoices {

    static final String MODEL = "account.invoice";
    static final Set<String> POSTED = Set.of("posted", "paid");
    private static final int MANY = 20;
    /** There with the module {@code account_invoice_history} only. */
    private static final String NUMBERED_AT = "numbered_at";
    private static final List<String> FIELDS = List.of("number", "state", "reference", "untaxed_amount", "tax_amount",
            "total_amount", "currency.code", "invoice_date", "write_date", "create_date",
            "lines_to_pay.maturity_date", "lines.origin", "lines.quantity", "lines.unit", "lines.unit_price",
            "lines.amount", "lines.product.code", "lines.stock_moves");

    private Invoices() {
    }

    /** Those with our reference of a shipment, cancelled ones left out. */
    static List<JsonNode> under(String reference, Conversation tryton) {
        return tryton.search(MODEL, List.of(List.of("reference", "=", reference), List.of("type", "=", "out"),
                List.of("state", "!=", "cancelled")), Paging.first(MANY), fields(tryton));
    }

    static List<JsonNode> ofSale(long sale, Conversation tryton) {
        JsonNode row = tryton.read("sale.sale", List.of(sale), List.of("invoices")).getFirst();
        return tryton.read(MODEL, Wire.ids(row.path("invoices")), fields(tryton));
    }

    static List<String> fields(Conversation tryton) {
        return tryton.has(MODEL, NUMBERED_AT) ? Stream.concat(FIELDS.stream(), Stream.of(NUMBERED_AT)).toList() : FIELDS;
    }

    static boolean posted(JsonNode invoice) {
        return POSTED.contains(invoice.path("state").asString(""));
    }

    /** Whether it was made for any of these moves. */
    static boolean holdsMoves(JsonNode invoice, List<Long> moves) {
        return Wire.beyond(invoice, "lines").valueStream()
                .anyMatch(line -> Wire.ids(line.path("stock_moves")).stream().anyMatch(moves::contains));
    }

    /** A draft that is for nothing that was shipped, such as freight, which Tryton invoices when a sale is confirmed. */
    static boolean looseDraft(JsonNode invoice) {
        return invoice.path("state").asString("").equals("draft") && Wire.text(invoice, "reference").isEmpty()
                && Wire.beyond(invoice, "lines").valueStream().allMatch(line -> line.path("stock_moves").isEmpty());
    }

    static List<Long> lineIds(JsonNode invoice) {
        return Wire.beyond(invoice, "lines").valueStream().map(Wire::id).toList();
    }

    /** What it takes to understand some invoices, asked for once for all of them. */
    record Reading(Measures measures, Map<Long, Integer> lineNumbers) {

        static Reading of(List<JsonNode> invoices, Conversation tryton) {
            return new Reading(Measures.of(tryton), Invoices.lineNumbers(invoices, tryton));
        }
    }

    static PostedInvoice read(JsonNode invoice, Conversation tryton) {
        return read(invoice, Reading.of(List.of(invoice), tryton));
    }

    /** {@link IllegalArgumentException} if an amount is missing: an invoice cannot be half known. */
    static PostedInvoice read(JsonNode invoice, Reading reading) {
        BigDecimal freight = BigDecimal.ZERO;
        List<PostedInvoice.Line> lines = new ArrayList<>();
        for (JsonNode line : Wire.beyond(invoice, "lines")) {
            int lineNo = Shipments.target(line, "sale.line,").map(id -> reading.lineNumbers().getOrDefault(id, 0)).orElse(0);
            if (lineNo == NewSale.FREIGHT_SEQUENCE) {
                freight = freight.add(Wire.decimal(line.path("amount")));
            } else {
                lines.add(new PostedInvoice.Line(lineNo, new Sku(Wire.needed(Wire.beyond(line, "product"), "code")),
                        new Quantity(Wire.quantity(line.path("quantity")), reading.measures().unit(line.path("unit")
                                .asLong(0))), Wire.decimal(line.path("unit_price")), Wire.decimal(line.path("amount"))));
            }
        }
        lines.sort(Comparator.comparing(PostedInvoice.Line::lineNo));
        return new PostedInvoice(Wire.needed(invoice, "number"),
                Wire.needed(Wire.beyond(invoice, "currency"), "code"),
                Wire.decimal(invoice.path("untaxed_amount")).subtract(freight), freight,
                Wire.decimal(invoice.path("tax_amount")), Wire.decimal(invoice.path("total_amount")), at(invoice),
                dueOn(invoice), lines);
    }

    private static Map<Long, Integer> lineNumbers(List<JsonNode> invoices, Conversation tryton) {
        List<Long> ids = invoices.stream().flatMap(invoice -> Wire.beyond(invoice, "lines").valueStream())
                .flatMap(line -> Shipments.target(line, "sale.line,").stream()).distinct().toList();
        return tryton.read("sale.line", ids, List.of("sequence")).stream()
                .collect(Collectors.toMap(Wire::id, row -> row.path("sequence").asInt(0)));
    }

    private static Instant at(JsonNode invoice) {
        return Wire.moment(invoice.path(NUMBERED_AT)).or(() -> Wire.stamp(invoice)).orElseThrow(() ->
                new IllegalArgumentException("it has no time"));
    }

    private static LocalDate dueOn(JsonNode invoice) {
        return Wire.beyond(invoice, "lines_to_pay").valueStream().map(line -> line.path("maturity_date"))
                .filter(JsonNode::isObject).map(Wire::day).max(Comparator.naturalOrder())
                .orElseGet(() -> Wire.day(invoice.path("invoice_date")));
    }
}
