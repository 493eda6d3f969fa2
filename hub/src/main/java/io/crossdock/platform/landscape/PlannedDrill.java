package io.crossdock.platform.landscape;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A drill that runs by itself, from {@code policies.drills} in {@code landscape.yaml}.
 *
 * @param system on whose shadow lane, and by whose clock
 * @param drill  one that a shadow lane can have, such as {@code ambiguous-answers}
 * @param days   when it begins (every day)
 * @param calls  within the traffic (two per second)
 * @param seed   of its script; the day's number if there is none, so that each day has another
 */
public record PlannedDrill(String system, String drill, Set<DayOfWeek> days, LocalTime at, Duration traffic, int calls,
        OptionalLong seed) {

    public PlannedDrill {
        days = Set.copyOf(days);
    }

    /** @param seed of this one */
    public record Due(Instant at, long seed) {
    }

    /** The one that should have begun last, unless that is longer ago. */
    public Optional<Due> due(Instant now, Duration atMost, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return Stream.of(today.minusDays(1), today).filter(day -> days.contains(day.getDayOfWeek()))
                .map(day -> new Due(day.atTime(at).atZone(zone).toInstant(), seed.orElse(day.toEpochDay())))
                .filter(due -> !due.at().isAfter(now) && due.at().plus(atMost).isAfter(now))
                .max(Comparator.comparing(Due::at));
    }
}
