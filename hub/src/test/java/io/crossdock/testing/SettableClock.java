package io.crossdock.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that stands still until it is moved. Thread-safe. */
public final class SettableClock extends Clock {

    private volatile Instant now;

    private SettableClock(Instant start) {
        now = start;
    }

    /** Stands at the machine's time, cut to microseconds, so that it survives a trip through the database. */
    public static SettableClock standing() {
        return new SettableClock(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS));
    }

    public static SettableClock at(Instant instant) {
        return new SettableClock(instant);
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
