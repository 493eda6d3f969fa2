package io.crossdock.platform.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.crossdock.platform.effects.LaneClaims.Claim;
import io.crossdock.platform.effects.Specimens.Specimen;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.BookingSystem;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import io.crossdock.testing.WholeHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Every kind of effect that this hub can do, as its registry names them: run twice, failed at each point once, killed at
 * each point once. It ends with exactly one document at the target, or with an exception that names what happened.
 */
@SpringBootTest(classes = WholeHub.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryEffectTest {

    private static final BookingSystem SYSTEM = new BookingSystem();
    private static final SharedPostgres.Database HUB = TestDatabase.migrated();
    private static final Duration HIDDEN = Duration.ofMinutes(5);
    private static final LaneSettings LANE = LaneSettings.DEFAULT;
    private static final int ROUNDS_MAX = 60;

    @Autowired
    List<EffectExecutor> executors;

    @Autowired
    Lanes lanes;

    @Autowired
    Executors wires;

    private final SettableClock clock = SettableClock.standing();
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Map<String, FakeBooks> books = new HashMap<>();
    /** With books in the place of every connector. */
    private TestHub hub;
    /** Its work is done by the connectors themselves. */
    private TestHub connected;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ExampleLandscape landscape = landscape();
        registry.add("crossdock.landscape", () -> landscape.folder().toString());
        registry.add("crossdock.secrets", () -> landscape.secrets().toString());
        registry.add("crossdock.database.url", HUB::jdbcUrl);
        registry.add("crossdock.database.username", HUB::username);
        registry.add("crossdock.database.password", HUB::password);
        registry.add("crossdock.database.pool", () -> 2);
        registry.add("management.endpoint.health.group.readiness.include", () -> "readinessState, db");
    }

    /** All systems of the example are one, on loopback, and a slow machine has time for its answers. */
    private static ExampleLandscape landscape() {
        try {
            ExampleLandscape landscape = ExampleLandscape.in(Files.createTempDirectory("every-effect"));
            try (Stream<java.nio.file.Path> files = Files.list(landscape.folder().resolve("systems"))) {
                for (java.nio.file.Path file : files.toList()) {
                    landscape.write("systems/" + file.getFileName(), Files.readString(file)
                            .replaceAll("(?m)^baseUrl:.*$", "baseUrl: " + SYSTEM.url())
                            .replace("{connect: 2s, call: 10s}", "{connect: 20s, call: 2m}")
                            .replace("lease: 30s", "lease: 5m"));
                }
            }
            return landscape;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void open() {
        TestHub.Builder builder = TestHub.on(database, clock).with(Lanes.class, () -> Map.of(Run.TARGET, LANE));
        allKinds().map(Kind::name).distinct().forEach(name -> {
            FakeBooks kept = new FakeBooks(name, clock);
            books.put(name, kept);
            builder.with(EffectExecutor.class, kept);
        });
        hub = builder.open();
        Map<String, LaneSettings> targets = Specimens.ALL.stream().map(Specimen::target).distinct()
                .collect(Collectors.toMap(Function.identity(), target -> LANE));
        connected = TestHub.on(HUB, clock).with(Lanes.class, () -> targets).open();
    }

    @AfterAll
    void close() {
        hub.close();
        connected.close();
        database.close();
        SYSTEM.close();
    }

    /** Where something goes wrong, once. */
    enum Point {
        NOWHERE,
        /** The target takes no call. */
        CLOSED,
        FAILED_BEFORE_SENDING,
        LOST_BEFORE_ARRIVING,
        LOST_AFTER_DOING,
        ANSWER_NOT_COMMITTED,
        KILLED_BEFORE_SENDING,
        KILLED_AFTER_DOING,
        /** Killed, asked or sent again, and then the first answer comes after all. */
        ANSWERED_AFTER_THE_QUESTION,
        /** As before, but the target was asked before it had done it. */
        DONE_AFTER_THE_QUESTION,
        QUESTION_FAILED,
        QUESTION_KILLED,
        /** The target shows what it has only after a while. */
        HIDDEN,
        /** The target has it twice. */
        TWICE
    }

    private record Kind(String name, Promise promise) {
    }

    /** Every kind with every promise that some target of the landscape gives for it. */
    private List<Kind> kinds() {
        return executors.stream().flatMap(executor -> {
            List<Promise> given = lanes.all().keySet().stream().map(executor::promise).distinct()
                    .filter(promise -> promise != Promise.NONE).toList();
            return (given.isEmpty() ? List.of(Promise.NONE) : given).stream()
                    .map(promise -> new Kind(executor.kind(), promise));
        }).toList();
    }

    @TestFactory
    Stream<DynamicTest> endsWithOneDocumentOrWithANamedException() {
        assertThat(executors).extracting(EffectExecutor::kind).contains("order.post", "leg.release", "purchase.order",
                "invoice.post", "edi.order", "edi.send", "webhook.deliver");
        return allKinds().flatMap(kind -> Arrays.stream(Point.values()).map(point -> DynamicTest.dynamicTest(
                kind.name() + " " + kind.promise() + " " + point, () -> new Run(kind, point).go())));
    }

    private Stream<Kind> allKinds() {
        return Stream.concat(kinds().stream(),
                Arrays.stream(Promise.values()).map(promise -> new Kind("any.kind", promise))).distinct();
    }

    /** One effect toward a target that fails at one point. */
    private final class Run {

        private static final String TARGET = "target";
        private static final String KEY = "SO-1";
        private final Kind kind;
        private final Point point;
        private final FakeBooks books;
        private boolean questionFailed;

        Run(Kind kind, Point point) {
            this.kind = kind;
            this.point = point;
            this.books = Objects.requireNonNull(EveryEffectTest.this.books.get(kind.name())).promising(kind.promise(),
                    point == Point.HIDDEN || point == Point.DONE_AFTER_THE_QUESTION ? HIDDEN : Duration.ZERO);
        }

        void go() {
            books.forget();
            hub.empty("effects", "journal");
            hub.get(LaneClaims.class).register(TARGET);
            request();
            request();
            first(claim().toSend().getFirst());
            untilNothingIsLeft();
            request();
            assertThat(claim().size()).as("nothing is sent a second time").isZero();
            judge();
        }

        private void request() {
            hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect(TARGET, kind.name(), KEY, KEY,
                    Tier.CRITICAL, Origin.start("story", "hub"), Map.of()))));
        }

        private void first(Leased leased) {
            switch (point) {
                case NOWHERE -> sent(leased, books.execute(leased.effect()));
                case CLOSED -> sent(leased, new Outcome.Unavailable("503", Optional.empty()));
                case FAILED_BEFORE_SENDING -> sent(leased, new Outcome.Failed("no route"));
                case LOST_BEFORE_ARRIVING -> sent(leased, new Outcome.Ambiguous("cut"));
                case LOST_AFTER_DOING, QUESTION_FAILED, QUESTION_KILLED, HIDDEN -> {
                    books.execute(leased.effect());
                    sent(leased, new Outcome.Ambiguous("cut"));
                }
                case TWICE -> {
                    books.execute(leased.effect());
                    books.enter(KEY);
                    sent(leased, new Outcome.Ambiguous("cut"));
                }
                case ANSWER_NOT_COMMITTED -> notCommitted(leased, books.execute(leased.effect()));
                case KILLED_BEFORE_SENDING -> loseLease();
                case KILLED_AFTER_DOING -> {
                    books.execute(leased.effect());
                    loseLease();
                }
                case ANSWERED_AFTER_THE_QUESTION -> {
                    Outcome late = books.execute(leased.effect());
                    loseLease();
                    untilNothingIsLeft();
                    sent(leased, late);
                    sent(leased, late);
                }
                case DONE_AFTER_THE_QUESTION -> {
                    loseLease();
                    claim();
                    sent(leased, books.execute(leased.effect()));
                }
            }
        }

        private void notCommitted(Leased leased, Outcome outcome) {
            hub.jdbc().sql("ALTER TABLE journal.fact ADD CONSTRAINT refuse CHECK (type <> 'effect.done') NOT VALID")
                    .update();
            try {
                assertThatThrownBy(() -> sent(leased, outcome)).isInstanceOf(DataAccessException.class);
            } finally {
                hub.jdbc().sql("ALTER TABLE journal.fact DROP CONSTRAINT refuse").update();
            }
            sent(leased, outcome);
        }

        private void loseLease() {
            clock.advance(LANE.lease().plusMillis(1));
            assertThat(hub.get(LaneClaims.class).claim(TARGET, LANE, LaneClaims.MOST).size()).isZero();
        }

        private Claim claim() {
            return hub.get(LaneClaims.class).claim(TARGET, LANE, LaneClaims.MOST);
        }

        private void untilNothingIsLeft() {
            for (int round = 0; round < ROUNDS_MAX && open(); round++) {
                clock.advance(LANE.breakerOpen().plus(LANE.settle()));
                Claim claim = claim();
                for (Leased asked : claim.toLookUp()) {
                    if (!questionFailed && point == Point.QUESTION_KILLED) {
                        questionFailed = true;
                        clock.advance(LANE.lease().plusMillis(1));
                    } else if (!questionFailed && point == Point.QUESTION_FAILED) {
                        questionFailed = true;
                        lookedUp(asked, new Sighting.Unknown("503"));
                    } else {
                        lookedUp(asked, books.lookup(asked.effect()));
                    }
                }
                claim.toSend().forEach(leased -> sent(leased, books.execute(leased.effect())));
            }
        }

        private boolean open() {
            return switch (effect().state()) {
                case READY, SENDING, IN_DOUBT -> true;
                case DONE, REFUSED, PARKED, SKIPPED, COMPENSATED -> false;
            };
        }

        private Effect effect() {
            return hub.get(Effects.class).effect(TARGET, kind.name(), KEY).orElseThrow();
        }

        private void sent(Leased leased, Outcome outcome) {
            hub.get(Completions.class).write(List.of(new Completion.Sent(leased, outcome, kind.promise(),
                    clock.instant(), clock.instant())));
        }

        private void lookedUp(Leased leased, Sighting sighting) {
            hub.get(Completions.class).write(List.of(new Completion.LookedUp(leased, sighting,
                    books.visibleAfter(TARGET), clock.instant(), clock.instant())));
        }

        private void judge() {
            Effect effect = effect();
            List<String> facts = hub.get(Journal.class).ofKey(KEY, 0).stream().map(Fact::type).toList();
            boolean nobodyCanTell = kind.promise() == Promise.NONE && switch (point) {
                case LOST_BEFORE_ARRIVING, LOST_AFTER_DOING, QUESTION_FAILED, QUESTION_KILLED, HIDDEN, TWICE,
                    KILLED_BEFORE_SENDING, KILLED_AFTER_DOING -> true;
                case NOWHERE, CLOSED, FAILED_BEFORE_SENDING, ANSWER_NOT_COMMITTED, ANSWERED_AFTER_THE_QUESTION,
                    DONE_AFTER_THE_QUESTION -> false;
            };
            if (nobodyCanTell) {
                assertThat(effect.state()).isEqualTo(EffectState.PARKED);
                assertThat(effect.reason().orElseThrow()).contains("cannot be asked");
            } else if (point == Point.TWICE && kind.promise() == Promise.LOOKUP) {
                namesBoth(effect);
            } else {
                assertThat(effect.state()).isEqualTo(EffectState.DONE);
                assertThat(effect.reference()).contains(books.documents(KEY).getFirst());
                assertThat(facts).as("told of once").containsOnlyOnce(EffectFact.DONE);
                assertThat(hub.get(Effects.class).surplus()).isEmpty();
            }
            assertThat(books.documents(KEY)).hasSizeLessThanOrEqualTo(point == Point.TWICE ? 2 : 1);
        }

        private void namesBoth(Effect effect) {
            Effects effects = hub.get(Effects.class);
            List<String> both = books.documents(KEY);
            assertThat(effect.state()).isEqualTo(EffectState.PARKED);
            assertThat(effect.code()).contains("several-found");
            assertThat(effects.documents(effect.id())).extracting(Document::reference)
                    .containsExactlyInAnyOrderElementsOf(both);
            effects.confirm(effect.id(), both.getLast(), "user:ann");
            assertThat(effects.surplus()).extracting(Document::reference).containsExactly(both.getFirst());
            assertThat(effects.undone(effect.id(), both.getLast(), "user:ann")).as("ours stays").isEmpty();
            assertThat(effects.undone(effect.id(), both.getFirst(), "user:ann")).isPresent();
            assertThat(effects.undone(effect.id(), both.getFirst(), "user:ann")).as("once").isEmpty();
            assertThat(effects.surplus()).isEmpty();
            assertThat(hub.get(Journal.class).ofKey(KEY, 0)).extracting(Fact::type)
                    .contains(EffectFact.DOUBLED, EffectFact.UNDONE);
        }
    }

    @Test
    void everyKindThatGoesToASystemHasASpecimen() {
        Map<String, Specimen> specimens = Specimens.ALL.stream()
                .collect(Collectors.toMap(Specimen::kind, Function.identity()));
        assertThat(executors).allSatisfy(executor -> assertThat(
                specimens.containsKey(executor.kind()) || Specimens.ELSEWHERE.containsKey(executor.kind()))
                .as("%s can be done by this hub, and nothing shows what happens when it is cut off: add a call of this "
                        + "kind to Specimens.ALL", executor.kind()).isTrue());
    }

    /** The connectors themselves, over HTTP: what they promise is true of the calls that they make. */
    @TestFactory
    Stream<DynamicTest> theConnectorKeepsItsPromise() {
        return Specimens.ALL.stream().flatMap(specimen -> Arrays.stream(BookingSystem.Fault.values())
                .map(fault -> DynamicTest.dynamicTest(specimen + " " + fault, () -> wire(specimen, fault))));
    }

    private void wire(Specimen specimen, BookingSystem.Fault fault) {
        EffectExecutor real = executors.stream().filter(each -> each.kind().equals(specimen.kind())).findFirst()
                .orElseThrow();
        Promise promise = real.promise(specimen.target());
        SYSTEM.expect(specimen.key(), specimen.answers(), promise == Promise.NATIVE_KEY);
        if (fault == BookingSystem.Fault.QUESTION && promise != Promise.LOOKUP) {
            return;
        }
        connected.empty("effects", "journal");
        anOrderIsPosted();
        Bench bench = new Bench(specimen, promise);
        bench.begin(fault == BookingSystem.Fault.QUESTION ? BookingSystem.Fault.AFTER : fault);
        if (fault == BookingSystem.Fault.QUESTION) {
            SYSTEM.failOnce(fault);
        }
        bench.untilDone();
        assertThat(SYSTEM.documents()).isEqualTo(1);
        Sighting sighting = promise == Promise.LOOKUP ? wires.lookup(bench.effect()) : new Sighting.Absent();
        assertThat(sighting).isInstanceOf(promise == Promise.LOOKUP ? Sighting.Found.class : Sighting.Absent.class);
    }

    /** Whoever still holds it sends it once more, or somebody misses it and has it sent again. */
    @TestFactory
    Stream<DynamicTest> whatIsDoneAndSentAgainIsThereOnce() {
        return Specimens.ALL.stream().map(specimen -> DynamicTest.dynamicTest(specimen.toString(), () -> again(specimen)));
    }

    private void again(Specimen specimen) {
        Promise promise = executors.stream().filter(each -> each.kind().equals(specimen.kind())).findFirst().orElseThrow()
                .promise(specimen.target());
        SYSTEM.expect(specimen.key(), specimen.answers(), promise == Promise.NATIVE_KEY);
        connected.empty("effects", "journal");
        anOrderIsPosted();
        Bench bench = new Bench(specimen, promise);
        bench.begin(BookingSystem.Fault.NOWHERE);
        Effect done = bench.effect();
        assertThat(done.state()).isEqualTo(EffectState.DONE);
        switch (promise) {
            case NATIVE_KEY -> {
                assertThat(wires.execute(done)).isInstanceOfSatisfying(Outcome.Done.class, same ->
                        assertThat(same.reference()).isEqualTo(done.reference().orElseThrow()));
                assertThat(SYSTEM.calls()).as("the same call").hasSize(2);
                assertThat(SYSTEM.calls().getLast()).isEqualTo(SYSTEM.calls().getFirst());
            }
            case LOOKUP -> {
                assertThat(connected.get(Effects.class).missed(done.id(), "Nobody finds it there.", "user:ann")).isPresent();
                bench.untilDone();
                assertThat(SYSTEM.calls()).as("asked about, and not sent").hasSize(1);
            }
            case NONE -> fail("%s can neither be sent again nor asked about", specimen);
        }
        assertThat(bench.effect().reference()).isEqualTo(done.reference());
        assertThat(SYSTEM.documents()).isEqualTo(1);
    }

    /** Documents about an order name it by the number that the ERP gave it. */
    private void anOrderIsPosted() {
        connected.jdbc().sql("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request,
                                            next_attempt_at, reference, correlation, actor, created_at, finished_at)
                VALUES (gen_random_uuid(), 'erp', 'order.post', 'SO-100001', 'SO-100001-0', 1, 1, 'done', '{}', now(),
                        'E-500001', 'story', 'hub', now(), now())
                """).update();
    }

    /** Sends one specimen by hand, through the real connector. */
    private final class Bench {

        private final Specimen specimen;
        private final Promise promise;

        Bench(Specimen specimen, Promise promise) {
            this.specimen = specimen;
            this.promise = promise;
        }

        void begin(BookingSystem.Fault fault) {
            connected.get(LaneClaims.class).register(specimen.target());
            connected.inTransaction(() -> connected.get(Effects.class).request(List.of(new NewEffect(specimen.target(),
                    specimen.kind(), specimen.key(), specimen.key(), Tier.CRITICAL, Origin.start("story", "hub"),
                    specimen.request()))));
            SYSTEM.failOnce(fault);
            turn();
        }

        void untilDone() {
            List<EffectState> seen = new ArrayList<>();
            for (int round = 0; round < ROUNDS_MAX && effect().state() != EffectState.DONE; round++) {
                seen.add(effect().state());
                clock.advance(LANE.breakerOpen().plus(LANE.settle()));
                turn();
            }
            assertThat(effect().state()).as("%s, %s", seen, effect().reason()).isEqualTo(EffectState.DONE);
        }

        private void turn() {
            Claim claim = connected.get(LaneClaims.class).claim(specimen.target(), LANE, LaneClaims.MOST);
            claim.toLookUp().forEach(leased -> connected.get(Completions.class).write(List.of(new Completion.LookedUp(leased,
                    wires.lookup(leased.effect()), Duration.ZERO, clock.instant(), clock.instant()))));
            claim.toSend().forEach(leased -> connected.get(Completions.class).write(List.of(new Completion.Sent(leased,
                    wires.execute(leased.effect()), promise, clock.instant(), clock.instant()))));
        }

        Effect effect() {
            return connected.get(Effects.class).effect(specimen.target(), specimen.kind(), specimen.key()).orElseThrow();
        }
    }
}
