package io.crossdock.platform.landscape;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A time in which a system is not to be called. It begins by the clock on the wall there, also when clocks change: a time
 * that is left out that night begins as much later, one that comes twice begins at the first. Its length is real time.
 *
 * @param name       what people call it, once per system
 * @param days       when it comes
 * @param at         when it begins
 * @param length     until it ends
 * @param zone       whose clock
 * @param warn       so long before people are told
 * @param holdNormal so long before only critical work begins
 * @param holdBulk   so long before bulk work no longer begins; no shorter than {@code holdNormal}
 */
public record MaintenanceWindow(String name, Days days, LocalTime at, Duration length, ZoneId zone, Duration warn,
        Duration holdNormal, Duration holdBulk) {

    /** Longest window; weekly ones then never overlap themselves. */
    public static final Duration LONGEST = Duration.ofDays(6);

    /** Days on which it begins. */
    public sealed interface Days {

        /** Each week on these. */
        record Weekly(Set<DayOfWeek> days) implements Days {

            public Weekly {
                days = Set.copyOf(days);
            }
        }

        /** Once. */
        record On(LocalDate day) implements Days {
        }
    }

    /** One time it comes. @param to exclusive */
    public record Span(String name, Instant from, Instant to, Instant warnFrom, Instant holdNormalFrom,
            Instant holdBulkFrom) {
    }

    public MaintenanceWindow {
        if (!length.isPositive() || length.compareTo(LONGEST) > 0 || warn.isNegative() || holdNormal.isNegative()
                || holdBulk.compareTo(holdNormal) < 0) {
            throw new IllegalArgumentException("a window has a length of at most six days, and holds bulk work first");
        }
    }

    /** The one that is on, or else the next one. */
    public Optional<Span> next(Instant now) {
        return begins(now).map(this::span).filter(span -> span.to().isAfter(now))
                .min(Comparator.comparing(Span::from));
    }

    /** Whether it comes at a time that ends then. */
    public boolean endsAt(Instant to) {
        return begins(to).anyMatch(from -> from.plus(length).equals(to));
    }

    private Stream<Instant> begins(Instant near) {
        LocalDate today = LocalDate.ofInstant(near, zone);
        return switch (days) {
            case Days.On(LocalDate day) -> Stream.of(begin(day));
            case Days.Weekly(Set<DayOfWeek> weekly) -> today.minusDays(8).datesUntil(today.plusDays(9))
                    .filter(day -> weekly.contains(day.getDayOfWeek())).map(this::begin);
        };
    }

    private Instant begin(LocalDate day) {
        return day.atTime(at).atZone(zone).toInstant();
    }

    private Span span(Instant from) {
        return new Span(name, from, from.plus(length), from.minus(warn), from.minus(holdNormal), from.minus(holdBulk));
    }

    /** Of several the one that is on, or else the next one. */
    public static Optional<Span> next(List<MaintenanceWindow> windows, Instant now) {
        return windows.stream().flatMap(window -> window.next(now).stream()).min(Comparator.comparing(Span::from));
    }
}
