package io.crossdock.trials;

import static io.crossdock.drills.Audit.decimal;
import static io.crossdock.drills.Audit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Landscape;
import io.crossdock.drills.Stage;
import io.crossdock.postgres.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many buyers of few items, while warehouses recount, receive, pick short and cancel, and one of two hubs is killed
 * again and again. {@code -Dtrials.lines=100000} for the long run, {@code -Dtrials.seed=N} for another story.
 */
class StockStorm {

    private static final int LINES = Integer.getInteger("trials.lines", 6_000);
    private static final int LINES_OF_ORDER = 40;
    /** Six minutes, and a minute more for every five thousand lines. */
    private static final Duration PATIENCE = Duration.ofMinutes(6 + LINES / 5_000);
    private static final int PAUSES_BETWEEN_KILLS = 15;
    private static final int BUYERS = 64;
    private static final int ITEMS = 20;
    private static final List<String> WAREHOUSES = List.of("ATL", "DFW", "RNO");

    private final Random random = new Random(Trial.SEED);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicInteger samples = new AtomicInteger();
    private final AtomicInteger recounts = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private int kills;

    @Test
    void reservedNeverExceedsWhatIsThereAndNothingDrifts() throws Exception {
        try (Stage stage = Stage.open("stock_storm", 40, Landscape::impatient)) {
            stage.estate().faults("wms", "{\"shortPick\": \"0.1\", \"duplicate\": \"0.1\", \"reorder\": \"0.1\"}");
            Hub first = stage.hub();
            Hub second = stage.hub("second", Ports.free()).awaitReady();
            List<String> skus = richest(stage);
            try (Buyers buyers = Buyers.ofAny(List.of(first.address(), second.address()));
                    ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> watching = others.submit(() -> watch(stage));
                Future<?> meddling = others.submit(() -> meddle(stage, skus));
                List<Placed> placed;
                try {
                    placed = buy(stage, buyers, orders(stage, skus), second);
                    meddling.get();
                    stage.estate().noFaults();
                    stage.awaitSettled(PATIENCE);
                } finally {
                    settled.set(true);
                }
                watching.get();
                new Audit(stage).holds(placed);
                assertThat(stage.database().rows("SELECT * FROM inventory.position WHERE uncovered > 0"))
                        .as("promises without goods").isEmpty();
                System.out.printf("%s, seed %d: %s; %d samples, %d recounts, %d cancels, %d kills%n", stage, Trial.SEED,
                        buyers, samples.get(), recounts.get(), cancels.get(), kills);
            }
        }
    }

    /** The meddling goes on while the warehouses still have most of the orders before them. */
    private List<Placed> buy(Stage stage, Buyers buyers, List<String> orders, Hub victim) {
        try {
            List<Future<List<Placed>>> buying = buyers.begin(BUYERS, orders);
            kill(victim, () -> buying.stream().anyMatch(each -> !each.isDone()));
            List<Placed> placed = Buyers.wait(buying);
            while (mostIsStillToDo(stage)) {
                Buyers.pause();
            }
            return placed;
        } finally {
            over.set(true);
        }
    }

    private static boolean mostIsStillToDo(Stage stage) {
        return stage.database().number("""
                SELECT CASE WHEN count(*) FILTER (WHERE state IN ('planned', 'requested', 'released')) * 2 > count(*)
                            THEN 1 ELSE 0 END
                  FROM fulfilment.leg
                """) == 1;
    }

    private static List<String> richest(Stage stage) {
        Map<String, Integer> total = new HashMap<>();
        stage.truth().stock().forEach(shelf -> total.merge(text(shelf, "sku"), decimal(shelf, "onHand").intValue(),
                Integer::sum));
        Set<String> everybodys = stage.estate().items().stream()
                .filter(item -> text(item, "baseUnit").equals("EA") && item.path("assortments").valueStream()
                        .anyMatch(each -> each.asString("").equals("core")))
                .map(item -> text(item, "sku")).collect(Collectors.toSet());
        return total.entrySet().stream().filter(each -> everybodys.contains(each.getKey()))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(ITEMS).map(Map.Entry::getKey).toList();
    }

    private List<String> orders(Stage stage, List<String> skus) {
        List<String> accounts = stage.estate().accounts().stream()
                .filter(account -> text(account, "status").equals("active")).map(account -> text(account, "id")).toList();
        List<String> orders = new ArrayList<>();
        for (int number = 0; number * LINES_OF_ORDER < LINES; number++) {
            String lines = random.ints(LINES_OF_ORDER, 0, skus.size())
                    .mapToObj(item -> "{\"sku\": \"%s\", \"quantity\": \"%d\", \"unit\": \"EA\"}"
                            .formatted(skus.get(item), 1 + random.nextInt(3)))
                    .collect(Collectors.joining(", "));
            orders.add("{\"account\": \"%s\", \"buyerReference\": \"S-%d\", \"lines\": [%s]}"
                    .formatted(accounts.get(random.nextInt(accounts.size())), number, lines));
        }
        return orders;
    }

    /** Looks at every position again and again: reserved beside what is there. */
    private void watch(Stage stage) {
        while (!settled.get()) {
            assertThat(stage.database().rows(
                    "SELECT * FROM inventory.position WHERE reserved < 0 OR reserved > greatest(on_hand - on_hold, 0)"))
                    .as("reserved beyond what is there").isEmpty();
            samples.incrementAndGet();
            Buyers.pause();
        }
    }

    /** Warehouses recount, find, lose, and call off what they were given. */
    private void meddle(Stage stage, List<String> skus) {
        Random chance = new Random(Trial.SEED + 1);
        while (!over.get()) {
            String warehouse = WAREHOUSES.get(chance.nextInt(WAREHOUSES.size()));
            String sku = skus.get(chance.nextInt(skus.size()));
            int delta = chance.nextInt(4) == 0 ? 200 + chance.nextInt(400) : -chance.nextInt(40);
            if (stage.estate().recount(warehouse, sku, delta)) {
                recounts.incrementAndGet();
            }
            stage.database().rows("""
                    SELECT number, origin FROM fulfilment.leg
                     WHERE kind = 'warehouse' AND state IN ('requested', 'released', 'picking')
                     ORDER BY md5(number || now()::text) LIMIT 3
                    """).forEach(leg -> {
                        if (chance.nextInt(2) == 0 && stage.estate().callOff(leg.get(1), leg.get(0))) {
                            cancels.incrementAndGet();
                        }
                    });
            Buyers.pause();
        }
    }

    private void kill(Hub hub, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            for (int pause = 0; pause < PAUSES_BETWEEN_KILLS && goesOn.getAsBoolean(); pause++) {
                Buyers.pause();
            }
            hub.kill();
            kills++;
            hub.restart();
        }
    }
}
