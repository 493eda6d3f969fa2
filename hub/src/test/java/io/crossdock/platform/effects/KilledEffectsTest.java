package io.crossdock.platform.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.platform.effects.Specimens.Specimen;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.EstateAnswers;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process with every kind of effect under way is killed, really, and another one takes over: each document is there
 * once. {@link EveryEffectTest} does the same with a clock in the place of the kill, at more points.
 */
class KilledEffectsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What each kind calls. */
    private static final Map<String, String> PATHS = Map.of(
            "order.post", "/erp/orders", "invoice.post", "/erp/invoices", "credit.post", "/erp/credit-memos",
            "order.amend", "/erp/orders/E-500001/cancel", "order.withdraw", "/erp/orders/E-500009/cancel",
            "leg.release", "/wms-atl/releases", "leg.cancel", "/wms-atl/releases/SO-100001-1/cancel",
            "return.announce", "/wms-atl/returns", "return.withdraw", "/wms-atl/returns/RMA-100001/cancel",
            "purchase.order", "/northforge/purchase-orders");

    /** Where all calls are when the process is killed. */
    enum Moment {
        /** The systems have the calls, and have done nothing. */
        BEFORE_THE_WORK,
        /** They have done it, and have not answered. */
        BEFORE_THE_ANSWER,
        /** They have answered, and nobody has written it down. */
        BEFORE_THE_COMMIT
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whoeverTakesOverFromAKilledProcessDoublesNothingAndLosesNothing(Moment moment) throws IOException {
        assertThat(Specimens.ALL).extracting(Specimen::kind).as("a new kind needs its path here")
                .containsExactlyInAnyOrderElementsOf(PATHS.keySet());
        try (SharedPostgres.Database database = TestDatabase.migrated();
                Systems systems = new Systems(moment);
                TestHub hub = ConnectedNode.connected(TestHub.on(database, Clock.systemUTC()), folder.resolve("here"),
                        systems.address())) {
            systems.promises(hub.all(EffectExecutor.class));
            ask(hub);
            try (ChildJvm doomed = node(database, systems, "doomed")) {
                await("all under way").atMost(PATIENCE).until(() -> systems.arrived().size() == PATHS.size());
                if (moment == Moment.BEFORE_THE_COMMIT) {
                    killAtTheCommit(hub, systems, doomed);
                } else {
                    doomed.kill();
                }
            }
            systems.heal();
            assertThat(states(hub)).containsOnly("sending");
            assertThat(systems.documents().values()).allMatch(count -> count == (moment == Moment.BEFORE_THE_WORK ? 0 : 1));
            hub.jdbc().sql("UPDATE effects.effect SET lease_until = now() WHERE state = 'sending'").update();
            try (ChildJvm next = node(database, systems, "next")) {
                await("taken over").atMost(PATIENCE).until(() -> Set.copyOf(states(hub)).equals(Set.of("done")));
                assertThat(next.isAlive()).isTrue();
            }
            assertThat(systems.documents()).hasSize(PATHS.size()).allSatisfy((kind, count) ->
                    assertThat(count).as("documents of " + kind).isEqualTo(1));
        }
    }

    /** No result can be written while somebody holds the table; the answers are there. */
    private static void killAtTheCommit(TestHub hub, Systems systems, ChildJvm doomed) {
        try (HeldTransaction held = new HeldTransaction(hub)) {
            held.run(() -> hub.jdbc().sql("LOCK TABLE effects.effect IN SHARE ROW EXCLUSIVE MODE").update());
            systems.answerAll();
            await("answered, and waiting to write").atMost(PATIENCE).until(() -> systems.answered() == PATHS.size()
                    && hub.jdbc().sql("SELECT count(*) FROM pg_locks WHERE NOT granted").query(Long.class).single() > 0);
            doomed.kill();
        }
    }

    private ChildJvm node(SharedPostgres.Database database, Systems systems, String name) {
        return ChildJvm.start(ConnectedNode.class, database.jdbcUrl(), database.username(), database.password(),
                folder.resolve(name).toString(), systems.address());
    }

    private static void ask(TestHub hub) {
        hub.jdbc().sql("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request,
                                            next_attempt_at, reference, correlation, actor, created_at, finished_at)
                VALUES (gen_random_uuid(), 'erp', 'order.post', 'SO-100001', 'SO-100001-0', 1, 1, 'done', '{}', now(),
                        'E-500001', 'story', 'hub', now(), now())
                """).update();
        hub.inTransaction(() -> hub.get(Effects.class).request(Specimens.ALL.stream().map(specimen -> new NewEffect(
                specimen.target(), specimen.kind(), specimen.key(), specimen.kind(), Tier.CRITICAL,
                Origin.start("story", "hub"), specimen.request())).toList()));
    }

    private static List<String> states(TestHub hub) {
        return hub.jdbc().sql("SELECT state FROM effects.effect WHERE business_key <> 'SO-100001'").query(String.class).list();
    }

    /** All systems; the first call of each kind is held up. */
    private static final class Systems implements AutoCloseable {

        private final HttpServer server;
        private final Moment moment;
        private final Map<String, Specimen> byPath;
        private final Map<String, AtomicInteger> documents = new ConcurrentHashMap<>();
        private final Set<String> arrived = ConcurrentHashMap.newKeySet();
        private final Set<String> keyed = ConcurrentHashMap.newKeySet();
        private final AtomicInteger answered = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private volatile boolean well;

        Systems(Moment moment) throws IOException {
            this.moment = moment;
            Map<String, String> kinds = PATHS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue,
                    Map.Entry::getKey));
            Map<String, Specimen> specimens = Specimens.ALL.stream().collect(Collectors.toMap(Specimen::kind,
                    Function.identity()));
            byPath = kinds.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                    each -> Objects.requireNonNull(specimens.get(each.getValue()))));
            PATHS.keySet().forEach(kind -> documents.put(kind, new AtomicInteger()));
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::serve);
            server.start();
        }

        /** Whose systems know a key that comes again. */
        void promises(List<EffectExecutor> executors) {
            Specimens.ALL.forEach(specimen -> executors.stream()
                    .filter(executor -> executor.kind().equals(specimen.kind())
                            && executor.promise(specimen.target()) == Promise.NATIVE_KEY)
                    .forEach(executor -> keyed.add(specimen.kind())));
        }

        private void serve(HttpExchange exchange) throws IOException {
            exchange.getRequestBody().readAllBytes();
            Specimen specimen = byPath.get(exchange.getRequestURI().getPath());
            if (exchange.getRequestMethod().equals("GET")) {
                reply(exchange, 200, specimen == null ? EstateAnswers.items()
                        : EstateAnswers.items(IntStream.rangeClosed(1, count(specimen).get())
                                .mapToObj(number -> specimen.answers().document(specimen.key(), number))
                                .toArray(String[]::new)));
                return;
            }
            if (specimen == null) {
                reply(exchange, 404, EstateAnswers.error("unknown", "Nobody expects " + exchange.getRequestURI()));
                return;
            }
            boolean first = !well && !arrived.contains(specimen.kind());
            if (first && moment == Moment.BEFORE_THE_WORK) {
                hold(specimen);
                exchange.close();
                return;
            }
            count(specimen).updateAndGet(count -> count > 0 && keyed.contains(specimen.kind()) ? count : count + 1);
            if (first) {
                hold(specimen);
            }
            reply(exchange, 201, specimen.answers().document(specimen.key(), count(specimen).get()));
            answered.incrementAndGet();
        }

        private void hold(Specimen specimen) {
            arrived.add(specimen.kind());
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private AtomicInteger count(Specimen specimen) {
            return Objects.requireNonNull(documents.get(specimen.kind()));
        }

        Set<String> arrived() {
            return arrived;
        }

        int answered() {
            return answered.get();
        }

        void answerAll() {
            held.countDown();
        }

        void heal() {
            well = true;
            held.countDown();
        }

        Map<String, Integer> documents() {
            return documents.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().get()));
        }

        String address() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        private static void reply(HttpExchange exchange, int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        @Override
        public void close() {
            held.countDown();
            server.stop(0);
        }
    }
}
