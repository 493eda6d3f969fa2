package io.crossdock.process.practice;

import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.ShadowLanes;
import io.crossdock.process.practice.ShadowDrill.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** A drill on the shadow lane of a system, under way or ended. */
public record ShadowRun(UUID id, Plan plan, StandIn standIn, Course course) {

    /**
     * What was asked for. The same plan has the same script.
     *
     * @param calls   to be requested, evenly over the traffic; 1 to {@link #CALLS_MOST}
     * @param traffic 1 s to {@link #TRAFFIC_MOST}
     */
    public record Plan(String system, ShadowDrill drill, long seed, int calls, Duration traffic) {

        public static final int CALLS_MOST = 2_000;
        public static final Duration TRAFFIC_MOST = Duration.ofHours(1);

        private static final int USUAL_PER_SECOND = 2;

        /** What is asked within some traffic when nobody says how much. */
        public static int usualCalls(Duration traffic) {
            return Math.clamp(USUAL_PER_SECOND * traffic.toSeconds(), 1, CALLS_MOST);
        }

        public Plan {
            if (calls < 1 || calls > CALLS_MOST || traffic.compareTo(Duration.ofSeconds(1)) < 0
                    || traffic.compareTo(TRAFFIC_MOST) > 0) {
                throw new IllegalArgumentException("a drill has 1 to 2000 calls within 1 second to 1 hour");
            }
        }

        /** When the stand-in is in trouble, from the begin of the traffic. Bulk work comes in its second half. */
        Trouble trouble() {
            SplittableRandom random = new SplittableRandom(seed);
            return drill == ShadowDrill.BULK ? new Trouble(traffic.dividedBy(2), traffic)
                    : new Trouble(traffic.multipliedBy(15 + random.nextInt(10)).dividedBy(100),
                            traffic.multipliedBy(70 + random.nextInt(10)).dividedBy(100));
        }

        /** Who reads the report knows where it was practised. */
        String name() {
            return drill.word() + " on shadow of " + system;
        }

        String rerun() {
            return "crossdock drill run %s --shadow %s --seconds %d --calls %d --seed %d".formatted(drill.word(), system,
                    traffic.toSeconds(), calls, seed);
        }
    }

    record Trouble(Duration from, Duration until) {
    }

    /** @param promise what the system itself promises of a lost answer @param timeOut how long the hub waits for one */
    public record StandIn(Promise promise, Duration timeOut) {
    }

    /** @param bulk bulk calls that were requested @param endedBy who stopped it; empty: it came to its end */
    public record Course(String begunBy, Instant begunAt, int requested, int bulk, Optional<Instant> endedAt,
            Optional<String> endedBy) {

        public Course {
            // As exact as the database keeps it, for the report is known by it.
            begunAt = begunAt.truncatedTo(ChronoUnit.MICROS);
        }
    }

    String target() {
        return ShadowLanes.of(plan.system());
    }

    /** How many calls are to have been requested by then. */
    int due(Instant now) {
        long millis = Math.max(0, Duration.between(course.begunAt(), now).toMillis());
        return Math.toIntExact(Math.min(plan.calls(), plan.calls() * millis / plan.traffic().toMillis()));
    }

    boolean trafficIsOver(Instant now) {
        return !now.isBefore(trafficEnds());
    }

    Instant trafficEnds() {
        return course.begunAt().plus(plan.traffic());
    }

    Instant troubleBegins() {
        return course.begunAt().plus(plan.trouble().from());
    }

    boolean inTrouble(Instant now) {
        return !now.isBefore(troubleBegins()) && now.isBefore(course.begunAt().plus(plan.trouble().until()));
    }

    /** @param attempt so that a call that is repeated has another fate */
    Treatment treatment(String key, int attempt, Instant now) {
        SplittableRandom random = random(key, attempt);
        return inTrouble(now) ? plan.drill().treat(random, standIn.timeOut()) : Treatment.well(random);
    }

    SplittableRandom random(String key, int attempt) {
        String number = key.substring(key.lastIndexOf('-') + 1);
        return new SplittableRandom(plan.seed() * 31 + number.hashCode() * 1_000L + attempt);
    }

    /** Its report has this id. */
    public UUID report() {
        return DrillReport.id(plan.name(), Long.toString(plan.seed()), course.begunAt());
    }
}
