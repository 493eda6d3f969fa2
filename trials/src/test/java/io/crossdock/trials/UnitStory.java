package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Database;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Stage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Goods ordered in any unit keep their exact amount from the order over the shelf and the truck to the invoice, and back
 * over the buyer's ramp, the warehouse and the credit memo.
 */
class UnitStory {

    private static final int ORDERS = 60;

    private final Random random = new Random(Trial.SEED);
    private final Map<String, BigDecimal> factors = new HashMap<>();

    @Test
    void noAmountChangesOnItsWay() {
        try (Stage stage = Stage.open("unit_story", 20, landscape -> landscape.edit("landscape.yaml",
                "automaticUpTo: \"500.00\"", "automaticUpTo: \"1000000.00\""))) {
            stage.estate().faults("wms", "{\"shortPick\": \"0.15\"}");
            List<JsonNode> packed = stage.estate().items().stream().filter(item -> !item.path("packs").isEmpty()
                    && item.path("assortments").valueStream().anyMatch(each -> each.asString("").equals("core"))).toList();
            packed.forEach(item -> item.path("packs").forEach(pack -> factors.put(text(item, "sku") + text(pack, "unit"),
                    decimal(pack, "quantity"))));
            assertThat(factors.values().stream().distinct()).as("sizes of packs").hasSizeGreaterThan(3);
            Hub hub = stage.hub();
            try (Buyers buyers = Buyers.of(hub.address())) {
                inexactAmountsAreRefusedByName(buyers, packed.getFirst());
                List<Placed> placed = buyers.place(8, orders(packed));
                stage.estate().noFaults();
                stage.awaitSettled();
                new Audit(stage).holds(placed);
                Map<String, BigDecimal> ordered = ordered(stage.truth().orders());
                assertThat(ordered).hasSizeGreaterThan(ORDERS);
                Map<String, BigDecimal> waiting = waiting(stage.database());
                assertThat(with(waiting, shipped(stage.truth().shipments())))
                        .as("shipped or waiting for supply beside ordered, in base units").containsExactlyEntriesOf(ordered);
                assertThat(with(waiting, invoiced(stage.truth().orders())))
                        .as("invoiced or waiting for supply beside ordered, in base units").containsExactlyEntriesOf(ordered);
                assertThat(stage.database().rows("""
                        SELECT o.order_number, o.line_no, o.base, sum(l.shipped)
                          FROM ordering.order_line o
                          JOIN fulfilment.leg g ON g.order_number = o.order_number AND g.state <> 'cancelled'
                          JOIN fulfilment.leg_line l ON l.leg = g.number AND l.line_no = o.line_no
                         GROUP BY o.order_number, o.line_no, o.base
                        HAVING o.base <> sum(CASE g.state WHEN 'waiting' THEN l.planned ELSE l.shipped END)
                        """)).as("stored beside shipped").isEmpty();
                comesBack(stage, buyers);
            }
        }
    }

    /** Everything that has left goes back, most of it in the largest pack into which it goes without rest. */
    private void comesBack(Stage stage, Buyers buyers) {
        Map<String, List<String>> asked = new TreeMap<>();
        Map<String, BigDecimal> back = new TreeMap<>();
        stage.database().rows("""
                SELECT order_number, line_no, sku, trim_scale(shipped), base_unit FROM ordering.order_line WHERE shipped > 0
                """).forEach(row -> {
                    BigDecimal shipped = new BigDecimal(row.get(3));
                    String[] unit = unitFor(row.get(2), row.get(4), shipped);
                    asked.computeIfAbsent(row.get(0), order -> new ArrayList<>()).add(
                            "{\"lineNo\": %s, \"quantity\": \"%s\", \"unit\": \"%s\", \"reason\": \"%s\"}".formatted(
                                    row.get(1), unit[0], unit[1], random.nextBoolean() ? "unwanted" : "damaged"));
                    back.merge(row.get(0) + "/" + row.get(1) + " " + row.get(2), shipped, BigDecimal::add);
                });
        assertThat(asked).hasSizeGreaterThan(ORDERS / 2);
        asked.forEach((order, lines) -> assertThat(text(buyers.sendBack(order, "back-" + order,
                "{\"lines\": [%s]}".formatted(String.join(", ", lines))), "state")).isEqualTo("authorised"));
        stage.awaitSettled();
        assertThat(came(stage.truth().returns())).as("what warehouses have back").containsExactlyEntriesOf(plain(back));
        assertThat(credited(stage)).as("what the ERP has credited").containsExactlyEntriesOf(plain(back));
        assertThat(stage.database().rows("SELECT number, state FROM returns.rma WHERE state <> 'credited'"))
                .as("returns without their credit").isEmpty();
        // What came back may have served others who waited: of their orders not everything was sent back.
        Map<String, BigDecimal> invoiced = invoiced(stage.truth().orders());
        Set<String> whole = new TreeSet<>(asked.keySet());
        invoiced.forEach((key, amount) -> {
            if (!amount.equals(plain(back).get(key))) {
                whole.remove(key.substring(0, key.indexOf('/')));
            }
        });
        assertThat(whole).as("orders that came back whole").hasSizeGreaterThan(ORDERS / 2);
        assertThat(money(stage, stage.truth().creditMemos(), whole)).as("credited beside invoiced, net and tax")
                .containsExactlyEntriesOf(money(stage, stage.truth().invoices(), whole));
        assertThat(stage.truth().creditMemos()).extracting(memo -> text(memo, "externalReference")).doesNotHaveDuplicates();
    }

    /** The largest pack that holds the amount without rest, or pieces. */
    private String[] unitFor(String sku, String base, BigDecimal pieces) {
        String[] best = {pieces.toPlainString(), base};
        BigDecimal largest = BigDecimal.ONE;
        for (Map.Entry<String, BigDecimal> pack : new TreeMap<>(factors).entrySet()) {
            boolean holds = pack.getKey().startsWith(sku) && pack.getValue().compareTo(largest) > 0
                    && pieces.remainder(pack.getValue()).signum() == 0;
            if (holds && random.nextInt(4) > 0) {
                largest = pack.getValue();
                best = new String[] {pieces.divide(pack.getValue()).toPlainString(), pack.getKey().substring(sku.length())};
            }
        }
        return best;
    }

    private Map<String, BigDecimal> came(List<JsonNode> returns) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        returns.forEach(goods -> goods.path("lines").forEach(line -> amounts.merge(key(text(goods, "orderNumber"), line),
                decimal(line, "quantity"), BigDecimal::add)));
        returns.forEach(goods -> assertThat(sum(goods.path("found"))).as("looked at").isEqualByComparingTo(
                sum(goods.path("lines"))));
        return plain(amounts);
    }

    private static BigDecimal sum(JsonNode lines) {
        return lines.valueStream().map(line -> decimal(line, "quantity")).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Our numbers of orders by those of the ERP. */
    private static Map<String, String> references(Stage stage) {
        Map<String, String> references = new HashMap<>();
        stage.truth().orders().forEach(order -> references.put(text(order, "orderNumber"), text(order, "externalReference")));
        return references;
    }

    private static Map<String, BigDecimal> credited(Stage stage) {
        Map<String, String> references = references(stage);
        Map<String, BigDecimal> amounts = new TreeMap<>();
        stage.truth().creditMemos().forEach(memo -> memo.path("lines").forEach(line -> amounts.merge(
                key(references.getOrDefault(text(memo, "orderNumber"), "?"), line), decimal(line, "base"), BigDecimal::add)));
        return plain(amounts);
    }

    /** Net and tax of some orders. */
    private static Map<String, BigDecimal> money(Stage stage, List<JsonNode> documents, Set<String> orders) {
        Map<String, String> references = references(stage);
        Map<String, BigDecimal> amounts = new TreeMap<>();
        documents.forEach(document -> amounts.merge(references.getOrDefault(text(document, "orderNumber"), "?"),
                decimal(document, "net").add(decimal(document, "tax")), BigDecimal::add));
        amounts.keySet().retainAll(orders);
        return plain(amounts);
    }

    private static void inexactAmountsAreRefusedByName(Buyers buyers, JsonNode item) {
        Placed refused = buyers.order("inexact", body("A-1001", List.of(line(text(item, "sku"), "0.3333333",
                text(item.path("packs").get(0), "unit")))));
        assertThat(refused.status()).as(refused.answer().toString()).isIn(400, 422);
        Placed third = buyers.order("third", body("A-1001", List.of(line(text(item, "sku"), "0.01",
                text(item.path("packs").get(0), "unit")))));
        assertThat(third.status()).as(third.answer().toString()).isEqualTo(422);
        assertThat(third.answer().path("faults").get(0).path("code").asString("")).isEqualTo("quantity-inexact");
    }

    /** Packs, pieces, and the same item in several units on one order. */
    private List<String> orders(List<JsonNode> packed) {
        List<String> orders = new ArrayList<>();
        for (int number = 0; number < ORDERS; number++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line <= random.nextInt(3); line++) {
                JsonNode item = packed.get(random.nextInt(packed.size()));
                JsonNode packs = item.path("packs");
                int choice = random.nextInt(packs.size() + 1);
                String unit = choice == packs.size() ? text(item, "baseUnit") : text(packs.get(choice), "unit");
                lines.add(line(text(item, "sku"), Integer.toString(1 + random.nextInt(choice == packs.size() ? 9 : 2)), unit));
            }
            orders.add(body("A-1001", lines));
        }
        return orders;
    }

    private static String line(String sku, String quantity, String unit) {
        return "{\"sku\": \"%s\", \"quantity\": \"%s\", \"unit\": \"%s\"}".formatted(sku, quantity, unit);
    }

    private static String body(String account, List<String> lines) {
        return "{\"account\": \"%s\", \"buyerReference\": \"U\", \"lines\": [%s]}"
                .formatted(account, String.join(", ", lines));
    }

    private BigDecimal base(JsonNode line, String amount) {
        return decimal(line, amount).multiply(factors.getOrDefault(text(line, "sku") + text(line, "unit"), BigDecimal.ONE));
    }

    /** What a short pick has left for later. */
    private static Map<String, BigDecimal> waiting(Database database) {
        Map<String, BigDecimal> waiting = new TreeMap<>();
        database.rows("""
                SELECT l.order_number || '/' || ll.line_no || ' ' || ll.sku, ll.planned
                  FROM fulfilment.leg l JOIN fulfilment.leg_line ll ON ll.leg = l.number WHERE l.state = 'waiting'
                """).forEach(row -> waiting.merge(row.get(0), new BigDecimal(row.get(1)), BigDecimal::add));
        return waiting;
    }

    private static Map<String, BigDecimal> with(Map<String, BigDecimal> some, Map<String, BigDecimal> others) {
        Map<String, BigDecimal> both = new TreeMap<>(some);
        others.forEach((key, amount) -> both.merge(key, amount, BigDecimal::add));
        return plain(both);
    }

    /** By order, line and item: amounts in base units, in their shortest form. */
    private static Map<String, BigDecimal> plain(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream().filter(each -> each.getValue().signum() > 0).collect(Collectors.toMap(
                Map.Entry::getKey, each -> each.getValue().stripTrailingZeros(), BigDecimal::add, TreeMap::new));
    }

    private Map<String, BigDecimal> ordered(List<JsonNode> orders) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        orders.forEach(order -> order.path("lines").forEach(line -> amounts.merge(
                key(text(order, "externalReference"), line), base(line, "quantity"), BigDecimal::add)));
        return plain(amounts);
    }

    private Map<String, BigDecimal> shipped(List<JsonNode> shipments) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        shipments.forEach(shipment -> shipment.path("packages").forEach(box -> box.path("lines").forEach(line -> {
            String leg = text(shipment, "releaseId") + text(shipment, "poNumber");
            amounts.merge(key(leg.substring(0, leg.lastIndexOf('-')), line), decimal(line, "quantity"), BigDecimal::add);
        })));
        return plain(amounts);
    }

    /** As the ERP's orders have it: its invoices of parts of a pack are in packs, to six decimals. */
    private Map<String, BigDecimal> invoiced(List<JsonNode> orders) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        orders.forEach(order -> order.path("lines").forEach(line -> amounts.merge(
                key(text(order, "externalReference"), line), base(line, "invoicedQuantity"), BigDecimal::add)));
        return plain(amounts);
    }

    private static String key(String order, JsonNode line) {
        return order + "/" + line.path("lineNo").asInt() + " " + text(line, "sku");
    }
}
