package io.crossdock.platform.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Right until an instant, then wrong by so much: forward or back. Thread-safe. */
final class JumpingClock extends Clock {

    private final Clock right;
    private final Duration jump;
    private final Instant at;

    JumpingClock(Clock right, Duration jump, Instant at) {
        this.right = right;
        this.jump = jump;
        this.at = at;
    }

    @Override
    public Instant instant() {
        Instant now = right.instant();
        return now.isBefore(at) ? now : now.plus(jump);
    }

    @Override
    public ZoneId getZone() {
        return right.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new JumpingClock(right.withZone(zone), jump, at);
    }
}
