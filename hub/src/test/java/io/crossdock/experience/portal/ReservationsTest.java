package io.crossdock.experience.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.StatementCount;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;

/** Carts and quotes on a real database, kept and ordered by two replicas of the hub. Every test has its own items. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReservationsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final Caller BUYER = new Caller("portal-demo", Channel.PORTAL, Set.of("orders:write", "orders:read"),
            new Consumer.Accounts.All());
    private static final Caller FOREIGN = new Caller("other", Channel.PORTAL, Set.of("orders:write", "orders:read"),
            new Consumer.Accounts.Only(Set.of(new AccountId("A-2"))));

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final AtomicInteger keys = new AtomicInteger();
    private final StatementCount statements = new StatementCount();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .account("A-2", "100000.00", BackorderPolicy.CUT, Completeness.PARTIAL)
            .account("A-3", "100000.00", BackorderPolicy.CUT, Completeness.PARTIAL)
            .item("CD-1", "1.00", 20, 20, 0)
            .item("CD-2", "1.00", 20, 20, 0)
            .item("CD-3", "1.00", 40, 30, 30)
            .item("CD-4", "1.00", 40, 30, 30)
            .item("CD-5", "1.00", 50, 0, 0)
            .item("CD-6", "1.00", 50, 0, 0)
            .item("CD-7", "1.00", 50, 0, 0);
    private TestHub hub;
    private TestHub replica;

    @BeforeAll
    void open(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = hub(landscape);
        replica = hub(landscape);
        hub.get(Replication.class).runNow();
        replica.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
        replica.start();
    }

    private TestHub hub(ExampleLandscape landscape) {
        return TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.process.reserving")
                .with(ReservationController.class)
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).around(statements).open();
    }

    @AfterAll
    void close() {
        hub.close();
        replica.close();
        database.close();
    }

    private static byte[] body(String account, String sku, int quantity) {
        return ("{'account':'" + account + "','purpose':'cart','minutes':20,'lines':[{'sku':'" + sku + "','quantity':'"
                + quantity + "','unit':'EA'}]}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private ReservationController.View keep(TestHub hub, String account, String sku, int quantity) {
        ResponseEntity<ReservationController.View> kept = hub.get(ReservationController.class)
                .keep(BUYER, body(account, sku, quantity), "key-" + keys.incrementAndGet());
        return Optional.ofNullable(kept.getBody()).orElseThrow();
    }

    private ReservationController.View read(String number) {
        return hub.get(ReservationController.class).one(BUYER, number);
    }

    private Placement order(TestHub hub, String account, String sku, int quantity, Optional<String> reservation) {
        String key = "order-" + keys.incrementAndGet();
        return hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId(account),
                Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(new Sku(sku)),
                        Quantity.of(Integer.toString(quantity), "EA"), Optional.empty(), Optional.empty())),
                Optional.empty(), Optional.empty(), reservation),
                new Incoming("portal:test", key, "application/json", key.getBytes(StandardCharsets.UTF_8),
                        "consumer:test", "story-" + key));
    }

    private static List<String> faults(Runnable request) {
        List<String> faults = new ArrayList<>();
        assertThatThrownBy(request::run).isInstanceOfSatisfying(ProblemException.class, refused -> refused.problem()
                .faults().forEach(fault -> faults.add(text(fault))));
        return faults;
    }

    private static List<String> refusal(Placement placement) {
        assertThat(placement).isInstanceOf(Placement.Refused.class);
        return ((Placement.Refused) placement).faults().stream().map(ReservationsTest::text).toList();
    }

    private static String text(Fault fault) {
        return fault.pointer() + " " + fault.code();
    }

    private int reserved(String sku) {
        return hub.jdbc().sql("SELECT sum(reserved) FROM inventory.position WHERE sku = :sku").param("sku", sku)
                .query(BigDecimal.class).single().intValueExact();
    }

    /** What every position promises is what legs, carts and quotes hold, and the sum of its movements. */
    private void booksBalance() {
        assertThat(hub.jdbc().sql("""
                SELECT p.sku, p.location FROM inventory.position p
                 WHERE p.reserved > p.on_hand OR p.reserved <> (
                       SELECT coalesce(sum(m.reserved_delta), 0) FROM inventory.movement m
                        WHERE m.sku = p.sku AND m.location = p.location)
                    OR p.reserved <> (
                       SELECT coalesce(sum(l.quantity), 0) FROM inventory.soft_line l
                         JOIN inventory.soft s ON s.number = l.number AND s.state = 'held'
                        WHERE l.sku = p.sku AND l.location = p.location)
                     + (SELECT coalesce(sum(ll.planned), 0) FROM fulfilment.leg_line ll
                          JOIN fulfilment.leg g ON g.number = ll.leg
                         WHERE ll.sku = p.sku AND g.origin = p.location)
                """).query().listOfRows()).isEmpty();
    }

    @Test
    void asMuchAsThereIsIsKeptAndGivenBack() {
        ReservationController.View cart = keep(hub, "A-1", "CD-1", 50);

        assertThat(cart.number()).startsWith("RV-");
        assertThat(cart.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(20)));
        assertThat(cart.lines().getFirst().reserved()).extracting(part -> part.location().value()
                + part.quantity().decimal()).containsExactlyInAnyOrder("ATL20", "DFW20");
        assertThat(cart.lines().getFirst().missing()).isEqualTo(Quantity.of("10", "EA"));
        assertThat(reserved("CD-1")).isEqualTo(40);
        assertThat(read(cart.number())).isEqualTo(cart);
        assertThatThrownBy(() -> hub.get(ReservationController.class).one(FOREIGN, cart.number()))
                .isInstanceOfSatisfying(ProblemException.class, gone ->
                        assertThat(gone.problem().type().code()).isEqualTo("not-found"));
        assertThat(faults(() -> keep(replica, "A-2", "CD-1", 1))).containsExactly("/lines not-available");

        assertThat(hub.get(ReservationController.class).release(BUYER, cart.number()).state()).isEqualTo("released");
        assertThat(hub.get(ReservationController.class).release(BUYER, cart.number()).state()).isEqualTo("released");
        assertThat(reserved("CD-1")).isZero();
        booksBalance();
    }

    @Test
    void allFaultsAreNamedAtOnceAndTheSameKeyGivesTheSameAnswer() {
        byte[] bad = """
                {"account":"A-1","purpose":"cart","minutes":31,"shipTo":"X-9","lines":[
                 {"sku":"NOPE","quantity":"1","unit":"EA"},{"sku":"CD-5","quantity":"1","unit":"KGM"}]}"""
                .getBytes(StandardCharsets.UTF_8);
        ReservationController door = hub.get(ReservationController.class);
        assertThat(faults(() -> door.keep(BUYER, bad, "bad"))).containsExactlyInAnyOrder("/minutes too-long",
                "/shipTo ship-to-unknown", "/lines/0 item-unknown", "/lines/1/unit unit-unknown");

        var first = door.keep(BUYER, body("A-1", "CD-5", 5), "same");
        var again = replica.get(ReservationController.class).keep(BUYER, body("A-1", "CD-5", 5), "same");
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(again.getHeaders().getFirst("Idempotent-Replay")).isEqualTo("true");
        assertThat(reserved("CD-5")).isEqualTo(5);
        assertThatThrownBy(() -> door.keep(BUYER, body("A-1", "CD-5", 6), "same"))
                .isInstanceOfSatisfying(ProblemException.class, conflict ->
                        assertThat(conflict.problem().type().code()).isEqualTo("idempotency-key-reused"));
        assertThatThrownBy(() -> hub.jdbc().sql("UPDATE inventory.soft SET state = 'taken', ended_at = now()").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void anOrderTakesItsCartAndLeavesTheRest() {
        ReservationController.View cart = keep(hub, "A-1", "CD-2", 40);
        assertThat(refusal(order(hub, "A-2", "CD-2", 5, Optional.of(cart.number()))))
                .contains("/reservation reservation-unknown");
        assertThat(refusal(order(hub, "A-1", "CD-2", 5, Optional.of("RV-9")))).contains("/reservation reservation-unknown");

        Placement placed = order(replica, "A-1", "CD-2", 30, Optional.of(cart.number()));

        assertThat(placed).isInstanceOfSatisfying(Placement.Accepted.class, accepted -> {
            assertThat(accepted.answer().legs()).extracting(leg -> leg.kind()).containsOnly("warehouse");
            assertThat(hub.get(Ordering.class).receipt(accepted.answer().number()).orElseThrow().path("reservation")
                    .asString()).isEqualTo(cart.number());
            assertThat(read(cart.number()).order()).contains(accepted.answer().number().value());
        });
        assertThat(read(cart.number()).state()).isEqualTo("taken");
        assertThat(reserved("CD-2")).isEqualTo(30);
        assertThat(refusal(order(hub, "A-1", "CD-2", 1, Optional.of(cart.number()))))
                .containsExactly("/reservation reservation-taken");
        assertThat(order(hub, "A-2", "CD-2", 10, Optional.empty())).isInstanceOf(Placement.Accepted.class);
        assertThat(reserved("CD-2")).isEqualTo(40);
        booksBalance();
    }

    @Test
    void aCartEndsInItsTimeAndItsGoodsFillWhoWaits() {
        ReservationController.View cart = keep(hub, "A-1", "CD-6", 50);
        assertThat(order(hub, "A-1", "CD-6", 20, Optional.empty())).isInstanceOf(Placement.Accepted.class);
        clock.advance(Duration.ofMinutes(20));

        assertThat(refusal(order(hub, "A-1", "CD-6", 5, Optional.of(cart.number()))))
                .containsExactly("/reservation reservation-expired");
        await("the end of the cart").atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(read(cart.number()).state()).isEqualTo("expired"));
        await("the backorder has the goods").atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(reserved("CD-6")).isEqualTo(20));
        booksBalance();
    }

    @Test
    void anAccountKeepsOnlySoManyAndOrdersWithoutACartAskNothingAboutThem() {
        for (int i = 0; i < 20; i++) {
            keep(hub, "A-3", "CD-7", 1);
        }
        assertThat(faults(() -> keep(replica, "A-3", "CD-7", 1))).containsExactly("/account too-many-reservations");
        List<String> asked = statements.of(() -> assertThat(order(hub, "A-1", "CD-7", 1, Optional.empty()))
                .isInstanceOf(Placement.Accepted.class));
        assertThat(asked).isNotEmpty().noneMatch(sql -> sql.contains("inventory.soft") && !sql.contains("SKIP LOCKED"));
    }

    @Test
    void nobodyElseGetsTheGoodsWhileACartBecomesAnOrder() throws Exception {
        ReservationController.View cart = keep(hub, "A-1", "CD-3", 100);

        List<Placement> answers = race(24, i -> i == 12
                ? order(replica, "A-1", "CD-3", 100, Optional.of(cart.number()))
                : order(i % 2 == 0 ? hub : replica, "A-2", "CD-3", 7, Optional.empty()));

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).isInstanceOf(i == 12 ? Placement.Accepted.class : Placement.Refused.class);
        }
        assertThat(reserved("CD-3")).isEqualTo(100);
        booksBalance();
    }

    @Test
    void buyersWhoKeepOrderAndGiveBackNeverGetMoreThanThereIs() throws Exception {
        race(48, i -> {
            TestHub mine = i % 2 == 0 ? hub : replica;
            try {
                if (i % 3 == 0) {
                    return order(mine, "A-2", "CD-4", 7, Optional.empty());
                }
                ReservationController.View cart = keep(mine, "A-2", "CD-4", 9);
                if (i % 3 == 1) {
                    return order(mine, "A-2", "CD-4", 5, Optional.of(cart.number()));
                }
                mine.get(ReservationController.class).release(BUYER, cart.number());
            } catch (ProblemException nothingLeft) {
                assertThat(nothingLeft.problem().faults()).isNotEmpty();
            }
            return new Placement.Conflict();
        });

        assertThat(reserved("CD-4")).isBetween(1, 100);
        booksBalance();
    }

    private interface Buyer {
        Placement buys(int number);
    }

    private static List<Placement> race(int buyers, Buyer buyer) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Placement>> calls = IntStream.range(0, buyers)
                    .<Callable<Placement>>mapToObj(i -> () -> buyer.buys(i)).toList();
            List<Placement> answers = new ArrayList<>();
            for (Future<Placement> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
