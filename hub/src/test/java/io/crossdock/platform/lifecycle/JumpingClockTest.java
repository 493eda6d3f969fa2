package io.crossdock.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JumpingClockTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT45S", "PT-45S"})
    void isRightUntilItJumpsAndWrongByAsMuchFromThenOn(Duration jump) {
        SettableClock right = SettableClock.standing();
        Instant begun = right.instant();
        JumpingClock clock = new JumpingClock(right, jump, begun.plusSeconds(10));
        assertThat(clock.instant()).isEqualTo(begun);
        right.advance(Duration.ofSeconds(10));
        assertThat(clock.instant()).isEqualTo(begun.plusSeconds(10).plus(jump));
        right.advance(Duration.ofMinutes(5));
        assertThat(clock.instant()).isEqualTo(right.instant().plus(jump));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/Chicago"})
    void jumpsInEveryZone(ZoneId zone) {
        SettableClock right = SettableClock.standing();
        JumpingClock clock = new JumpingClock(right, Duration.ofSeconds(-5), right.instant());
        assertThat(clock.withZone(zone).getZone()).isEqualTo(zone);
        assertThat(clock.withZone(zone).instant()).isEqualTo(right.instant().minusSeconds(5));
    }
}
