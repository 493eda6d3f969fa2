package io.crossdock.process.practice;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** What can be practised on a shadow lane: how its stand-in treats calls while it is in trouble. */
public enum ShadowDrill {

    SYSTEM_DOWN("It takes no calls.") {
        @Override
        Treatment treat(SplittableRandom random, Duration timeOut) {
            return new Treatment.Away();
        }
    },
    SYSTEM_SLOW("Its answers take long, some of them longer than the hub waits.") {
        @Override
        Treatment treat(SplittableRandom random, Duration timeOut) {
            Duration takes = timeOut.multipliedBy(20 + random.nextInt(100)).dividedBy(100);
            return takes.compareTo(timeOut) < 0 ? new Treatment.Works(true, true, takes)
                    : new Treatment.Works(true, false, timeOut);
        }
    },
    AMBIGUOUS_ANSWERS("A third of the calls is done, and the answer lost; a tenth is lost before it is done.") {
        @Override
        Treatment treat(SplittableRandom random, Duration timeOut) {
            int die = random.nextInt(100);
            return new Treatment.Works(die >= LOST_PERCENT, die >= LOST_PERCENT + UNANSWERED_PERCENT, usual(random));
        }
    },
    THROTTLING("It takes two calls per second, refuses the others and asks for a second's rest.") {
        @Override
        Treatment treat(SplittableRandom random, Duration timeOut) {
            return new Treatment.Throttled(2);
        }
    },
    BULK("It is well; bulk calls wait for it by the thousand, and live ones must keep their pace.") {
        @Override
        Treatment treat(SplittableRandom random, Duration timeOut) {
            return Treatment.well(random);
        }
    };

    private static final int LOST_PERCENT = 10;
    private static final int UNANSWERED_PERCENT = 33;

    private final String sentence;

    ShadowDrill(String sentence) {
        this.sentence = sentence;
    }

    /** What becomes of one call. */
    sealed interface Treatment {

        /** No connection. */
        record Away() implements Treatment {
        }

        /** As many as that, and not one more. */
        record Throttled(int perSecond) implements Treatment {
        }

        /** @param takes until it answers, or until nobody waits any longer */
        record Works(boolean done, boolean answered, Duration takes) implements Treatment {
        }

        static Treatment well(SplittableRandom random) {
            return new Works(true, true, usual(random));
        }
    }

    private static Duration usual(SplittableRandom random) {
        return Duration.ofMillis(20 + random.nextInt(60));
    }

    /** How a call is treated while there is trouble. @param timeOut how long the hub waits for an answer */
    abstract Treatment treat(SplittableRandom random, Duration timeOut);

    /** As people and programs call it: {@code ambiguous-answers}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String sentence() {
        return sentence;
    }

    public static Optional<ShadowDrill> named(String word) {
        return Arrays.stream(values()).filter(drill -> drill.word().equals(word)).findFirst();
    }
}
