package io.crossdock.process.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.process.oversight.Oversight;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.AddingErp;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A small distributor whose orders are changed. */
abstract class ChangeWorld {

    static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> ABOUT_ORDERS = List.of("reserved-is-within-supply",
            "positions-are-the-sum-of-their-movements", "promises-have-their-goods", "lines-add-up",
            "credit-is-held-for-orders", "added-lines-are-added-there");

    final SettableClock clock = SettableClock.at(NOW);
    final AtomicInteger keys = new AtomicInteger();
    private final SharedPostgres.Database database = TestDatabase.migrated();
    final AddingErp erp = new AddingErp();
    final TestHub hub;

    ChangeWorld(Path directory, Distributor distributor) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.process.changes", "io.crossdock.process.oversight")
                .with(Distributor.class, distributor).with(AmendSink.class, erp)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
    }

    void close() {
        hub.close();
        database.close();
    }

    /** All that must always hold does, once everything has been read. */
    void holds() {
        clock.advance(Duration.ofSeconds(1));
        Instant asked = clock.instant();
        hub.get(Oversight.class).askAll();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(hub.get(Oversight.class).proofs())
                .filteredOn(proof -> ABOUT_ORDERS.contains(proof.invariant().name())).hasSameSizeAs(ABOUT_ORDERS)
                .allSatisfy(proof -> {
                    assertThat(proof.failure()).isEmpty();
                    assertThat(proof.lookedAt()).hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(asked));
                    assertThat(proof.breaches()).as(proof.invariant().name()).isZero();
                }));
    }

    OrderNumber order(String account, OrderRequest.Line... lines) {
        String key = "key-" + keys.incrementAndGet();
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId(account), Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(lines), Optional.empty(), Optional.empty()), incoming(key, key));
        return ((Placement.Accepted) placed).answer().number();
    }

    static OrderRequest.Line line(int no, String sku, String quantity) {
        return new OrderRequest.Line(no, Optional.empty(), new ItemName.BySku(new Sku(sku)), Quantity.of(quantity, "EA"),
                Optional.empty(), Optional.empty());
    }

    static Incoming incoming(String key, String body) {
        return new Incoming("portal:test", key, "application/json", body.getBytes(StandardCharsets.UTF_8), "consumer:test",
                "story-" + key);
    }

    /** The ERP has it: its legs may go to their places. */
    void posted(OrderNumber order) {
        hub.inTransaction(() -> hub.get(Journal.class).append(NewFact.of("order.posted", order.value(),
                Origin.start("test", "test"), Map.of("number", order.value()))));
    }

    void posting(OrderNumber order, String what) {
        hub.inTransaction(() -> hub.get(Journal.class).append(List.of(new NewFact(what, order.value(), order.value(),
                Origin.start("t", "system:erp"), 1, Map.of("effect", UUID.randomUUID(), "target", "erp", "kind",
                        "order.post", "businessKey", order.value(), "reason", "No.")))));
    }

    ChangeOutcome change(OrderNumber order, ChangeWish.What what) {
        String key = "change-" + keys.incrementAndGet();
        return hub.get(Changes.class).change(new ChangeWish(order, what, Optional.empty()), incoming(key, key));
    }

    static ChangeWish.What lines(int no, String quantity, String unit) {
        return new ChangeWish.What.Lines(List.of(new ChangeWish.Line(no, Quantity.of(quantity, unit))));
    }

    static ChangeAnswer decided(ChangeOutcome outcome) {
        return ((ChangeOutcome.Decided) Objects.requireNonNull(outcome)).answer();
    }

    static List<Fault> faults(ChangeOutcome outcome) {
        return ((ChangeOutcome.Refused) outcome).faults();
    }

    void report(Leg leg, LegSignal signal, String quantity) {
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(leg.number(), signal, clock.instant(), 0,
                leg.lines().stream().map(line -> new LegReport.Line(line.lineNo(), line.sku(), Quantity.of(quantity, "EA")))
                        .toList(), List.of(), Optional.empty(), Optional.empty()), Origin.start("test", "system:wms")));
    }

    List<Leg> legs(OrderNumber order) {
        return hub.get(Fulfilment.class).legs(List.of(order));
    }

    Order standing(OrderNumber order) {
        return hub.get(Ordering.class).order(order).orElseThrow();
    }

    /** What the ERP has said of it, as the lane would write it down. */
    void answered(Effect effect, String state) {
        hub.inTransaction(() -> {
            hub.jdbc().sql("""
                    UPDATE effects.effect SET state = :state, reason = 'The account is blocked.', finished_at = created_at,
                           reference = CASE :state WHEN 'done' THEN 'amended' END
                     WHERE id = :id
                    """).param("state", state).param("id", effect.id()).update();
            hub.get(Journal.class).append(List.of(new NewFact("effect." + state, effect.businessKey(), effect.orderingKey(),
                    Origin.start("t", "system:erp"), 1, Map.of("effect", effect.id(), "target", "erp", "kind",
                            "order.amend", "businessKey", effect.businessKey(), "code", "account_blocked", "reason",
                            "The account is blocked."))));
        });
    }

    Effect last(OrderNumber order) {
        return amendments(order).getLast();
    }

    List<Effect> amendments(OrderNumber order) {
        return hub.get(Effects.class).ofKey(order.value()).stream().filter(effect -> effect.kind().equals("order.amend"))
                .toList();
    }
}
