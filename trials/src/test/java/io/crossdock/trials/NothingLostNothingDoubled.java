package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Landscape;
import io.crossdock.drills.Shopping;
import io.crossdock.drills.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two hundred orders at once while the hub, or its database, is killed with SIGKILL again and again. */
class NothingLostNothingDoubled {

    private static final int ORDERS = Integer.getInteger("trials.orders", 200);
    private static final int KILLS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Random random = new Random(Trial.SEED);

    @Test
    void whenTheHubIsKilled() {
        try (Stage stage = Stage.open("kill_hub", 20, Landscape::impatient)) {
            Hub hub = stage.hub();
            survives(stage, hub, () -> killHub(hub));
        }
    }

    @Test
    void whenTheHubIsKilledAndAThirdOfTheAnswersOfTheErpAreLost() {
        try (Stage stage = Stage.open("kill_hub_ambiguous", 20, Landscape::impatient)) {
            stage.estate().faults("erp", "{\"ambiguous\": \"0.33\"}");
            Hub hub = stage.hub();
            survives(stage, hub, () -> killHub(hub));
            assertThat(stage.truth().calls()).as("answers that were lost")
                    .anyMatch(call -> Audit.text(call, "fate").equals("dropped_after_work"));
        }
    }

    @Test
    void whenTheDatabaseIsKilled() {
        try (Stage stage = Stage.open("kill_database", 20, Landscape::impatient)) {
            Hub hub = stage.hub();
            survives(stage, hub, stage.database()::killServerAndRestart);
        }
    }

    private static void killHub(Hub hub) {
        hub.kill();
        hub.restart();
    }

    private void survives(Stage stage, Hub hub, Runnable disaster) {
        Shopping shopping = Shopping.at(stage.estate(), Trial.SEED);
        try (Buyers buyers = Buyers.of(hub.address())) {
            List<Future<List<Placed>>> buying = buyers.begin(ORDERS, shopping.orders(ORDERS));
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitProgress(() -> progress(stage, buyers), 3 * ORDERS * kill / (KILLS + 1));
                disaster.run();
            }
            List<Placed> placed = Buyers.wait(buying);
            assertThat(placed).as(buyers.toString()).hasSize(ORDERS);
            assertThat(placed.stream().filter(Placed::accepted)).as(buyers.toString())
                    .hasSizeGreaterThan(ORDERS / 2);
            stage.awaitSettled();
            new Audit(stage).holds(placed);
            System.out.println(stage + ": " + buyers + ", " + shopping);
        }
    }

    /** Orders answered, orders booked and goods on their way: from nothing to about three times the orders. */
    private static int progress(Stage stage, Buyers buyers) {
        return buyers.answeredSoFar() + stage.truth().orders().size() + (int) stage.truth().shipments().stream()
                .filter(shipment -> !shipment.path("packages").isEmpty()).count();
    }

    /** Waits for a point in the work, and a random moment more, so that no run is like another. */
    private void awaitProgress(IntSupplier progress, int goal) {
        Awaitility.await("progress of " + goal).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> progress.getAsInt() >= goal - random.nextInt(1 + ORDERS / 4));
    }
}
