package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneForecast.Basis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A forecast beside what happened.
 *
 * @param backlog   effects that waited then
 * @param perMinute the pace it was made from
 * @param drainsAt  when they were to be done
 * @param drainedAt when they were
 * @param disturbed whether the lane was stopped, or its target silent, in between
 */
public record CheckedForecast(Instant madeAt, int backlog, BigDecimal perMinute, Basis basis, Instant drainsAt,
        Optional<Instant> drainedAt, boolean disturbed) {

    /** How much later than said it was; negative: earlier. */
    public Optional<Duration> error() {
        return drainedAt.map(at -> Duration.between(drainsAt, at));
    }

    /** The same in percent of the time that was said. */
    public Optional<Integer> errorPercent() {
        long said = Math.max(1, Duration.between(madeAt, drainsAt).toMillis());
        return error().map(error -> BigDecimal.valueOf(error.toMillis()).movePointRight(2)
                .divide(BigDecimal.valueOf(said), 0, RoundingMode.HALF_UP).intValue());
    }
}
