package io.crossdock.process.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subscriptions that move the same orders and credit lines at the same time never wait for each other in a circle. */
class LockOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final int ROUNDS = 25;

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .account("A-2", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.50", 100_000, 0, 0);
    private TestHub hub;
    private int keys;

    @BeforeEach
    void open(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment")
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.get(AcceptanceQueue.class).start();
    }

    @AfterEach
    void close() {
        hub.get(AcceptanceQueue.class).stop();
        hub.close();
        database.close();
    }

    @Test
    void postingsAndLinesOfTheSameOrdersMoveInAnyOrderOfTheirFacts() {
        for (int round = 0; round < ROUNDS; round++) {
            OrderNumber a = order("A-1");
            OrderNumber b = order("A-2");
            OrderNumber c = order("A-2");
            OrderNumber d = order("A-1");
            race(List.of(
                    () -> handled(OrderProgress.class, posted(a), posted(b)),
                    () -> handled(LineProgress.class, cancelled(b), cancelled(a)),
                    () -> handled(OrderProgress.class, posted(c), posted(d)),
                    () -> handled(LineProgress.class, cancelled(d), cancelled(c))));
            for (OrderNumber number : List.of(a, b, c, d)) {
                Order order = hub.get(Ordering.class).order(number).orElseThrow();
                assertThat(order.postingState()).isEqualTo(PostingState.POSTED);
                assertThat(order.lines().getFirst().cancelled()).isEqualTo(Quantity.of("1", "EA"));
            }
        }
    }

    @Test
    void whatCannotBeDigestedIsGivenBackAloneAndTheRestOfItsBatchIsDone() {
        OrderNumber a = order("A-1");
        Batch batch = Batch.of(List.of(posted(new OrderNumber("SO-999")), posted(a)));
        hub.inTransaction(() -> hub.get(OrderProgress.class).handleAll(batch));
        assertThat(batch.isStuck(batch.facts().getFirst())).isTrue();
        assertThat(batch.isStuck(batch.facts().getLast())).isFalse();
        assertThat(hub.get(Ordering.class).order(a).orElseThrow().postingState()).isEqualTo(PostingState.POSTED);
    }

    /** All at once; whoever the database sends away fails the test. */
    private static void race(List<Runnable> racers) {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        CompletableFuture.allOf(racers.stream().map(racer -> CompletableFuture.runAsync(() -> {
            try {
                start.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            racer.run();
        }, command -> Thread.ofVirtual().start(command))).toArray(CompletableFuture[]::new)).join();
    }

    private void handled(Class<? extends FactHandler> handler, Fact... facts) {
        hub.inTransaction(() -> hub.get(handler).handleAll(Batch.of(List.of(facts))));
    }

    private Fact posted(OrderNumber order) {
        return fact(EffectFact.DONE, order, new EffectFact(UUID.randomUUID(), "erp", "order.post", order.value(),
                Optional.of("E-" + order), Optional.of(hub.get(Json.class).tree(Map.of("position", 7))), Optional.empty(),
                Optional.empty()));
    }

    private Fact cancelled(OrderNumber order) {
        return fact(LegFact.CALLED_OFF, order, Map.of("leg", order + "-1", "occurredAt", NOW, "lines", List.of(Map.of(
                "lineNo", 1, "sku", "CD-1", "quantity", Quantity.of("1", "EA"))), "why", "it is not wanted any more"));
    }

    private Fact fact(String type, OrderNumber order, Object data) {
        return new Fact(1, type, order.value(), NOW, order.value(), Origin.start("t", "test"), 1,
                hub.get(Json.class).tree(data));
    }

    private OrderNumber order(String account) {
        String key = "key-" + ++keys;
        List<OrderRequest.Line> lines = List.of(new OrderRequest.Line(1, Optional.empty(),
                new ItemName.BySku(new Sku("CD-1")), Quantity.of("5", "EA"), Optional.empty(), Optional.empty()));
        return ((Placement.Accepted) hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId(account), Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD, lines,
                Optional.empty(), Optional.empty()), new Incoming("portal:test", key, "application/json",
                        key.getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key))).answer().number();
    }
}
