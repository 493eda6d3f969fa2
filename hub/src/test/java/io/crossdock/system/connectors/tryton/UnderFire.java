package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.Interference.Fate;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The ledger of effects, its lanes and the connector, with a line to Tryton that loses, delays and doubles calls. Orders
 * are posted and invoiced in two shipments each; at the end Tryton itself is asked what it has.
 */
final class UnderFire implements AutoCloseable {

    private static final String ERP = """
            id: erp
            kind: erp
            connector: tryton
            baseUrl: %s
            secret: file:tryton-password
            timeouts: {connect: 10s, call: %s}
            lane: {concurrency: 3, ratePerSecond: 1000, maxAttempts: 100, firstBackoff: 50ms, maxBackoff: 500ms,
                   breakerFailures: 1000, breakerOpen: 50ms, lease: 120s, settle: %s}
            settings: {%s}
            """;
    private static final List<Fate> FATES = List.of(Fate.CUT_BEFORE, Fate.CUT_AFTER, Fate.TWICE, Fate.BAD_GATEWAY,
            Fate.CLOSED_AFTER, Fate.PORTAL_PAGE);

    private final Interference between;
    private final SharedPostgres.Database database;
    private final TestHub hub;

    /**
     * @param call time for one order or invoice
     * @param settle how long Tryton may still be at a call that was given up
     */
    UnderFire(Path folder, URI tryton, String password, String settings, Duration call, Duration settle) throws IOException {
        between = new Interference(tryton);
        ExampleLandscape example = ExampleLandscape.in(folder);
        Files.writeString(example.secrets().resolve("tryton-password"), password);
        example.write("systems/erp.yaml", ERP.formatted(between.url(), call.toMillis() + "ms", settle.toMillis() + "ms",
                settings));
        LaneSettings lane = new LaneSettings(3, BigDecimal.valueOf(1_000), 100, Duration.ofMillis(50),
                Duration.ofMillis(500), 1_000, Duration.ofMillis(50), Duration.ofSeconds(120), settle);
        database = TestDatabase.migrated();
        hub = TestHub.on(database, Clock.systemUTC())
                .with(Landscapes.class, example.landscapes(Clock.systemUTC()))
                .with(Secrets.class, example.secretsInForce())
                .with(Lanes.class, () -> Map.of("erp", lane))
                .scan("io.crossdock.system.connectors").open();
    }

    /** An order and what is shipped of it, first and last. */
    record Case(OrderPosting order, InvoiceRequest first, InvoiceRequest last) {
    }

    /** What became of it all, as numbers. */
    record Score(int orders, int calls, Map<EffectState, Long> states, Duration time) {
    }

    /**
     * Sends {@code count} orders with a fault in every {@code oneIn}th call on average; ends when nothing is left to do.
     *
     * @param seed of the faults
     */
    Score fire(int count, int oneIn, long seed, Duration patience, Function<Integer, Case> cases) {
        SplittableRandom random = new SplittableRandom(seed);
        between.plan(call -> faulty(random, oneIn));
        long begun = System.nanoTime();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Case each = cases.apply(i);
            String order = each.order().reference();
            request("order.post", order, order, each.order());
            request("invoice.post", each.first().shipment(), order, each.first());
            request("invoice.post", each.last().shipment(), order, each.last());
            keys.add(order);
        }
        hub.start();
        await().atMost(patience).pollInterval(Duration.ofMillis(500)).until(() -> open(keys) == 0);
        hub.stop();
        return new Score(count, between.calls(), keys.stream().flatMap(key -> hub.get(Effects.class).ofKey(key).stream())
                .collect(Collectors.groupingBy(Effect::state, Collectors.counting())),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private static Fate faulty(SplittableRandom random, int oneIn) {
        synchronized (random) {
            return random.nextInt(oneIn) == 0 ? FATES.get(random.nextInt(FATES.size())) : Fate.PASS;
        }
    }

    private long open(List<String> keys) {
        return keys.stream().flatMap(key -> hub.get(Effects.class).ofKey(key).stream())
                .filter(effect -> switch (effect.state()) {
                    case READY, SENDING, IN_DOUBT -> true;
                    case DONE, REFUSED, PARKED, SKIPPED, COMPENSATED -> false;
                }).count();
    }

    private void request(String kind, String key, String order, Object request) {
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect("erp", kind, key, order,
                Tier.CRITICAL, Origin.start("fire", "hub"), request))));
    }

    /** What the hub believes it is called there. */
    Optional<String> reference(String kind, String key) {
        return hub.get(Effects.class).effect("erp", kind, key).flatMap(Effect::reference);
    }

    /** What the hub has understood of an invoice. */
    BigDecimal total(String shipment) {
        return new BigDecimal(hub.get(Effects.class).effect("erp", "invoice.post", shipment).flatMap(Effect::response)
                .orElseThrow().path("total").asString());
    }

    /** All of them done, and nothing else. */
    static void allDone(Score score) {
        assertThat(score.states()).as(score.toString()).isEqualTo(Map.of(EffectState.DONE, 3L * score.orders()));
    }

    static String told(Score score) {
        return String.format(Locale.ROOT, "%d orders and %d invoices, %d calls, %.1f s", score.orders(),
                2 * score.orders(), score.calls(), score.time().toMillis() / 1000.0);
    }

    @Override
    public void close() {
        hub.close();
        database.close();
        between.close();
    }
}
