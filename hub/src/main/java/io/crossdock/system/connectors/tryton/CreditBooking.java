package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.CreditRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a credit memo from wherever it stands to being posted. It takes accounts, taxes and terms from the invoices that
 * give their money back, and must come to what was promised, to the cent. For one thread.
 */
final class CreditBooking {

    private static final String LINE = "account.invoice.line";
    private static final int PRICE_DIGITS = 4;
    private static final int CENTS = 2;
    private static final List<String> HEAD = List.of("company", "party", "invoice_address", "currency", "journal", "account",
            "payment_term");
    private static final List<String> LINES = List.of("invoice", "invoice.state", "origin", "product", "unit", "account",
            "taxes");

    private final Conversation tryton;
    private final List<Sold> sales;
    private final CreditRequest request;
    private final LocalDate today;
    private boolean taxed;
    private boolean pressed;

    CreditBooking(Conversation tryton, List<Sold> sales, CreditRequest request, LocalDate today) {
        this.tryton = tryton;
        this.sales = List.copyOf(sales);
        this.request = request;
        this.today = today;
    }

    Outcome run() {
        try {
            return carriedOn();
        } catch (Fault fault) {
            if (pressed) {
                return new Outcome.Ambiguous("The credit memo was posted, but: " + fault.why());
            }
            throw fault;
        }
    }

    private Outcome carriedOn() {
        while (true) {
            List<JsonNode> ours = Invoices.under(request.reference(), tryton);
            List<JsonNode> posted = ours.stream().filter(Invoices::posted).toList();
            List<Long> strays = ours.stream().filter(each -> !Invoices.posted(each)).skip(posted.isEmpty() ? 1 : 0)
                    .map(Wire::id).toList();
            if (!strays.isEmpty()) {
                tryton.delete(Invoices.MODEL, strays);
            }
            if (posted.size() > 1) {
                return new Outcome.Ambiguous(tryton.system().id() + " has posted " + request.reference()
                        + " several times.");
            }
            if (posted.size() == 1) {
                return new Outcome.Done(Wire.text(posted.getFirst(), "number").orElse(""), posted.getFirst());
            }
            if (ours.isEmpty()) {
                tryton.create(Invoices.MODEL, values());
            } else if (!taxed) {
                // A create leaves out the taxes; a write of the draft makes Tryton work them out.
                ObjectNode date = Wire.object();
                date.set("invoice_date", Wire.date(today));
                tryton.write(Invoices.MODEL, List.of(Wire.id(ours.getFirst())), date);
                taxed = true;
            } else if (pressed) {
                return new Outcome.Failed(tryton.system().id() + " left credit memo " + request.reference()
                        + " a draft when it was told to post it.");
            } else {
                BigDecimal total = Wire.decimal(ours.getFirst().path("total_amount")).negate();
                if (total.compareTo(request.total()) != 0) {
                    return new Outcome.Refused("total-differs", "The credit memo comes to " + total.toPlainString() + " "
                            + request.currency() + " in " + tryton.system().id() + ", " + request.total().toPlainString()
                            + " was promised.");
                }
                tryton.press(Invoices.MODEL, "post", List.of(Wire.id(ours.getFirst())));
                pressed = true;
            }
        }
    }

    private ObjectNode values() {
        Map<Integer, JsonNode> invoiced = invoiced();
        List<JsonNode> sources = new ArrayList<>();
        for (CreditRequest.Line line : request.lines()) {
            sources.add(Optional.ofNullable(invoiced.get(line.lineNo())).orElseThrow(() -> Directory.refused(
                    tryton.system().id() + " has posted no invoice for line " + line.lineNo() + " of " + request.order()
                            + ".")));
        }
        if (sources.isEmpty()) {
            throw Directory.refused("Credit memo " + request.reference() + " is for nothing.");
        }
        JsonNode invoice = tryton.read(Invoices.MODEL, List.of(sources.getFirst().path("invoice").asLong(0)), HEAD)
                .getFirst();
        ObjectNode values = Wire.object().put("type", "out").put("reference", request.reference())
                .put("description", "Return " + request.reference() + " of " + request.order());
        HEAD.forEach(field -> values.set(field, invoice.path(field)));
        ArrayNode lines = values.putArray("lines").addArray().add("create").addArray();
        Measures measures = Measures.of(tryton);
        for (int i = 0; i < sources.size(); i++) {
            lines.add(line(request.lines().get(i), sources.get(i), measures));
        }
        if (request.fee().signum() != 0) {
            ObjectNode fee = Wire.object().put("type", "line").put("description", "Restocking fee")
                    .put("account", sources.getFirst().path("account").asLong(0));
            fee.set("quantity", Wire.number(BigDecimal.ONE));
            fee.set("unit_price", Wire.decimal(request.fee()));
            lines.add(fee);
        }
        return values;
    }

    /** The line of a posted invoice by the line of the order that it is for. */
    private Map<Integer, JsonNode> invoiced() {
        Map<Long, Integer> numbers = tryton.search("sale.line", List.of(List.of("sale", "in",
                        sales.stream().map(Sold::sale).toList())), Paging.all(), List.of("sequence")).stream()
                .collect(Collectors.toMap(Wire::id, row -> row.path("sequence").asInt(0)));
        List<String> origins = numbers.keySet().stream().map(id -> "sale.line," + id).toList();
        return tryton.search(LINE, List.of(List.of("origin", "in", origins)), Paging.all(), LINES).stream()
                .filter(row -> Invoices.posted(Wire.beyond(row, "invoice")))
                .collect(Collectors.toMap(row -> Shipments.target(row, "sale.line,")
                        .map(id -> numbers.getOrDefault(id, 0)).orElse(0), row -> row, (first, second) -> first));
    }

    /** The amount counts, so what has no exact price is one thing of that amount. */
    private static ObjectNode line(CreditRequest.Line line, JsonNode source, Measures measures) {
        ObjectNode values = Wire.object().put("type", "line").put("origin", LINE + "," + Wire.id(source))
                .put("description", line.quantity() + " returned").put("product", source.path("product").asLong(0))
                .put("account", source.path("account").asLong(0)).put("unit", source.path("unit").asLong(0));
        ArrayNode taxes = values.putArray("taxes").addArray().add("add").addArray();
        source.path("taxes").forEach(taxes::add);
        BigDecimal quantity = measures.in(source.path("unit").asLong(0), line.quantity());
        BigDecimal price = line.net().divide(quantity, PRICE_DIGITS, RoundingMode.HALF_EVEN);
        boolean exact = price.multiply(quantity).setScale(CENTS, RoundingMode.HALF_EVEN).compareTo(line.net()) == 0;
        values.set("quantity", Wire.number((exact ? quantity : BigDecimal.ONE).negate()));
        values.set("unit_price", Wire.decimal(exact ? price : line.net()));
        return values;
    }
}
