package io.crossdock.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Buyers.Placed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Compares what the hub says with what really happened, when everything has settled. */
public final class Audit {

    private final Database database;
    private final Truth truth;
    private final Duration clocksDiffer;

    public Audit(Stage stage) {
        this(stage, Duration.ZERO);
    }

    /** @param clocksDiffer how far apart the clocks of two hubs were on purpose: times of both prove nothing within it */
    public Audit(Stage stage, Duration clocksDiffer) {
        this.database = stage.database();
        this.truth = stage.truth();
        this.clocksDiffer = clocksDiffer;
    }

    /** Everything that must hold after any trial. */
    public void holds(List<Placed> placed) {
        holdsFor(placed.stream().filter(Placed::accepted).map(Placed::number).toList());
    }

    /** As {@link #holds}, by the numbers that buyers were told, through whatever channel. */
    public void holdsFor(List<String> accepted) {
        assertThat(findingsFor(accepted)).isEmpty();
    }

    /** As {@link #holdsFor}, where some calls were meant to be refused. */
    public void agrees(List<String> accepted) {
        assertThat(findings(agreement(accepted))).isEmpty();
    }

    /** All that is not as it must be, each in words; none when everything holds. */
    public List<String> findingsFor(List<String> accepted) {
        List<Runnable> looks = new ArrayList<>(agreement(accepted));
        looks.add(this::everyCallSucceeded);
        return findings(looks);
    }

    private List<Runnable> agreement(List<String> accepted) {
        return List.of(() -> everyAcceptedOrderIsBookedOnce(accepted), this::nothingIsOversold,
                this::nobodyIsOverTheirCredit, this::stepsOfEachOrderCameInOrder, this::ordersAgree, this::shipmentsAgree,
                this::invoicesAgree, this::stockAgrees, this::positionsAreTheSumOfTheirMovements);
    }

    private static List<String> findings(List<Runnable> looks) {
        List<String> findings = new ArrayList<>();
        looks.forEach(look -> {
            try {
                look.run();
            } catch (AssertionError | RuntimeException e) {
                findings.add(String.valueOf(e.getMessage()).strip());
            }
        });
        return findings;
    }

    private void everyAcceptedOrderIsBookedOnce(List<String> accepted) {
        assertThat(accepted).as("numbers given to buyers").doesNotHaveDuplicates().doesNotContain("");
        Map<String, Long> booked = truth.orders().stream().collect(Collectors.groupingBy(
                order -> text(order, "externalReference"), TreeMap::new, Collectors.counting()));
        assertThat(booked.keySet()).as("orders in the ERP").containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(booked.values()).as("times that an order is in the ERP").containsOnly(1L);
    }

    private void nothingIsOversold() {
        assertThat(truth.stock().stream().filter(shelf -> decimal(shelf, "overcommitted").signum() != 0)
                .map(shelf -> told(shelf, "location", "sku", "overcommitted")))
                .as("more released than there was").isEmpty();
        assertThat(database.rows("SELECT * FROM inventory.position WHERE reserved > on_hand - on_hold"))
                .as("more promised than there is").isEmpty();
    }

    private void nobodyIsOverTheirCredit() {
        assertThat(truth.credit().stream().filter(account -> account.path("overLimit").asBoolean(true))
                .map(account -> text(account, "account"))).as("accounts over their limit").isEmpty();
        assertThat(database.rows("""
                SELECT account, reserved FROM credit.account
                 WHERE reserved <> (SELECT coalesce(sum(amount), 0) FROM credit.reservation
                                     WHERE reservation.account = account.account)
                """)).as("credit reserved for nothing").isEmpty();
    }

    /** The ERP has an order before anybody works on it, and it is invoiced after it was released. */
    private void stepsOfEachOrderCameInOrder() {
        Map<String, Map<String, Long>> steps = firstCallsThatWorked();
        Map<String, Long> booked = steps.getOrDefault("orders", Map.of());
        Map<String, Long> released = new HashMap<>(steps.getOrDefault("releases", Map.of()));
        released.putAll(steps.getOrDefault("purchase-orders", Map.of()));
        List<String> wrong = new ArrayList<>();
        released.forEach((leg, at) -> {
            if (booked.getOrDefault(leg.substring(0, leg.lastIndexOf('-')), Long.MAX_VALUE) > at) {
                wrong.add(leg + " was released before the ERP had its order");
            }
        });
        steps.getOrDefault("invoices", Map.of()).forEach((leg, at) -> {
            if (released.getOrDefault(leg, Long.MAX_VALUE) > at) {
                wrong.add(leg + " was invoiced before it was released");
            }
        });
        database.rows("""
                SELECT later.business_key || ' began before ' || earlier.business_key || ' ended'
                  FROM effects.effect later JOIN effects.effect earlier
                    ON earlier.target = later.target AND earlier.ordering_key = later.ordering_key
                   AND earlier.seq < later.seq
                 WHERE later.started_at + CAST('%s' AS interval) < earlier.finished_at
                """.formatted(clocksDiffer)).forEach(row -> wrong.add(row.getFirst()));
        assertThat(wrong).as("steps of one order").isEmpty();
        assertThat(booked).as("calls that booked an order").isNotEmpty();
    }

    /** By what was called (the end of the path), then by business key: the number of the call. */
    private Map<String, Map<String, Long>> firstCallsThatWorked() {
        Map<String, Map<String, Long>> steps = new HashMap<>();
        for (JsonNode call : truth.calls()) {
            boolean worked = call.path("status").asInt(0) / 100 == 2
                    || text(call, "fate").equals("dropped_after_work");
            if (worked && text(call, "method").equals("POST")) {
                steps.computeIfAbsent(text(call, "path").replaceAll(".*/", ""), step -> new HashMap<>())
                        .merge(text(call, "key"), call.path("number").asLong(), Math::min);
            }
        }
        return steps;
    }

    private void ordersAgree() {
        Map<String, String> hub = table("""
                SELECT number, erp_reference, account, trim_scale(net), trim_scale(freight), trim_scale(tax),
                       trim_scale(total) FROM ordering.orders
                """);
        hub.putAll(table("""
                SELECT order_number || '/' || line_no, sku, trim_scale(quantity), unit,
                       trim_scale(unit_price), trim_scale(net)
                  FROM ordering.order_line WHERE quantity > 0 AND refused_at IS NULL
                """));
        Map<String, String> erp = new TreeMap<>();
        for (JsonNode order : truth.orders()) {
            String number = text(order, "externalReference");
            erp.put(number, told(order, "orderNumber", "account", "net", "freight", "taxTotal", "total"));
            for (JsonNode line : order.path("lines")) {
                erp.put(number + "/" + line.path("lineNo").asInt(),
                        told(line, "sku", "quantity", "unit", "unitPrice", "net"));
            }
        }
        assertThat(differences(hub, erp)).as("orders: hub and ERP").isEmpty();
    }

    private void shipmentsAgree() {
        Map<String, String> hub = table("""
                SELECT p.leg || '/' || p.sscc, l.origin, p.tracking
                  FROM fulfilment.package p JOIN fulfilment.leg l ON l.number = p.leg
                 WHERE l.state <> 'cancelled'
                """);
        hub.putAll(table("""
                SELECT leg || '/' || line_no, sku, trim_scale(shipped) FROM fulfilment.leg_line
                 WHERE shipped > 0
                """));
        Map<String, String> real = new TreeMap<>();
        // What was called off after it was packed stayed there.
        for (JsonNode shipment : truth.shipments().stream()
                .filter(each -> !text(each, "status").equals("cancelled")).toList()) {
            String leg = text(shipment, "releaseId") + text(shipment, "poNumber");
            String from = text(shipment, "warehouse") + text(shipment, "supplier");
            Map<String, BigDecimal> contents = new TreeMap<>();
            for (JsonNode box : shipment.path("packages")) {
                real.put(leg + "/" + text(box, "sscc"), from + " " + text(box, "trackingNumber"));
                for (JsonNode line : box.path("lines")) {
                    String lineNo = leg + "/" + line.path("lineNo").asInt();
                    contents.merge(lineNo, decimal(line, "quantity"), BigDecimal::add);
                    real.put(lineNo, text(line, "sku"));
                }
            }
            contents.forEach((line, quantity) -> real.merge(line, " " + plain(quantity.toPlainString()),
                    String::concat));
        }
        assertThat(differences(hub, real)).as("shipments: hub and estate").isEmpty();
    }

    private void invoicesAgree() {
        Map<String, String> hub = table("""
                SELECT number, shipment, order_number, trim_scale(net), trim_scale(freight), trim_scale(tax),
                       trim_scale(total) FROM invoicing.invoice
                """);
        Map<String, String> erp = new TreeMap<>();
        truth.invoices().forEach(invoice -> erp.put(text(invoice, "invoiceNumber"),
                told(invoice, "externalReference", "orderReference", "net", "freight", "tax", "gross")));
        assertThat(differences(hub, erp)).as("invoices: hub and ERP").isEmpty();
        assertThat(truth.invoices().stream().map(invoice -> text(invoice, "externalReference")))
                .as("shipments that were invoiced").doesNotHaveDuplicates();
        assertThat(database.rows("""
                SELECT o.number, o.total, sum(i.total)
                  FROM ordering.orders o JOIN invoicing.invoice i ON i.order_number = o.number
                 WHERE o.commercial_state = 'closed'
                   AND NOT EXISTS (SELECT FROM ordering.order_line l
                                    WHERE l.order_number = o.number AND l.cancelled > 0)
                 GROUP BY o.number, o.total HAVING o.total <> sum(i.total)
                """)).as("closed orders whose invoices do not add up").isEmpty();
    }

    /** Goods may come in at any time, so the two may need a moment. */
    private void stockAgrees() {
        Awaitility.await("stock").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Map<String, String> hub = table(
                    "SELECT sku || ' ' || location, trim_scale(on_hand) FROM inventory.position");
            Map<String, String> real = new TreeMap<>();
            truth.stock().forEach(shelf -> real.put(told(shelf, "sku", "location"), told(shelf, "onHand")));
            assertThat(differences(hub, real)).as("stock: hub and warehouses").isEmpty();
        });
    }

    private void positionsAreTheSumOfTheirMovements() {
        assertThat(database.rows("""
                SELECT p.sku, p.location, p.on_hand, m.on_hand, p.on_hold, m.on_hold, p.reserved, m.reserved,
                       p.uncovered, m.uncovered
                  FROM inventory.position p
                  JOIN (SELECT sku, location, sum(on_hand_delta) AS on_hand, sum(on_hold_delta) AS on_hold,
                               sum(reserved_delta) AS reserved, sum(uncovered_delta) AS uncovered
                          FROM inventory.movement GROUP BY sku, location) m USING (sku, location)
                 WHERE p.on_hand <> m.on_hand OR p.on_hold <> m.on_hold OR p.reserved <> m.reserved
                    OR p.uncovered <> m.uncovered
                """)).as("positions that are not the sum of their movements").isEmpty();
        assertThat(database.rows("""
                SELECT p.sku, p.location, p.reserved + p.uncovered, l.open
                  FROM inventory.position p
                  LEFT JOIN (SELECT sku, location, sum(open) AS open
                               FROM (SELECT ll.sku, l.origin AS location, ll.planned - ll.shipped - ll.short AS open
                                       FROM fulfilment.leg l JOIN fulfilment.leg_line ll ON ll.leg = l.number
                                      WHERE l.kind = 'warehouse'
                                        AND l.state NOT IN ('shipped', 'delivered', 'shorted', 'cancelled')
                                     UNION ALL
                                     SELECT sl.sku, sl.location, sl.quantity
                                       FROM inventory.soft s JOIN inventory.soft_line sl USING (number)
                                      WHERE s.state = 'held') each
                              GROUP BY sku, location) l USING (sku, location)
                 WHERE p.reserved + p.uncovered <> coalesce(l.open, 0)
                """)).as("promises of positions beside those of legs, carts and quotes").isEmpty();
    }

    private static List<String> differences(Map<String, String> hub, Map<String, String> real) {
        Set<String> keys = new TreeSet<>(hub.keySet());
        keys.addAll(real.keySet());
        return keys.stream().filter(key -> !Objects.equals(hub.get(key), real.get(key)))
                .map(key -> key + ": " + hub.get(key) + " | " + real.get(key)).toList();
    }

    /** Nothing waits for a person. */
    private void everyCallSucceeded() {
        assertThat(database.rows("SELECT target, kind, business_key, state, reason FROM effects.effect "
                + "WHERE state <> 'done' AND NOT (state = 'skipped' AND actor = '" + BulkWork.ACTOR + "')"))
                .as("effects that are not done").isEmpty();
    }

    /** The rows of a query, all columns but the first one as words, by the first one. */
    private Map<String, String> table(String sql) {
        Map<String, String> table = new TreeMap<>();
        database.rows(sql).forEach(row -> table.put(row.getFirst(),
                String.join(" ", row.subList(1, row.size()))));
        return table;
    }

    /** Fields as words; numbers in their shortest form. */
    private static String told(JsonNode node, String... fields) {
        return Stream.of(fields).map(field -> plain(text(node, field))).collect(Collectors.joining(" "));
    }

    private static String plain(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?")
                ? new BigDecimal(text).stripTrailingZeros().toPlainString() : text;
    }

    public static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    public static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asString("0"));
    }
}
