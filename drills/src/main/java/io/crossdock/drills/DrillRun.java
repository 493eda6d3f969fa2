package io.crossdock.drills;

import io.crossdock.drills.Buyers.Placed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One drill on an estate with empty books, an empty database and two hubs, all of its own. */
public final class DrillRun {

    private static final int ORDERS_PER_SECOND = 2;
    private static final int PACE = 20;
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(6);
    private static final Duration PROOF_PATIENCE = Duration.ofMinutes(2);

    private final Drill drill;
    private final long seed;
    private final int minutes;
    private final Consumer<String> voice;
    private final List<Hub> hubs = new ArrayList<>();
    private final List<Future<List<Placed>>> buying = new ArrayList<>();
    private Optional<Instant> hurt = Optional.empty();

    private DrillRun(Drill drill, long seed, int minutes, Consumer<String> voice) {
        this.drill = drill;
        this.seed = seed;
        this.minutes = minutes;
        this.voice = voice;
    }

    /**
     * @param minutes of traffic; start and settling come on top
     * @param voice   hears what happens
     */
    public static DrillReport of(Drill drill, long seed, int minutes, Consumer<String> voice) {
        return new DrillRun(drill, seed, minutes, voice).run();
    }

    /** What will happen when, the same for the same seed. */
    static List<Act> script(Drill drill, long seed, int minutes) {
        return drill.acts(new Random(seed), minutes * 60);
    }

    private DrillReport run() {
        Instant begun = Instant.now();
        List<Act> script = script(drill, seed, minutes);
        List<String> findings = new ArrayList<>();
        Optional<Score> score = Optional.empty();
        try (Stage stage = Stage.open("drill_" + drill.name().toLowerCase(java.util.Locale.ROOT), PACE,
                Landscape::impatient)) {
            score = Optional.of(play(stage, script, findings));
        } catch (AssertionError | RuntimeException e) {
            findings.add(String.valueOf(e.getMessage()));
        }
        return new DrillReport(drill.word(), seed, minutes, begun, Duration.between(begun, Instant.now()),
                script.stream().map(Act::toString).toList(), score, findings);
    }

    private Score play(Stage stage, List<Act> script, List<String> findings) {
        voice.accept("starting an estate and two hubs");
        hubs.add(stage.hub());
        hubs.add(stage.hub("second", Programs.freePort()).awaitReady());
        Shopping shopping = Shopping.at(stage.estate(), seed);
        try (Buyers buyers = Buyers.ofAny(hubs.stream().map(Hub::address).toList())) {
            traffic(stage, buyers, shopping, script);
            stage.estate().noFaults();
            List<Placed> placed = new ArrayList<>();
            await("buyers", () -> buying.stream().allMatch(Future::isDone));
            placed.addAll(Buyers.wait(buying));
            Instant quiet = Instant.now();
            voice.accept(placed.size() + " orders answered, waiting until nothing is under way");
            await("settling", () -> stage.underWay().isEmpty());
            Score score = score(stage, placed, Duration.between(quiet, Instant.now()));
            judge(stage, placed, findings);
            return score;
        } catch (Late late) {
            throw new IllegalStateException(late.getMessage() + ": " + stage.underWay(), late);
        }
    }

    /** So many orders each second, and the deeds between them. */
    private void traffic(Stage stage, Buyers buyers, Shopping shopping, List<Act> script) {
        int next = 0;
        long start = System.nanoTime();
        for (int second = 0; second < minutes * 60; second++) {
            buying.addAll(buyers.begin(ORDERS_PER_SECOND, shopping.orders(ORDERS_PER_SECOND)));
            for (; next < script.size() && script.get(next).second() <= second; next++) {
                voice.accept(script.get(next).toString());
                perform(stage, script.get(next).deed());
            }
            long due = start + Duration.ofSeconds(second + 1L).toNanos();
            while (System.nanoTime() < due) {
                revive();
                Buyers.pause();
            }
        }
    }

    private void perform(Stage stage, Deed deed) {
        if (hurt.isEmpty()) {
            hurt = Optional.of(Instant.now());
        }
        switch (deed) {
            case Deed.Hurt fault -> stage.estate().faults(fault.system(), fault.faults());
            case Deed.Heal ignored -> stage.estate().noFaults();
            case Deed.KillHub(int hub) -> again(hub);
            case Deed.CrashHub(int hub, String place, int passes) ->
                again(hub, "--crossdock.drills.crash=" + place + ":" + passes);
            case Deed.SkewClock(int hub, int seconds) ->
                again(hub, "--crossdock.drills.clock-offset=" + Duration.ofSeconds(seconds));
            case Deed.KillDatabase ignored -> stage.database().killServerAndRestart();
        }
    }

    private void again(int hub, String... arguments) {
        hubs.get(hub).kill();
        hubs.get(hub).begin(arguments);
    }

    /** A hub that died at a crash point comes back whole. */
    private void revive() {
        hubs.stream().filter(hub -> !hub.isAlive()).forEach(Hub::begin);
    }

    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Late(String message) {
            super(message);
        }
    }

    private void await(String what, BooleanSupplier over) {
        long end = System.nanoTime() + SETTLE_PATIENCE.toNanos();
        while (!over.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new Late(what + " took more than " + SETTLE_PATIENCE);
            }
            revive();
            Buyers.pause();
        }
    }

    private Score score(Stage stage, List<Placed> placed, Duration drained) {
        Set<String> accepted = placed.stream().filter(Placed::accepted).map(Placed::number)
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, Long> booked = stage.truth().orders().stream().collect(Collectors.groupingBy(
                order -> Audit.text(order, "externalReference"), Collectors.counting()));
        int kept = count(accepted, number -> booked.getOrDefault(number, 0L) == 1);
        int lost = count(accepted, number -> !booked.containsKey(number));
        int doubled = count(booked.keySet(), number -> booked.getOrDefault(number, 0L) > 1);
        int unasked = count(booked.keySet(), number -> !accepted.contains(number));
        int oversold = Math.toIntExact(stage.truth().stock().stream()
                .filter(shelf -> Audit.decimal(shelf, "overcommitted").signum() != 0).count());
        return new Score(placed.size(), kept, placed.size() - accepted.size(), lost, doubled, unasked, oversold,
                detected(stage), drained);
    }

    private static int count(Set<String> numbers, java.util.function.Predicate<String> which) {
        return Math.toIntExact(numbers.stream().filter(which).count());
    }

    /** Until a call was noted as anything but done. */
    private Optional<Duration> detected(Stage stage) {
        return hurt.flatMap(since -> stage.database().rows("""
                SELECT CAST(1000 * extract(epoch FROM ended_at) AS bigint) FROM effects.attempt
                 WHERE outcome <> 'done' AND ended_at >= TIMESTAMPTZ '%s' ORDER BY ended_at LIMIT 1
                """.formatted(since)).stream().findFirst()
                .map(row -> Duration.between(since, Instant.ofEpochMilli(Long.parseLong(row.getFirst())))));
    }

    private void judge(Stage stage, List<Placed> placed, List<String> findings) {
        try {
            new Audit(stage).holds(placed);
        } catch (AssertionError | RuntimeException e) {
            findings.add(String.valueOf(e.getMessage()));
        }
        voice.accept("asking the hub to prove that everything adds up");
        try {
            String token = Buyers.token(hubs.getFirst().address(), "operations-demo");
            Instant asked = Instant.now().minusSeconds(1);
            Http.post(hubs.getFirst().address().resolve("/ops/v1/invariants/proof"), Http.bytes("{}"),
                    "Authorization", "Bearer " + token, "Content-Type", "application/json").ok();
            long end = System.nanoTime() + PROOF_PATIENCE.toNanos();
            List<String> open = unproved(token, asked);
            while (!open.isEmpty() && System.nanoTime() < end) {
                Buyers.pause();
                open = unproved(token, asked);
            }
            findings.addAll(open);
        } catch (IOException e) {
            findings.add("the hub does not prove anything: " + e.getMessage());
        }
    }

    /** Invariants that do not hold, or were not looked at since. */
    private List<String> unproved(String token, Instant since) {
        List<String> open = new ArrayList<>();
        for (JsonNode proof : Http.get(hubs.getFirst().address().resolve("/ops/v1/invariants"), "Authorization",
                "Bearer " + token).ok().path("items")) {
            String looked = Audit.text(proof, "lookedAt");
            boolean fresh = !looked.isEmpty() && !Instant.parse(looked).isBefore(since);
            if (!Audit.text(proof, "state").equals("holds") || !fresh) {
                open.add("invariant " + Audit.text(proof, "state") + (fresh ? "" : " (not looked at)") + ": "
                        + Audit.text(proof, "sentence"));
            }
        }
        return open;
    }
}
