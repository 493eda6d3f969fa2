package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The receipt of a decision, computed again by somebody who has nothing but its JSON. */
record Receipt(JsonNode json) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** Every figure of the receipt follows from its inputs, and the answer says the same. */
    void recomputes(JsonNode answer) {
        assertThat(text(json, "number")).isEqualTo(text(answer, "number"));
        assertThat(text(json, "rounding")).isEqualTo("half_up");
        lines(answer);
        taxes();
        freight();
        totals(answer);
        credit();
        availability();
        provenance();
    }

    private void lines(JsonNode answer) {
        assertThat(json.path("lines")).isNotEmpty();
        Map<Integer, JsonNode> answered = new TreeMap<>();
        answer.path("lines").forEach(line -> answered.put(line.path("lineNo").asInt(), line));
        for (JsonNode line : json.path("lines")) {
            int lineNo = line.path("lineNo").asInt();
            assertThat(decimal(line, "price").multiply(decimal(line, "factor")))
                    .as("unit price of line " + lineNo).isEqualByComparingTo(decimal(line, "unitPrice"));
            assertThat(cents(decimal(line, "unitPrice").multiply(decimal(line.path("quantity"), "value"))))
                    .as("net of line " + lineNo).isEqualByComparingTo(decimal(line, "net"));
            JsonNode told = answered.getOrDefault(lineNo, MissingNode.getInstance());
            assertThat(decimal(told, "net")).isEqualByComparingTo(decimal(line, "net"));
            assertThat(decimal(told, "unitPrice")).isEqualByComparingTo(decimal(line, "unitPrice"));
            assertThat(told.path("quantity")).isEqualTo(line.path("quantity"));
        }
    }

    private void taxes() {
        for (JsonNode tax : json.path("taxes")) {
            assertThat(cents(decimal(tax, "net").multiply(decimal(tax, "rate"))))
                    .as("tax of class " + text(tax, "taxClass")).isEqualByComparingTo(decimal(tax, "amount"));
        }
        if (!json.path("taxes").isEmpty()) {
            assertThat(sum(json.path("taxes"), "net")).as("net of all tax classes")
                    .isEqualByComparingTo(sum(json.path("lines"), "net"));
        }
    }

    /** Up to a weight a price; above the last weight so much for each kilogram more. */
    private void freight() {
        for (JsonNode leg : json.path("freight")) {
            JsonNode rate = leg.path("rate");
            BigDecimal above = decimal(leg, "weightKg").subtract(decimal(rate, "upToKg"))
                    .max(BigDecimal.ZERO);
            BigDecimal price = leg.path("waived").asBoolean(false) ? BigDecimal.ZERO
                    : cents(decimal(rate, "price").add(above.multiply(decimal(rate, "perKgAbove"))));
            assertThat(price).as("freight of leg " + text(leg, "leg"))
                    .isEqualByComparingTo(decimal(leg, "price"));
        }
    }

    private void totals(JsonNode answer) {
        JsonNode totals = json.path("totals");
        assertThat(decimal(totals, "net")).isEqualByComparingTo(sum(json.path("lines"), "net"));
        assertThat(decimal(totals, "tax")).isEqualByComparingTo(sum(json.path("taxes"), "amount"));
        assertThat(decimal(totals, "freight")).isEqualByComparingTo(sum(json.path("freight"), "price"));
        assertThat(decimal(totals, "total")).isEqualByComparingTo(Stream.of("net", "tax", "freight")
                .map(part -> decimal(totals, part)).reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(totals).isEqualTo(answer.path("totals"));
    }

    private void credit() {
        JsonNode credit = json.path("credit");
        BigDecimal available = decimal(credit, "limit").multiply(decimal(credit, "headroomPercent"))
                .divide(HUNDRED).subtract(decimal(credit, "exposure")).subtract(decimal(credit, "reserved"));
        assertThat(available).as("credit available").isEqualByComparingTo(decimal(credit, "available"));
        assertThat(decimal(credit, "total")).isEqualByComparingTo(decimal(json.path("totals"), "total"))
                .isLessThanOrEqualTo(decimal(credit, "available"));
    }

    private void availability() {
        for (JsonNode stock : json.path("availability")) {
            BigDecimal free = decimal(stock, "onHand").subtract(decimal(stock, "onHold"))
                    .subtract(decimal(stock, "reserved"));
            BigDecimal promisable = free.multiply(HUNDRED.subtract(decimal(stock, "haircutPercent")))
                    .divide(HUNDRED).setScale(0, RoundingMode.DOWN);
            assertThat(promisable).as("promisable " + text(stock, "sku") + " in " + text(stock, "location"))
                    .isEqualByComparingTo(decimal(stock, "available"));
        }
    }

    /** Every answer that went in says where it is from and how old it is. */
    private void provenance() {
        for (String check : new String[] {"account", "price", "tax"}) {
            JsonNode evidence = json.path("evidence").path(check);
            assertThat(text(evidence, "source")).as(check).isIn("replicated", "live");
            assertThat(text(evidence, "version")).as(check).isNotEmpty();
            assertThat(text(evidence, "asOf")).as(check).isNotEmpty();
        }
        assertThat(text(json, "landscape")).isNotEmpty();
        assertThat(json.path("sourcing").path("chosen")).isNotEmpty();
    }

    private static BigDecimal sum(JsonNode rows, String field) {
        return rows.valueStream().map(row -> decimal(row, field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
