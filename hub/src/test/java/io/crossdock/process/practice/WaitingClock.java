package io.crossdock.process.practice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Goes as the machine's clock does, and can be had wait at a moment for whoever is late. Thread-safe. */
final class WaitingClock extends Clock {

    private final Clock machine = Clock.systemUTC();
    private Duration behind = Duration.ZERO;
    private Optional<Instant> waitsAt = Optional.empty();

    @Override
    public synchronized Instant instant() {
        Instant now = machine.instant().minus(behind);
        Instant shown = waitsAt.filter(now::isAfter).orElse(now);
        behind = behind.plus(Duration.between(shown, now));
        return shown;
    }

    /** Stands from now on. */
    synchronized Instant stand() {
        waitsAt = Optional.of(instant());
        return instant();
    }

    /** Goes on, as far as a moment that is still to come. */
    synchronized void goUntil(Instant moment) {
        instant();
        waitsAt = Optional.of(moment);
    }

    synchronized void goOn() {
        instant();
        waitsAt = Optional.empty();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
