package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** One order from the portal to its invoices: two warehouses, a supplier, several lines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderToCash {

    private Stage stage;
    private Buyers buyers;
    private Placed placed;

    @BeforeAll
    void oneOrderRunsThrough() {
        stage = Stage.open("order_to_cash", 10, landscape -> landscape);
        buyers = Buyers.of(stage.hub().address());
        placed = buyers.order("first", """
                {"account": "A-1001", "buyerReference": "PO-4711", "lines": [
                  {"sku": "CD-10001", "quantity": "2", "unit": "BX"},
                  {"sku": "CD-10006", "quantity": "%d", "unit": "EA"},
                  {"sku": "CD-10002", "quantity": "7", "unit": "EA", "buyerLine": "30"},
                  {"sku": "CD-10476", "quantity": "6", "unit": "EA"}]}
                """.formatted(moreThanAnyWarehouseHas("CD-10006")));
        assertThat(placed.status()).as(placed.answer().toString()).isEqualTo(201);
        stage.awaitSettled();
    }

    @AfterAll
    void close() {
        buyers.close();
        stage.close();
    }

    /** So that two of them have to ship. */
    private int moreThanAnyWarehouseHas(String sku) {
        return 1 + stage.truth().stock().stream().filter(shelf -> text(shelf, "sku").equals(sku))
                .mapToInt(shelf -> decimal(shelf, "onHand").intValueExact()).max().orElseThrow();
    }

    private String order() {
        return "/portal/v1/orders/" + placed.number();
    }

    @Test
    void theAnswerNamesLegsPromisesAndTotals() {
        JsonNode answer = placed.answer();
        assertThat(text(answer, "state")).isEqualTo("accepted");
        assertThat(placed.number()).startsWith("SO-");
        assertThat(text(answer, "id")).hasSize(36);
        assertThat(answer.path("legs").valueStream().map(leg -> text(leg, "kind")))
                .containsExactlyInAnyOrder("warehouse", "warehouse", "drop_ship");
        for (JsonNode line : answer.path("lines")) {
            assertThat(line.path("promises").valueStream().map(promise -> text(promise, "arrives")))
                    .as("promise dates of line " + line.path("lineNo")).isNotEmpty()
                    .allMatch(day -> day.length() == 10);
        }
        assertThat(text(answer.path("links"), "receipt")).isEqualTo(order() + "/receipt");
    }

    @Test
    void whatTheHubShowsIsWhatHappened() {
        Audit audit = new Audit(stage);
        audit.holds(List.of(placed));
        JsonNode order = buyers.get(order());
        assertThat(text(order, "status")).isIn("shipped", "delivered");
        assertThat(text(order, "state")).isEqualTo("closed");
        assertThat(order.path("legs").valueStream().flatMap(leg -> leg.path("packages").valueStream())
                .map(box -> text(box, "sscc"))).hasSizeGreaterThanOrEqualTo(3);
        JsonNode booked = stage.truth().ordersOf(placed.number()).getFirst();
        assertThat(text(order, "erpReference")).isEqualTo(text(booked, "orderNumber"));
        assertThat(decimal(order.path("totals"), "total")).isEqualByComparingTo(decimal(booked, "total"));
        // Its carriers may still be on their way: what moves between two looks is looked at again.
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(buyers.get("/portal/v1/orders/" + text(order, "id")))
                .isEqualTo(buyers.get(order())));
    }

    @Test
    void theInvoicesAddUpToTheOrder() {
        JsonNode order = buyers.get(order());
        List<JsonNode> invoices = order.path("invoices").valueStream()
                .map(link -> buyers.get(text(link, "href"))).toList();
        assertThat(invoices).hasSize(3);
        for (String field : List.of("net", "freight", "tax", "total")) {
            assertThat(invoices.stream().map(invoice -> decimal(invoice.path("invoice"), field))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)).as(field)
                    .isEqualByComparingTo(decimal(placed.answer().path("totals"), field));
        }
    }

    @Test
    void everyMessageIsKept() {
        Set<String> subjects = new TreeSet<>(Set.of(placed.number()));
        buyers.get(order()).path("legs").forEach(leg -> {
            subjects.add(text(leg, "number"));
            leg.path("packages").forEach(box -> subjects.add(text(box, "trackingNumber")));
        });
        List<String> sent = stage.truth().callbacks().stream()
                .filter(each -> subjects.stream().anyMatch(text(each, "key")::endsWith))
                .filter(each -> text(each, "state").equals("delivered"))
                .map(each -> text(each, "id")).toList();
        assertThat(sent).as("call-backs about the order").hasSizeGreaterThan(15);
        assertThat(stage.database().rows("SELECT dedupe_key FROM inbox.message").stream().map(List::getFirst))
                .as("messages in the inbox").containsAll(sent);
        long calls = stage.truth().calls().stream()
                .filter(call -> text(call, "method").equals("POST") && subjects.contains(text(call, "key"))).count();
        long attempts = stage.database().number("""
                SELECT count(*) FROM effects.attempt a JOIN effects.effect e ON e.id = a.effect_id
                 WHERE e.ordering_key = '%s'""".formatted(placed.number()));
        assertThat(attempts).as("attempts beside the calls for work that the estate received").isEqualTo(calls);
    }

    @Test
    void theTimelineTellsEveryStep() {
        JsonNode timeline = buyers.get(order() + "/timeline");
        List<String> events = timeline.path("events").valueStream().map(event -> text(event, "event"))
                .toList();
        assertThat(events).as(timeline.toString()).startsWith("accepted")
                .contains("confirmed", "planned", "preparing", "shipped", "invoiced", "closed");
        assertThat(events.stream().filter("shipped"::equals)).hasSize(3);
        assertThat(events.stream().filter("invoiced"::equals)).hasSize(3);
    }

    @Test
    void aRepeatedKeyGivesTheSameAnswerAndAnotherBodyIsAConflict() {
        Placed again = buyers.order("first", placed.body());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.answer()).isEqualTo(placed.answer());
        String another = placed.body().replace("PO-4711", "PO-4712");
        assertThat(buyers.order("first", another).status()).isEqualTo(409);
        assertThat(stage.truth().orders()).hasSize(1);
    }

    @Test
    void theReceiptRecomputesToTheCent() {
        new Receipt(buyers.get(order() + "/receipt")).recomputes(placed.answer());
    }
}
