package io.crossdock.process.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.ShadowLanes;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.practice.ShadowDrills.Begun;
import io.crossdock.process.practice.ShadowRun.Course;
import io.crossdock.process.practice.ShadowRun.Plan;
import io.crossdock.process.practice.ShadowRun.StandIn;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drills on shadow lanes of a hub that runs, on a clock that goes as the machine's, but for the trouble, which lasts until
 * the hub has met it. Nothing answers where the systems are said to be.
 */
class ShadowDrillsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TRAFFIC = Duration.ofSeconds(2);
    private static final List<String> LANES = List.of("erp", "wms-atl", "wms-dfw");

    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final WaitingClock clock = new WaitingClock();
    private TestHub hub;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(folder);
        for (String system : LANES) {
            landscape.replace("systems/" + system + ".yaml", "ratePerSecond: 200", "ratePerSecond: 100000");
            landscape.replace("systems/" + system + ".yaml", "settle: 6s", "settle: 100ms");
            landscape.replace("systems/" + system + ".yaml", "firstBackoff: 500ms", "firstBackoff: 50ms");
            landscape.replace("systems/" + system + ".yaml", "breakerOpen: 2s", "breakerOpen: 200ms");
        }
        hub = replica(landscape);
        // What a lane may call is earned by time that passes, and none does while a drill waits for a lane that begins late.
        LANES.forEach(system -> hub.jdbc().sql("""
                INSERT INTO effects.lane (target, refilled_at) VALUES (:target, now() - interval '1 hour')
                """).param("target", ShadowLanes.of(system)).update());
        hub.start();
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    /** With the lanes of its landscape. */
    private TestHub replica(ExampleLandscape landscape) {
        AtomicReference<Lanes> real = new AtomicReference<>(Map::of);
        Lanes lanes = () -> Objects.requireNonNull(real.get()).all();
        TestHub opened = TestHub.on(database, clock)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).with(Lanes.class, lanes)
                .scan("io.crossdock.system.connectors", "io.crossdock.process.practice").open();
        real.set(opened.all(Lanes.class).stream().filter(each -> each != lanes).findFirst().orElseThrow());
        return opened;
    }

    private ShadowDrills drills() {
        return hub.get(ShadowDrills.class);
    }

    private static Plan plan(ShadowDrill drill, int calls) {
        return new Plan("erp", drill, 7, calls, TRAFFIC);
    }

    /** As if the system promised something else than it does, and the hub gave up sooner. */
    private ShadowRun begun(Plan plan, Promise promise) {
        Instant now = clock.instant();
        ShadowRun run = new ShadowRun(Ids.at(now), plan, new StandIn(promise, Duration.ofMillis(500)),
                new Course("test", now, 0, 0, Optional.empty(), Optional.empty()));
        assertThat(hub.get(ShadowDrillStore.class).begin(run, Optional.empty())).isTrue();
        return run;
    }

    /** Drills that begin together; returns when each has met its trouble, which passes then. */
    private List<ShadowRun> met(Supplier<List<ShadowRun>> beginning) {
        clock.stand();
        List<ShadowRun> runs = beginning.get();
        ShadowRun first = runs.getFirst();
        clock.goUntil(first.troubleBegins().minusMillis(1));
        await("calls before the trouble").atMost(PATIENCE).until(() -> runs.stream()
                .allMatch(run -> figures(run).kept() > 0));
        clock.goUntil(first.course().begunAt().plus(first.plan().trouble().until()).minusMillis(1));
        await("trouble").atMost(PATIENCE).until(() -> runs.stream().allMatch(this::hasMetIt));
        clock.goOn();
        return runs;
    }

    private boolean hasMetIt(ShadowRun run) {
        return run.plan().drill() == ShadowDrill.BULK ? figures(run).asked() > run.plan().calls()
                : figures(run).noticed().isPresent();
    }

    private ShadowDrillStore.Figures figures(ShadowRun run) {
        return hub.get(ShadowDrillStore.class).figures(run);
    }

    private DrillReport report(ShadowRun run) {
        await("end of " + run.plan().name()).atMost(PATIENCE).until(() -> hub.get(ShadowDrillStore.class).byId(run.id())
                .flatMap(each -> each.course().endedAt()).isPresent());
        return hub.get(Practice.class).report(run.report()).orElseThrow();
    }

    private static DrillReport.Score score(DrillReport report) {
        return report.score().orElseThrow();
    }

    @Test
    void aCallWhoseAnswerIsLostIsDoneOnceWhateverTheSystemPromises() {
        List<ShadowRun> runs = met(() -> Arrays.stream(Promise.values()).map(promise -> begun(new Plan(
                LANES.get(promise.ordinal()), ShadowDrill.AMBIGUOUS_ANSWERS, 7, 60, TRAFFIC), promise)).toList());
        runs.forEach(run -> {
            Promise promise = run.standIn().promise();
            DrillReport report = report(run);
            assertThat(report.findings()).as(promise.name()).isEmpty();
            assertThat(report.passed()).isTrue();
            assertThat(score(report).asked()).isEqualTo(60);
            assertThat(score(report).kept()).isEqualTo(60);
            assertThat(score(report).noticed()).as("answers were lost").isPresent();
            assertThat(report.script().stream().anyMatch(line -> line.startsWith("after: a person looked")))
                    .isEqualTo(promise == Promise.NONE);
            assertThat(report.rerun()).isEqualTo("crossdock drill run ambiguous-answers --shadow "
                    + LANES.get(promise.ordinal()) + " --seconds 2 --calls 60 --seed 7");
        });
    }

    @Test
    void troubleOfTheStandInCostsNothingButTime() {
        List<ShadowDrill> troubles = List.of(ShadowDrill.SYSTEM_DOWN, ShadowDrill.SYSTEM_SLOW, ShadowDrill.THROTTLING);
        List<ShadowRun> runs = met(() -> troubles.stream().map(drill -> begun(new Plan(LANES.get(troubles.indexOf(drill)),
                drill, 7, 30, TRAFFIC), Promise.LOOKUP)).toList());
        for (ShadowRun run : runs) {
            DrillReport report = report(run);
            assertThat(report.findings()).as(run.plan().name()).isEmpty();
            assertThat(score(report).kept()).isEqualTo(30);
            assertThat(score(report).noticed()).isPresent();
        }
    }

    @Test
    void besideBulkWorkItIsMeasuredHowLongLiveCallsTake() {
        Plan plan = new Plan("erp", ShadowDrill.BULK, 7, 60, TRAFFIC.multipliedBy(3));
        DrillReport report = report(met(() -> List.of(begun(plan, Promise.LOOKUP))).getFirst());
        assertThat(score(report).lost()).isZero();
        assertThat(score(report).asked()).as("bulk calls that were done count").isGreaterThan(60);
        DrillReport.Beside beside = score(report).beside().orElseThrow();
        assertThat(beside.alone()).isPositive();
        assertThat(beside.bulk()).isPositive();
    }

    @Test
    void whatTheBooksOfTheStandInHoldTwiceIsAFinding() {
        ShadowRun run = begun(plan(ShadowDrill.SYSTEM_DOWN, 30), Promise.LOOKUP);
        await("first call").atMost(PATIENCE).until(() -> hub.jdbc().sql("""
                INSERT INTO practice.shadow_document (drill, key, made_at)
                SELECT drill, key, made_at FROM practice.shadow_document WHERE drill = :id LIMIT 1
                """).param("id", run.id()).update() == 1);
        hub.jdbc().sql("INSERT INTO practice.shadow_document (drill, key, made_at) VALUES (:id, 'nobody asked', now())")
                .param("id", run.id()).update();
        DrillReport report = report(run);
        assertThat(report.passed()).isFalse();
        assertThat(report.findings()).containsExactly("1 calls were done more than once.",
                "1 documents of the stand-in belong to no call.");
    }

    @Test
    void itEndsOnAnotherReplicaWhenItsOwnIsGone(@TempDir Path folder) {
        ShadowRun run = begun(plan(ShadowDrill.AMBIGUOUS_ANSWERS, 60), Promise.LOOKUP);
        try (TestHub other = replica(ExampleLandscape.in(folder))) {
            other.start();
            await("traffic").atMost(PATIENCE).until(() -> hub.get(ShadowDrillStore.class).byId(run.id()).orElseThrow()
                    .course().requested() > 20);
            hub.stop();
            assertThat(report(run).findings()).isEmpty();
        }
    }

    @Test
    void nobodyIsShownWhatHappensThere() {
        ShadowRun run = met(() -> List.of(begun(plan(ShadowDrill.AMBIGUOUS_ANSWERS, 60), Promise.NONE))).getFirst();
        Effects effects = hub.get(Effects.class);
        await("a call for a person").atMost(PATIENCE).until(() -> hub.get(ShadowDrillStore.class).progress(run).parked() > 0);
        assertThat(effects.troubled()).isEmpty();
        assertThat(effects.behind()).isEmpty();
        assertThat(effects.lanes()).extracting(lane -> lane.target()).doesNotContain("shadow:erp");
        assertThat(effects.between(Instant.EPOCH, Instant.now().plusSeconds(60), Optional.empty(), 10)).isEmpty();
        assertThat(report(run).passed()).isTrue();
        assertThat(hub.jdbc().sql("SELECT DISTINCT target FROM effects.effect").query(String.class).list())
                .containsExactly("shadow:erp");
    }

    @Test
    void aDrillIsBegunOncePerLaneAndCanBeStopped() {
        assertThat(drills().begin(new Plan("roadlink", ShadowDrill.SYSTEM_DOWN, 1, 1, TRAFFIC), "test"))
                .as("nothing is asked of a carrier").isInstanceOfSatisfying(Begun.NoLane.class,
                        none -> assertThat(none.lanes()).contains("erp", "wms-atl").doesNotContain("roadlink"));
        Plan long1 = new Plan("erp", ShadowDrill.SYSTEM_DOWN, 1, 100, Duration.ofMinutes(10));
        ShadowRun run = ((Begun.Running) drills().begin(long1, "user:kim")).run();
        assertThat(run.standIn().promise()).as("what the ERP's connector promises").isEqualTo(Promise.LOOKUP);
        assertThat(drills().begin(long1, "user:lee")).isEqualTo(new Begun.Busy(run));
        await("lane").atMost(PATIENCE).until(() -> lanes().containsKey("shadow:erp"));
        LaneSettings real = Objects.requireNonNull(lanes().get("erp"));
        assertThat(lanes().get("shadow:erp")).isEqualTo(real);

        assertThat(drills().stop(run.id(), "user:lee")).isPresent();
        assertThat(drills().stop(run.id(), "user:lee")).as("it has ended").isEmpty();
        assertThat(hub.get(Practice.class).report(run.report())).isEmpty();
        await("no lane").atMost(PATIENCE).until(() -> !lanes().containsKey("shadow:erp"));
        assertThat(drills().begin(long1, "user:lee")).isInstanceOf(Begun.Running.class);
    }

    private Map<String, LaneSettings> lanes() {
        return hub.get(Lanes.class).all();
    }

    @Test
    void whatTheLandscapePlansBeginsOnceWhicheverReplicaComesFirst(@TempDir Path folder) throws IOException {
        ExampleLandscape planned = ExampleLandscape.in(folder);
        planned.replace("landscape.yaml", "policies:\n", """
                policies:
                  drills:
                    - {system: erp, drill: throttling, at: "%s", seconds: 1, calls: 3, seed: 5}
                """.formatted(DateTimeFormatter.ofPattern("HH:mm").format(ZonedDateTime.now(
                        planned.landscapes(Clock.systemUTC()).current().zone()).minusMinutes(1))));
        try (TestHub one = replica(planned); TestHub other = replica(planned)) {
            one.start();
            other.start();
            await("end").atMost(PATIENCE).until(() -> hub.jdbc().sql(
                    "SELECT count(*) FROM practice.shadow_drill WHERE ended_at IS NOT NULL").query(Integer.class).single() == 1);
            one.get(ShadowDrills.class).beginDue();
            other.get(ShadowDrills.class).beginDue();
            assertThat(hub.jdbc().sql("SELECT begun_by || ' ' || seed FROM practice.shadow_drill").query(String.class).list())
                    .containsExactly("landscape 5");
        }
    }

    @Test
    void theLandscapeKnowsTheDrillsThatThereAre() throws IOException {
        try (InputStream schema = ShadowDrills.class.getResourceAsStream("/landscape/landscape.schema.json")) {
            assertThat(JsonMapper.shared().readTree(schema).at("/properties/policies/properties/drills/items/properties/drill/enum")
                    .valueStream().map(each -> each.asString()))
                    .containsExactlyElementsOf(Arrays.stream(ShadowDrill.values()).map(ShadowDrill::word).toList());
        }
    }

    @Test
    void whatEndedMoreThanADayAgoIsTakenOutOfTheLedger() {
        ShadowRun run = begun(plan(ShadowDrill.THROTTLING, 5), Promise.LOOKUP);
        report(run);
        UUID last = hub.jdbc().sql("SELECT id FROM effects.effect ORDER BY seq DESC LIMIT 1").query(UUID.class).single();
        hub.jdbc().sql("UPDATE effects.effect SET finished_at = finished_at - interval '25 hours' WHERE id <> :last")
                .param("last", last).update();
        drills().begin(plan(ShadowDrill.THROTTLING, 1), "test");
        assertThat(hub.jdbc().sql("SELECT id FROM effects.effect WHERE correlation = :run").param("run", run.id().toString())
                .query(UUID.class).list()).isEqualTo(List.of(last));
    }
}
