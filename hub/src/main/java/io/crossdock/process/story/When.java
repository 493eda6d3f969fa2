package io.crossdock.process.story;

import java.time.Duration;
import java.time.Instant;

/** The time that a part of a story takes, as the hub saw it. */
public sealed interface When {

    Instant from();

    /** The end; {@code now} for what still goes on. */
    Instant until(Instant now);

    default Duration length(Instant now) {
        Duration length = Duration.between(from(), until(now));
        return length.isNegative() ? Duration.ZERO : length;
    }

    record At(Instant from) implements When {
        @Override
        public Instant until(Instant now) {
            return from;
        }
    }

    record Between(Instant from, Instant to) implements When {
        @Override
        public Instant until(Instant now) {
            return to;
        }
    }

    /** Not over yet. */
    record Since(Instant from) implements When {
        @Override
        public Instant until(Instant now) {
            return now.isAfter(from) ? now : from;
        }
    }
}
