package io.crossdock.process.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Taking orders on a real database, by two replicas of the hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final int BUYERS = 32;

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final AtomicInteger keys = new AtomicInteger();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .account("A-2", "100000.00", BackorderPolicy.CUT, Completeness.PARTIAL)
            .account("A-3", "100000.00", BackorderPolicy.CUT, Completeness.COMPLETE)
            .account("A-4", "500.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.3333", 100, 60, 30)
            .item("CD-2", "7.25", 20, 20, 0)
            .item("CD-3", "10.00", 40, 30, 30)
            .dropShip("CD-9", "55.10", "northforge");
    private TestHub hub;
    private TestHub replica;

    @BeforeAll
    void open(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = hub(landscape);
        replica = hub(landscape);
        for (TestHub each : List.of(hub, replica)) {
            each.get(Replication.class).runNow();
        }
    }

    private TestHub hub(ExampleLandscape landscape) {
        // Whoever waits looks once whether it waits for ever: there must be a lock to wait for by then.
        return TestHub.on(database.jdbcUrl() + "?options=-c%20deadlock_timeout=3s", database.username(), database.password(),
                clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment")
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
    }

    @BeforeEach
    void emptyBooks() {
        for (TestHub each : List.of(hub, replica)) {
            each.get(AcceptanceQueue.class).stop();
        }
        hub.empty("ordering", "fulfilment", "inventory", "credit", "inbox", "journal", "effects");
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        for (TestHub each : List.of(hub, replica)) {
            each.get(AcceptanceQueue.class).start();
        }
    }

    @AfterAll
    void close() {
        hub.close();
        replica.close();
        database.close();
    }

    private static OrderRequest.Line line(int no, String sku, String quantity, String unit) {
        return new OrderRequest.Line(no, Optional.empty(), new ItemName.BySku(new Sku(sku)), Quantity.of(quantity, unit),
                Optional.empty(), Optional.empty());
    }

    private static OrderRequest order(String account, OrderRequest.Line... lines) {
        return new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId(account), Optional.of("PO-1"),
                Optional.empty(), new Destination.OnFile(new ShipToId(account + "-1")), Distributor.USD, List.of(lines),
                Optional.empty(), Optional.empty());
    }

    private Placement place(OrderRequest request) {
        return place(hub, request, "key-" + keys.incrementAndGet());
    }

    private static Placement place(TestHub hub, OrderRequest request, String key) {
        return hub.get(Ordering.class).place(request, new Incoming("portal:test", key, "application/json",
                request.toString().getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key));
    }

    private static OrderAnswer accepted(Placement placement) {
        assertThat(placement).isInstanceOf(Placement.Accepted.class);
        return ((Placement.Accepted) placement).answer();
    }

    @Test
    void anOrderIsPromisedFromSeveralWarehousesAndByDropShip() {
        OrderAnswer answer = accepted(place(order("A-1", line(1, "CD-1", "15", "BX"), line(2, "CD-9", "2", "EA"))));

        assertThat(answer.number().value()).startsWith("SO-");
        assertThat(answer.legs()).extracting(leg -> leg.kind() + leg.from().orElse(""))
                .containsExactlyInAnyOrder("warehouseATL", "warehouseDFW", "warehouseRNO", "drop_shipnorthforge");
        assertThat(answer.lines().getFirst().promises()).extracting(promise -> promise.quantity().value())
                .containsExactlyInAnyOrder(BigDecimal.valueOf(100), BigDecimal.valueOf(60), BigDecimal.valueOf(20));
        assertThat(sum("SELECT sum(reserved) FROM inventory.position")).isEqualByComparingTo("180");
        assertThat(sum("SELECT sum(reserved) FROM credit.account")).isEqualByComparingTo(answer.totals().total());
        assertThat(sum("SELECT sum(reserved_delta) FROM inventory.movement")).isEqualByComparingTo("180");
    }

    @Test
    void oneWarehouseShipsWhatOneWarehouseHas() {
        OrderAnswer answer = accepted(place(order("A-1", line(1, "CD-1", "50", "EA"), line(2, "CD-2", "20", "EA"))));

        assertThat(answer.legs()).hasSize(1);
    }

    @Test
    void whatIsMissingIsBackorderedOrCutAsTheAccountWishes() {
        OrderAnswer waiting = accepted(place(order("A-1", line(1, "CD-2", "50", "EA"))));
        assertThat(waiting.legs()).extracting(OrderAnswer.Leg::kind).contains("backorder");
        emptyBooks();

        OrderAnswer cut = accepted(place(order("A-2", line(1, "CD-2", "50", "EA"))));

        assertThat(cut.lines().getFirst().cut()).contains(Quantity.of("10", "EA"));
        assertThat(cut.lines().getFirst().quantity()).isEqualTo(Quantity.of("40", "EA"));
        assertThat(cut.totals().net()).isEqualByComparingTo("290.00");
    }

    @Test
    void oneShipmentOrNoneIsHonoured() {
        Placement placement = place(order("A-3", line(1, "CD-2", "30", "EA")));

        assertThat(placement).isInstanceOfSatisfying(Placement.Refused.class, refused ->
                assertThat(refused.faults()).extracting(Fault::code).containsExactly("not-available"));
        assertThat(accepted(place(order("A-3", line(1, "CD-2", "20", "EA")))).legs()).hasSize(1);
    }

    @Test
    void allFaultsAreReportedAtOnceAndNothingIsKeptBack() {
        OrderRequest.Line dear = new OrderRequest.Line(4, Optional.empty(), new ItemName.BySku(new Sku("CD-1")),
                Quantity.of("1", "EA"), Optional.of(Money.of("0.50", "USD")), Optional.empty());

        Placement placement = place(order("A-1", line(1, "NOPE", "1", "EA"), line(2, "CD-1", "1.5", "EA"),
                line(3, "CD-1", "1", "KGM"), dear));

        assertThat(placement).isInstanceOfSatisfying(Placement.Refused.class, refused -> assertThat(refused.faults())
                .extracting(fault -> fault.pointer() + " " + fault.code()).containsExactly("/lines/0 item-unknown",
                        "/lines/1/quantity quantity-inexact", "/lines/2/unit unit-unknown",
                        "/lines/3/expectedPrice price-differs"));
        assertThat(sum("SELECT count(*) FROM ordering.orders")).isZero();
        assertThat(sum("SELECT sum(reserved) FROM inventory.position")).isZero();
    }

    @Test
    void theSameKeyGivesTheSameAnswerAndAnotherBodyIsAConflict() {
        OrderRequest request = order("A-1", line(1, "CD-1", "1", "EA"));
        Placement first = place(hub, request, "same");

        Placement again = place(replica, request, "same");
        Placement other = place(hub, order("A-1", line(1, "CD-1", "2", "EA")), "same");

        assertThat(accepted(again)).isEqualTo(accepted(first));
        assertThat(((Placement.Accepted) again).repeated()).isTrue();
        assertThat(other).isInstanceOf(Placement.Conflict.class);
        assertThat(sum("SELECT count(*) FROM ordering.orders")).isEqualByComparingTo("1");
    }

    @Test
    void manyAtOnceWithOneKeyAreOneOrder() throws Exception {
        OrderRequest request = order("A-1", line(1, "CD-1", "1", "EA"));

        List<Placement> answers = race(i -> place(i % 2 == 0 ? hub : replica, request, "one-key"));

        assertThat(answers.stream().map(OrderingTest::accepted).map(OrderAnswer::number).distinct()).hasSize(1);
        assertThat(sum("SELECT count(*) FROM ordering.orders")).isEqualByComparingTo("1");
    }

    @RepeatedTest(3)
    void buyersRacingForScarceStockGetExactlyWhatThereIs() throws Exception {
        List<Placement> answers = race(i -> place(i % 2 == 0 ? hub : replica,
                order("A-2", line(1, "CD-3", "7", "EA"), line(2, "CD-2", "2", "EA")), "race-" + i));

        BigDecimal promised = answers.stream().filter(Placement.Accepted.class::isInstance).map(OrderingTest::accepted)
                .flatMap(answer -> answer.lines().stream()).filter(l -> l.sku().value().equals("CD-3"))
                .flatMap(l -> l.promises().stream()).map(promise -> promise.quantity().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(promised).isEqualByComparingTo("100");
        assertThat(sum("SELECT count(*) FROM inventory.position WHERE reserved > on_hand")).isZero();
        assertThat(sum("SELECT sum(reserved) FROM inventory.position WHERE sku = 'CD-3'")).isEqualByComparingTo("100");
        assertThat(sum("""
                SELECT count(*) FROM inventory.position p
                 WHERE p.reserved <> (SELECT coalesce(sum(m.reserved_delta), 0) FROM inventory.movement m
                                       WHERE m.sku = p.sku AND m.location = p.location)
                """)).isZero();
    }

    @RepeatedTest(3)
    void buyersRacingForCreditStayWithinTheLimit() throws Exception {
        List<Placement> answers = race(i -> place(i % 2 == 0 ? hub : replica,
                order("A-4", line(1, "CD-1", "30", "EA")), "credit-" + i));

        assertThat(sum("SELECT reserved FROM credit.account WHERE account = 'A-4'")).isPositive()
                .isLessThanOrEqualTo(new BigDecimal("500.00"));
        assertThat(answers).anySatisfy(answer -> assertThat(answer).isInstanceOf(Placement.Refused.class));
    }

    @Test
    void numbersHaveNoGaps() throws Exception {
        race(i -> place(i % 2 == 0 ? hub : replica, order("A-1", line(1, "CD-1", "1", "EA")), "gap-" + i));

        assertThat(sum("SELECT max(substr(number, 4)::int) - min(substr(number, 4)::int) + 1 - count(*) FROM ordering.orders"))
                .isZero();
    }

    @Test
    void everyCentCanBeComputedAgainFromTheReceipt() {
        OrderAnswer answer = accepted(place(order("A-1", line(1, "CD-1", "11", "CS"), line(2, "CD-2", "3", "BX"),
                line(3, "CD-9", "1", "EA"))));
        JsonNode receipt = hub.get(Ordering.class).receipt(answer.number()).orElseThrow();

        BigDecimal net = BigDecimal.ZERO;
        for (JsonNode line : receipt.path("lines")) {
            BigDecimal unitPrice = decimal(line, "price").multiply(decimal(line, "factor"));
            BigDecimal again = cents(unitPrice.multiply(decimal(line.path("quantity"), "value")));
            assertThat(again).isEqualByComparingTo(decimal(line, "net"));
            net = net.add(again);
        }
        BigDecimal tax = BigDecimal.ZERO;
        for (JsonNode each : receipt.path("taxes")) {
            BigDecimal again = cents(decimal(each, "net").multiply(decimal(each, "rate")));
            assertThat(again).isEqualByComparingTo(decimal(each, "amount"));
            tax = tax.add(again);
        }
        BigDecimal freight = BigDecimal.ZERO;
        for (JsonNode each : receipt.path("freight")) {
            freight = freight.add(decimal(each, "price"));
        }
        JsonNode credit = receipt.path("credit");

        assertThat(net).isEqualByComparingTo(answer.totals().net());
        assertThat(tax).isEqualByComparingTo(answer.totals().tax());
        assertThat(net.add(tax).add(freight)).isEqualByComparingTo(answer.totals().total());
        assertThat(decimal(credit, "limit").multiply(decimal(credit, "headroomPercent")).movePointLeft(2)
                .subtract(decimal(credit, "exposure")).subtract(decimal(credit, "reserved")))
                .isEqualByComparingTo(decimal(credit, "available"));
        for (JsonNode stock : receipt.path("availability")) {
            assertThat(decimal(stock, "onHand").subtract(decimal(stock, "onHold")).subtract(decimal(stock, "reserved")))
                    .isEqualByComparingTo(decimal(stock, "available"));
        }
    }

    /** Reports of stock lock it in the order of their coming, so that the database may have to choose. */
    @Test
    void theChoiceOfPlacesCanBeMadeAgainFromTheReceipt() {
        OrderAnswer answer = accepted(place(order("A-1", line(1, "CD-1", "20", "EA"), line(2, "CD-2", "30", "EA"))));
        JsonNode sourcing = hub.get(Ordering.class).receipt(answer.number()).orElseThrow().path("sourcing");

        List<JsonNode> ways = new ArrayList<>(sourcing.path("alternatives").valueStream().toList().reversed());
        ways.add(sourcing);
        ways.sort(OrderingTest::byScores);
        assertThat(ways.getFirst()).isSameAs(sourcing);
        assertThat(sourcing.path("alternatives")).hasSizeGreaterThan(2).allMatch(other -> !other.path("lostOn").isNull());
        assertThat(sourcing.path("scores").valueStream().map(score -> score.path("criterion").asString()))
                .startsWith("least_open").endsWith("preferred_order");

        DecisionReceipt.Sourcing former = new Json().read("""
                {"rule": "fewest_shipments", "chosen": ["ATL"],
                 "alternatives": [{"origins": ["DFW"], "shipments": 1, "missing": "nothing", "whyNot": "x"}]}
                """, DecisionReceipt.Sourcing.class);
        assertThat(former.scores()).isEmpty();
        assertThat(former.alternatives().getFirst().scores()).isEmpty();
        assertThat(former.alternatives().getFirst().lostOn()).isEmpty();
    }

    private static int byScores(JsonNode one, JsonNode other) {
        for (int i = 0; i < one.path("scores").size(); i++) {
            JsonNode left = one.path("scores").path(i).path("value");
            JsonNode right = other.path("scores").path(i).path("value");
            int order = left.isNull() || right.isNull() ? Boolean.compare(left.isNull(), right.isNull())
                    : new BigDecimal(left.asString()).compareTo(new BigDecimal(right.asString()));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Test
    void anOrderThatTheDatabaseSendsAwayIsDecidedAgain() {
        try (HeldTransaction report = new HeldTransaction(hub)) {
            report.run(() -> {
                hub.jdbc().sql("SET LOCAL deadlock_timeout = '1 min'").update();
                hub.jdbc().sql("SELECT 1 FROM inventory.position WHERE sku = 'CD-3' FOR UPDATE").query().listOfRows();
            });
            CompletableFuture<Placement> order = CompletableFuture.supplyAsync(
                    () -> place(order("A-1", line(1, "CD-3", "1", "EA"))));
            await("the order holds the credit and waits for the stock").atMost(Duration.ofSeconds(60)).until(() -> hub.jdbc()
                    .sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").query(Integer.class)
                    .single() > 0);
            report.run(() -> hub.jdbc().sql("SELECT 1 FROM credit.account WHERE account = 'A-1' FOR UPDATE").query()
                    .listOfRows());
            report.commit();
            assertThat(accepted(order.join()).number().value()).startsWith("SO-");
        }
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asString());
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    private BigDecimal sum(String sql) {
        return hub.jdbc().sql(sql).query(BigDecimal.class).optional().orElse(BigDecimal.ZERO);
    }

    private interface Buyer {
        Placement buys(int number);
    }

    private static List<Placement> race(Buyer buyer) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Placement>> calls = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                int number = i;
                calls.add(() -> buyer.buys(number));
            }
            List<Placement> answers = new ArrayList<>();
            for (Future<Placement> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
