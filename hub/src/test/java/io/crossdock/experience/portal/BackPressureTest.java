package io.crossdock.experience.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.Channel;
import io.crossdock.experience.edi.incoming.EdiWorld;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.Problem;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.Lane.Bounds;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buyers are told to come back when as much waits for the ERP as may; what was taken stays taken. */
class BackPressureTest {

    private static final Caller BUYER = new Caller("portal-demo", Channel.PORTAL, Set.of("orders:read", "orders:write"),
            new Consumer.Accounts.All());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BOUND = 3;
    private static final String LESS = "{\"lines\": [{\"line\": 1, \"quantity\": \"1\", \"unit\": \"EA\"}]}";
    private static final String DAY = "{\"requestedDate\": \"2027-01-11\"}";

    private EdiWorld world;
    private OrderController orders;
    private Pressure pressure;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        LaneSettings bounded = LaneSettings.DEFAULT.bounded(new Bounds(BOUND, Optional.empty()));
        world = new EdiWorld(directory, Map.of("erp", bounded), more ->
                more.with(OrderController.class, Pressure.class, ChangeController.class,
                        OrderReading.class));
        orders = world.hub().get(OrderController.class);
        pressure = world.hub().get(Pressure.class);
        await().atMost(PATIENCE).until(() -> world.hub().get(Effects.class).pause("erp", "user:ana"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private int place(String key) {
        byte[] body = """
                {"account": "A-1007", "buyerReference": "%s", "lines": [{"sku": "CD-10001", "quantity": "2", "unit": "EA"}]}
                """.formatted(key).getBytes(StandardCharsets.UTF_8);
        return orders.place(BUYER, body, key).getStatusCode().value();
    }

    private int change(String order, String body, String key) {
        return world.hub().get(ChangeController.class).change(BUYER, order, body.getBytes(StandardCharsets.UTF_8), key)
                .getStatusCode().value();
    }

    /** The first. */
    private String order() {
        return world.hub().jdbc().sql("SELECT min(number) FROM ordering.orders").query(String.class).single();
    }

    private static Problem problem(Runnable call) {
        AtomicReference<Problem> problem = new AtomicReference<>();
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ProblemException.class, refused ->
                problem.set(refused.problem()));
        return Objects.requireNonNull(problem.get());
    }

    private int count(String sql) {
        return world.hub().jdbc().sql(sql).query(Integer.class).single();
    }

    @Test
    void ordersAndChangesAreAskedToComeBackAtTheBoundAndNotBefore() {
        for (int i = 0; i < BOUND; i++) {
            pressure.refuseIfCrowded();
            if (i == BOUND - 1) {
                assertThat(change(order(), DAY, "C-early")).as("and changed").isEqualTo(200);
            }
            assertThat(place("K-" + i)).as("while the ERP is away orders are taken").isEqualTo(202);
        }
        Problem refused = problem(() -> place("K-late"));
        assertThat(refused.type().status()).isEqualTo(429);
        assertThat(refused.type().code()).isEqualTo("backlog-full");
        assertThat(refused.retryAfter()).as("nobody can say when a paused lane goes on").contains(Duration.ofMinutes(5));
        assertThat(problem(pressure::refuseIfCrowded).retryAfter()).contains(Duration.ofMinutes(5));
        assertThat(change(order(), DAY, "C-early")).as("what was taken is answered as it was").isEqualTo(200);
        Problem change = problem(() -> change(order(), LESS, "C-late"));
        assertThat(change.type().status()).as("a change makes work, too").isEqualTo(429);
        assertThat(change.retryAfter()).contains(Duration.ofMinutes(5));
        assertThat(count("SELECT count(*) FROM inbox.message WHERE dedupe_key LIKE '%C-late'")).isZero();

        assertThat(world.hub().get(Exceptions.class).open()).as("somebody is told").extracting(OpenException::cause)
                .contains("full:erp");

        assertThat(place("K-1")).as("what was taken is answered as it was").isEqualTo(202);
        assertThat(count("SELECT count(*) FROM ordering.orders")).isEqualTo(BOUND);
        assertThat(count("SELECT count(*) FROM effects.effect WHERE target = 'erp' AND state = 'ready'")).isEqualTo(BOUND);
        assertThat(count("SELECT count(*) FROM inbox.message WHERE dedupe_key = 'K-late'")).as("no trace").isZero();

        world.hub().jdbc().sql("""
                UPDATE effects.effect SET state = 'skipped', reason = 'r', finished_at = created_at
                """).update();
        world.clock().advance(Duration.ofSeconds(1));
        assertThat(place("K-late")).as("the same request, once there is room").isEqualTo(202);
        assertThat(change(order(), LESS, "C-late")).isIn(200, 202);
    }

    @Test
    void anOrderByEdiWaitsInItsLaneAndIsPlacedOnceThereIsRoom() {
        for (int i = 0; i < BOUND; i++) {
            place("K-" + i);
        }
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-10001");
        await().atMost(PATIENCE).until(() -> count("""
                SELECT count(*) FROM effects.effect WHERE target = 'edi' AND code = 'unavailable' AND state = 'ready'
                """) == 1);
        assertThat(count("SELECT count(*) FROM ordering.orders")).isEqualTo(BOUND);
        world.hub().jdbc().sql("""
                UPDATE effects.effect SET state = 'skipped', reason = 'r', finished_at = created_at WHERE target = 'erp'
                """).update();
        await().atMost(PATIENCE).until(() -> {
            world.clock().advance(Duration.ofMinutes(1));
            return count("SELECT count(*) FROM ordering.orders") == BOUND + 1;
        });
    }
}
