package io.crossdock.platform.effects;

import static io.crossdock.platform.effects.EffectState.DONE;
import static io.crossdock.platform.effects.EffectState.IN_DOUBT;
import static io.crossdock.platform.effects.EffectState.PARKED;
import static io.crossdock.platform.effects.EffectState.READY;
import static io.crossdock.platform.effects.EffectState.REFUSED;
import static io.crossdock.platform.effects.Promise.LOOKUP;
import static io.crossdock.platform.effects.Promise.NATIVE_KEY;
import static io.crossdock.platform.effects.Promise.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.EffectLifecycle.Health;
import io.crossdock.platform.effects.EffectLifecycle.Next;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every outcome, for every promise, before and at the limit of attempts. */
class EffectLifecycleTest {

    private static final LaneSettings LANE = LaneSettings.DEFAULT;
    private static final int FIRST = 1;
    private static final int LAST = LANE.maxAttempts();

    private static final Outcome DONE_ANSWER = new Outcome.Done("E-1", FakeTarget.NOTHING);
    private static final Outcome REFUSED_ANSWER = new Outcome.Refused("credit", "No.");
    private static final Outcome UNAVAILABLE = new Outcome.Unavailable("503", Optional.empty());
    private static final Outcome FAILED = new Outcome.Failed("500");
    private static final Outcome AMBIGUOUS = new Outcome.Ambiguous("time-out");

    static Stream<Arguments> calls() {
        return Stream.of(NATIVE_KEY, LOOKUP, NONE).flatMap(promise -> Stream.of(
                cell(DONE_ANSWER, promise, FIRST, DONE, Health.ANSWERED, true),
                cell(DONE_ANSWER, promise, LAST, DONE, Health.ANSWERED, true),
                cell(REFUSED_ANSWER, promise, FIRST, REFUSED, Health.ANSWERED, true),
                cell(REFUSED_ANSWER, promise, LAST, REFUSED, Health.ANSWERED, true),
                cell(UNAVAILABLE, promise, FIRST, READY, Health.UNREACHABLE, false),
                cell(UNAVAILABLE, promise, LAST, READY, Health.UNREACHABLE, false),
                cell(FAILED, promise, FIRST, READY, Health.ANSWERED, true),
                cell(FAILED, promise, LAST - 1, READY, Health.ANSWERED, true),
                cell(FAILED, promise, LAST, PARKED, Health.ANSWERED, true),
                cell(AMBIGUOUS, promise, FIRST, doubt(promise, READY), Health.UNREACHABLE, true),
                cell(AMBIGUOUS, promise, LAST, doubt(promise, PARKED), Health.UNREACHABLE, true)));
    }

    private static EffectState doubt(Promise promise, EffectState withNativeKey) {
        return switch (promise) {
            case NATIVE_KEY -> withNativeKey;
            case LOOKUP -> IN_DOUBT;
            case NONE -> PARKED;
        };
    }

    private static Arguments cell(Outcome outcome, Promise promise, int attempts, EffectState state, Health health,
            boolean counts) {
        return Arguments.of(outcome, promise, attempts, state, health, counts);
    }

    @ParameterizedTest(name = "{0}, {1}, attempt {2} -> {3}")
    @MethodSource("calls")
    void afterACall(Outcome outcome, Promise promise, int attempts, EffectState state, Health health, boolean counts) {
        Next next = EffectLifecycle.afterCall(outcome, promise, attempts, LANE);
        assertThat(next.state()).isEqualTo(state);
        assertThat(next.health()).isEqualTo(health);
        assertThat(next.counts()).isEqualTo(counts);
        assertThat(next.reference()).isEqualTo(state == DONE ? "E-1" : null);
        assertThat(next.reason() == null).isEqualTo(state == DONE);
        assertThat(next.pause().isPositive()).isEqualTo(state == READY || state == IN_DOUBT);
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(NATIVE_KEY, FIRST, READY), Arguments.of(NATIVE_KEY, LAST, PARKED),
                Arguments.of(LOOKUP, FIRST, IN_DOUBT), Arguments.of(LOOKUP, LAST, IN_DOUBT),
                Arguments.of(NONE, FIRST, PARKED), Arguments.of(NONE, LAST, PARKED));
    }

    @ParameterizedTest(name = "{0}, attempt {1} -> {2}")
    @MethodSource("losses")
    void afterALostLease(Promise promise, int attempts, EffectState state) {
        Next next = EffectLifecycle.afterLoss(promise, attempts, LANE);
        assertThat(next.state()).isEqualTo(state);
        assertThat(next.health()).as("a killed worker says nothing of the target").isEqualTo(Health.UNTOLD);
        assertThat(next.outcome()).isEqualTo("lost");
    }

    static Stream<Arguments> lookups() {
        Sighting found = new Sighting.Found("E-1", FakeTarget.NOTHING);
        Sighting absent = new Sighting.Absent();
        Sighting several = new Sighting.Several(List.of("E-1", "E-2"));
        Sighting unknown = new Sighting.Unknown("503");
        int most = EffectLifecycle.LOOKUPS_MAX;
        return Stream.of(
                Arguments.of(found, 1, FIRST, DONE), Arguments.of(found, most, LAST, DONE),
                Arguments.of(absent, 1, FIRST, READY), Arguments.of(absent, most, FIRST, READY),
                Arguments.of(absent, 1, LAST, PARKED), Arguments.of(absent, most, LAST, PARKED),
                Arguments.of(several, 1, FIRST, PARKED), Arguments.of(several, most, LAST, PARKED),
                Arguments.of(unknown, 1, FIRST, IN_DOUBT), Arguments.of(unknown, most - 1, LAST, IN_DOUBT),
                Arguments.of(unknown, most, FIRST, PARKED), Arguments.of(unknown, most, LAST, PARKED));
    }

    @ParameterizedTest(name = "{0}, question {1}, attempt {2} -> {3}")
    @MethodSource("lookups")
    void afterALookup(Sighting sighting, int lookups, int attempts, EffectState state) {
        Next next = EffectLifecycle.afterLookup(sighting, lookups, attempts, LANE);
        assertThat(next.state()).isEqualTo(state);
        assertThat(next.health()).isEqualTo(sighting instanceof Sighting.Unknown ? Health.UNREACHABLE
                : Health.ANSWERED);
        assertThat(next.pause().isPositive()).isEqualTo(state == IN_DOUBT);
    }

    @Test
    void waitsDoubleUpToTheLongestAndNeverComeTogether() {
        assertThat(EffectLifecycle.backoff(1, LANE)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(EffectLifecycle.backoff(2, LANE)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(EffectLifecycle.backoff(5, LANE)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        for (int attempts : new int[] {10, 63, 64, 1000, Integer.MAX_VALUE}) {
            assertThat(EffectLifecycle.backoff(attempts, LANE))
                    .isBetween(LANE.maxBackoff().dividedBy(2), LANE.maxBackoff());
        }
        assertThat(Stream.generate(() -> EffectLifecycle.backoff(8, LANE)).limit(20).distinct().count())
                .isGreaterThan(1);
    }

    @Test
    void aTargetMayAskForRestButNotForEver() {
        assertThat(EffectLifecycle.afterCall(new Outcome.Unavailable("429", Optional.of(Duration.ofSeconds(90))),
                LOOKUP, FIRST, LANE).pause()).isEqualTo(Duration.ofSeconds(90));
        assertThat(EffectLifecycle.afterCall(new Outcome.Unavailable("429", Optional.of(Duration.ofDays(400))),
                LOOKUP, FIRST, LANE).pause()).isEqualTo(Duration.ofHours(1));
    }
}
