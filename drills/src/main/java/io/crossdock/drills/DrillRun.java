package io.crossdock.drills;

import io.crossdock.drills.Buyers.Placed;
import io.crossdock.postgres.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One drill on an estate with empty books, an empty database and two hubs, all of its own. */
public final class DrillRun {

    private static final int PACE = 20;
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(6);
    private static final Duration PROOF_PATIENCE = Duration.ofMinutes(2);

    private final Drill drill;
    private final long seed;
    private final Budget budget;
    private final Consumer<String> voice;
    private final List<Hub> hubs = new ArrayList<>();
    private final List<Future<List<Placed>>> buying = new ArrayList<>();
    private final Map<Integer, String> armed = new HashMap<>();
    private final Set<Integer> wrongClocks = new HashSet<>();
    private final Set<String> diedAt = new TreeSet<>();
    private Optional<Instant> hurt = Optional.empty();
    private Duration clocksDiffer = Duration.ZERO;

    private DrillRun(Drill drill, long seed, Budget budget, Consumer<String> voice) {
        this.drill = drill;
        this.seed = seed;
        this.budget = budget;
        this.voice = voice;
    }

    /** @param voice hears what happens */
    public static DrillReport of(Drill drill, long seed, Budget budget, Consumer<String> voice) {
        return new DrillRun(drill, seed, budget, voice).run();
    }

    /** What will happen when, the same for the same seed. */
    static List<Act> script(Drill drill, long seed, int seconds) {
        return drill.acts(new Random(seed), seconds);
    }

    private DrillReport run() {
        Instant begun = Instant.now();
        List<Act> script = script(drill, seed, budget.seconds());
        List<String> findings = new ArrayList<>();
        Optional<Score> score = Optional.empty();
        try (Stage stage = stage()) {
            score = Optional.of(play(stage, script, findings));
        } catch (AssertionError | RuntimeException e) {
            findings.add(String.valueOf(e.getMessage()));
        }
        return new DrillReport(drill.word(), seed, budget, begun, Duration.between(begun, Instant.now()),
                script.stream().map(Act::toString).toList(), List.copyOf(diedAt), score, findings);
    }

    private Stage stage() {
        String name = "drill_" + drill.name().toLowerCase(Locale.ROOT);
        return drill == Drill.DISK_FULL ? Stage.openOnSmallDisk(name, PACE, each -> each.onlyTheEstate().impatient())
                : Stage.open(name, PACE, each -> each.onlyTheEstate().impatient());
    }

    private Score play(Stage stage, List<Act> script, List<String> findings) {
        voice.accept("starting an estate and two hubs");
        hubs.add(stage.hub());
        hubs.add(stage.hub("second", Ports.free()).awaitReady());
        Shopping shopping = Shopping.at(stage.estate(), seed);
        BulkWork bulk = new BulkWork(stage);
        try (Buyers buyers = Buyers.ofAny(hubs.stream().map(Hub::address).toList())) {
            List<Placed> placed = new ArrayList<>();
            if (drill == Drill.BULK_BEHIND_ERP) {
                placed.add(bulk.prepare(buyers, hubs.getFirst(), shopping.orders(1).getFirst()));
            }
            traffic(stage, bulk, buyers, shopping, script);
            stage.estate().noFaults();
            await("buyers", () -> buying.stream().allMatch(Future::isDone));
            placed.addAll(Buyers.wait(buying));
            Optional<Beside> beside = beside(bulk, findings);
            Instant quiet = Instant.now();
            voice.accept(placed.size() + " orders answered, waiting until nothing is under way");
            await("settling", () -> stage.underWay().isEmpty());
            Score score = score(stage, buyers, placed, Duration.between(quiet, Instant.now()), beside);
            setClocksRight();
            judge(stage, placed, findings);
            judgeAnswers(buyers, findings);
            return score;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Late late) {
            throw new IllegalStateException(late.getMessage() + ": " + stage.underWay(), late);
        }
    }

    /** Told before everything has settled: a machine on which that takes too long has told it all the same. */
    private Optional<Beside> beside(BulkWork bulk, List<String> findings) {
        if (drill != Drill.BULK_BEHIND_ERP) {
            return Optional.empty();
        }
        await("posting", bulk::everyOrderIsPosted);
        Beside beside = bulk.measured();
        voice.accept(beside.text());
        findings.addAll(beside.findings());
        return Optional.of(beside);
    }

    /** So many orders each second, and the deeds between them. */
    private void traffic(Stage stage, BulkWork bulk, Buyers buyers, Shopping shopping, List<Act> script) {
        int next = 0;
        long start = System.nanoTime();
        for (int second = 0; second < budget.seconds(); second++) {
            int orders = budget.ordersIn(second);
            buying.addAll(buyers.begin(orders, shopping.orders(orders)));
            for (; next < script.size() && script.get(next).second() <= second && isUp(script.get(next).deed()); next++) {
                voice.accept(script.get(next).toString());
                perform(stage, bulk, script.get(next).deed());
            }
            long due = start + Duration.ofSeconds(second + 1L).toNanos();
            while (System.nanoTime() < due) {
                revive();
                Buyers.pause();
            }
        }
        if (next < script.size() - 1) {
            voice.accept("no time was left for " + (script.size() - 1 - next) + " of the script: hubs took long to start");
        }
    }

    /** A hub is hurt again only after it has worked again: a machine too slow for the script is no finding. */
    private boolean isUp(Deed deed) {
        return switch (deed) {
            case Deed.KillHub(int hub) -> hubs.get(hub).isUp();
            case Deed.CrashHub crash -> hubs.get(crash.hub()).isUp();
            case Deed.SkewClock skew -> hubs.get(skew.hub()).isUp();
            case Deed.JumpClock jump -> hubs.get(jump.hub()).isUp();
            case Deed.Hurt ignored -> true;
            case Deed.Heal ignored -> true;
            case Deed.KillDatabase ignored -> true;
            case Deed.FillDisk ignored -> true;
            case Deed.FreeDisk ignored -> true;
            case Deed.Measure ignored -> true;
            case Deed.QueueBulk ignored -> true;
            case Deed.DropBulk ignored -> true;
        };
    }

    private void perform(Stage stage, BulkWork bulk, Deed deed) {
        if (hurt.isEmpty()) {
            hurt = Optional.of(Instant.now());
        }
        switch (deed) {
            case Deed.Hurt fault -> stage.estate().faults(fault.system(), fault.faults());
            case Deed.Heal ignored -> stage.estate().noFaults();
            case Deed.KillHub(int hub) -> again(hub);
            case Deed.CrashHub(int hub, String place, int passes) -> {
                again(hub, "--crossdock.drills.crash=" + place + ":" + passes);
                armed.put(hub, place);
            }
            case Deed.SkewClock(int hub, int seconds) ->
                again(hub, wrong(hub, seconds), "--crossdock.drills.clock-jump-after=PT0S");
            case Deed.JumpClock(int hub, int seconds, int after) ->
                again(hub, wrong(hub, seconds), "--crossdock.drills.clock-jump-after=PT" + after + "S");
            case Deed.KillDatabase ignored -> stage.database().killServerAndRestart();
            case Deed.FillDisk ignored -> stage.database().fillDisk();
            case Deed.FreeDisk ignored -> stage.database().freeDisk();
            case Deed.Measure ignored -> bulk.measure();
            case Deed.QueueBulk ignored -> bulk.queue();
            case Deed.DropBulk ignored -> bulk.drop();
        }
    }

    private void again(int hub, String... arguments) {
        noteDeath(hub);
        hubs.get(hub).kill();
        hubs.get(hub).begin(arguments);
        armed.remove(hub);
        if (List.of(arguments).stream().noneMatch(each -> each.contains("clock"))) {
            wrongClocks.remove(hub);
        }
    }

    private String wrong(int hub, int seconds) {
        wrongClocks.add(hub);
        // The other one may be as wrong in the other direction.
        Duration apart = Duration.ofSeconds(2L * Math.abs(seconds));
        clocksDiffer = apart.compareTo(clocksDiffer) > 0 ? apart : clocksDiffer;
        return "--crossdock.drills.clock-offset=PT" + seconds + "S";
    }

    /** A hub that died at a crash point comes back whole, and with its clock right. */
    private void revive() {
        for (int hub = 0; hub < hubs.size(); hub++) {
            if (!hubs.get(hub).isAlive()) {
                again(hub);
            }
        }
    }

    private void noteDeath(int hub) {
        if (armed.containsKey(hub) && hubs.get(hub).wasKilled()) {
            diedAt.add(Objects.requireNonNull(armed.get(hub)));
        }
    }

    /** So that what is proved from now on is dated as we read it. */
    private void setClocksRight() {
        for (int hub : List.copyOf(wrongClocks)) {
            again(hub);
            hubs.get(hub).awaitReady();
        }
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

    private Score score(Stage stage, Buyers buyers, List<Placed> placed, Duration drained,
            Optional<Beside> beside) {
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
                outOfTier(stage), detected(stage, buyers), drained, beside);
    }

    private static int count(Set<String> numbers, java.util.function.Predicate<String> which) {
        return Math.toIntExact(numbers.stream().filter(which).count());
    }

    /** Seconds in which two hubs may begin what they took together do not count. */
    private int outOfTier(Stage stage) {
        return Math.toIntExact(stage.database().number("""
                WITH begun AS (
                    SELECT e.*, (SELECT min(a.started_at) FROM effects.attempt a
                                  WHERE a.effect_id = e.id AND a.action = 'send') AS at
                      FROM effects.effect e)
                SELECT count(*) FROM begun late
                 WHERE EXISTS (
                       SELECT FROM begun urgent
                        WHERE urgent.target = late.target AND urgent.tier < late.tier
                          AND urgent.created_at + INTERVAL '2 seconds' + CAST('%s' AS interval) < late.at
                          AND urgent.at > late.at + INTERVAL '1 second' + CAST('%s' AS interval)
                          AND NOT EXISTS (
                              SELECT FROM effects.effect before
                               WHERE before.target = urgent.target AND before.ordering_key = urgent.ordering_key
                                 AND before.seq < urgent.seq
                                 AND coalesce(before.finished_at, 'infinity') > late.at - CAST('%s' AS interval)))
                """.formatted(clocksDiffer, clocksDiffer, clocksDiffer)));
    }

    /** Until a call was noted as anything but done, or a buyer was asked to come again. */
    private Optional<Duration> detected(Stage stage, Buyers buyers) {
        return hurt.flatMap(since -> Stream.concat(stage.database().rows("""
                SELECT CAST(1000 * extract(epoch FROM ended_at) AS bigint) FROM effects.attempt
                 WHERE outcome <> 'done' AND ended_at >= TIMESTAMPTZ '%s' ORDER BY ended_at LIMIT 1
                """.formatted(since)).stream().map(row -> Instant.ofEpochMilli(Long.parseLong(row.getFirst()))),
                buyers.firstTrouble().stream()).filter(at -> !at.isBefore(since)).min(Comparator.naturalOrder())
                .map(at -> Duration.between(since, at)));
    }

    private void judge(Stage stage, List<Placed> placed, List<String> findings) {
        findings.addAll(new Audit(stage, clocksDiffer).findingsFor(placed.stream().filter(Placed::accepted)
                .map(Placed::number).toList()));
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

    /** Whoever is asked to come again is told why. */
    private void judgeAnswers(Buyers buyers, List<String> findings) {
        buyers.wordless().stream().distinct().limit(5)
                .forEach(answer -> findings.add("an answer that is no problem document: " + answer));
        if (drill == Drill.DISK_FULL && buyers.troubles().keySet().stream().noneMatch(each -> each.startsWith("503"))) {
            findings.add("the full disk refused nobody: " + buyers.troubles());
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
