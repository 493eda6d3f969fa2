package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.MaintenanceWindow.Days;
import io.crossdock.platform.landscape.MaintenanceWindow.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a system is not to be called, by the clock on the wall there. */
class MaintenanceWindowTest {

    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

    private static MaintenanceWindow weekly(String at, Duration length, DayOfWeek... days) {
        return new MaintenanceWindow("weekly", new Days.Weekly(Set.of(days)), LocalTime.parse(at), length, CHICAGO,
                Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofMinutes(15));
    }

    private static String next(MaintenanceWindow window, String now) {
        return window.next(Instant.parse(now)).map(span -> span.from() + " - " + span.to()).orElse("never");
    }

    @Test
    void itComesByTheClockOnTheWallInSummerAndInWinter() {
        MaintenanceWindow sundays = weekly("02:30", Duration.ofHours(2), DayOfWeek.SUNDAY);
        assertThat(next(sundays, "2026-07-01T00:00:00Z")).isEqualTo("2026-07-05T07:30:00Z - 2026-07-05T09:30:00Z");
        assertThat(next(sundays, "2026-12-01T00:00:00Z")).isEqualTo("2026-12-06T08:30:00Z - 2026-12-06T10:30:00Z");
    }

    @Test
    void whenClocksGoForwardATimeThatIsLeftOutIsAsMuchLater() {
        // On 8 March 2026 there is no 02:30 in Chicago: it is 03:30 then.
        assertThat(next(weekly("02:30", Duration.ofHours(2), DayOfWeek.SUNDAY), "2026-03-08T00:00:00Z"))
                .isEqualTo("2026-03-08T08:30:00Z - 2026-03-08T10:30:00Z");
        assertThat(next(weekly("01:00", Duration.ofHours(2), DayOfWeek.SUNDAY), "2026-03-08T00:00:00Z"))
                .as("two hours, although the clock shows three").isEqualTo("2026-03-08T07:00:00Z - 2026-03-08T09:00:00Z");
    }

    @Test
    void whenClocksGoBackATimeThatComesTwiceBeginsAtTheFirst() {
        // On 1 November 2026 01:30 comes twice in Chicago.
        assertThat(next(weekly("01:30", Duration.ofHours(1), DayOfWeek.SUNDAY), "2026-11-01T00:00:00Z"))
                .isEqualTo("2026-11-01T06:30:00Z - 2026-11-01T07:30:00Z");
        assertThat(next(weekly("01:30", Duration.ofHours(1), DayOfWeek.SUNDAY), "2026-11-01T07:30:00Z"))
                .as("and not at the second").isEqualTo("2026-11-08T07:30:00Z - 2026-11-08T08:30:00Z");
    }

    @Test
    void oneThatIsOnIsShownUntilItsEndAlsoOverMidnightAndTheWeek() {
        MaintenanceWindow long1 = weekly("22:00", Duration.ofDays(5), DayOfWeek.SATURDAY);
        assertThat(next(long1, "2026-11-25T12:00:00Z")).isEqualTo("2026-11-22T04:00:00Z - 2026-11-27T04:00:00Z");
        assertThat(next(long1, "2026-11-27T04:00:00Z")).isEqualTo("2026-11-29T04:00:00Z - 2026-12-04T04:00:00Z");
        assertThat(long1.endsAt(Instant.parse("2026-11-27T04:00:00Z"))).isTrue();
        assertThat(long1.endsAt(Instant.parse("2026-11-27T04:01:00Z"))).isFalse();
    }

    @Test
    void oneOfADateComesOnceAndOfSeveralTheFirstIsNext() {
        MaintenanceWindow once = new MaintenanceWindow("move", new Days.On(LocalDate.parse("2026-12-06")),
                LocalTime.parse("20:00"), Duration.ofHours(4), ZoneId.of("Europe/Berlin"), Duration.ofHours(2),
                Duration.ofMinutes(5), Duration.ofMinutes(30));
        Span span = once.next(NOW).orElseThrow();
        assertThat(span.from()).isEqualTo("2026-12-06T19:00:00Z");
        assertThat(span.warnFrom()).isEqualTo("2026-12-06T17:00:00Z");
        assertThat(span.holdBulkFrom()).isEqualTo("2026-12-06T18:30:00Z");
        assertThat(span.holdNormalFrom()).isEqualTo("2026-12-06T18:55:00Z");
        assertThat(next(once, "2026-12-06T23:00:00Z")).isEqualTo("never");
        assertThat(MaintenanceWindow.next(List.of(once, weekly("02:30", Duration.ofHours(2), DayOfWeek.SUNDAY)), NOW)
                .orElseThrow().name()).isEqualTo("weekly");
    }

    @Test
    void windowsAreReadWithDefaultsInTheZoneOfTheSystem(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.replace("systems/erp.yaml", "lane:\n", """
                zone: America/Chicago
                lane:
                  maxBacklog: 700
                  maxWait: 2h
                  maintenance:
                    - {name: weekend, weekly: [sat, sun], at: "02:00", for: 2h}
                    - {name: move, date: 2026-12-06, at: "20:00", for: 1h, zone: UTC, warn: 1d, holdNormal: 20m}
                """);
        Lane lane = example.landscapes(Clock.fixed(NOW, ZoneOffset.UTC)).current().system("erp").orElseThrow().lane();
        assertThat(lane.bounds()).isEqualTo(new Lane.Bounds(700, Optional.of(Duration.ofHours(2))));
        assertThat(lane.maintenance()).containsExactly(
                new MaintenanceWindow("weekend", new Days.Weekly(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)),
                        LocalTime.parse("02:00"), Duration.ofHours(2), CHICAGO, Duration.ofMinutes(30),
                        Duration.ofMinutes(5), Duration.ofMinutes(15)),
                new MaintenanceWindow("move", new Days.On(LocalDate.parse("2026-12-06")), LocalTime.parse("20:00"),
                        Duration.ofHours(1), ZoneId.of("UTC"), Duration.ofDays(1), Duration.ofMinutes(20),
                        Duration.ofMinutes(20)));
    }

    @Test
    void everythingThatIsWrongWithAWindowIsSaidAtOnce(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        Landscapes landscapes = example.landscapes(Clock.fixed(NOW, ZoneOffset.UTC));
        example.replace("systems/erp.yaml", "lane:\n", """
                lane:
                  maintenance:
                    - {name: a, weekly: [sun], date: 2026-12-06, at: "02:00", for: 2h}
                    - {name: a, date: 2026-02-30, at: "02:00", for: 8d, zone: America/Chikago}
                    - {name: b, weekly: [sun], at: "02:00", for: 2h, holdNormal: 30m, holdBulk: 10m}
                """);
        landscapes.refresh();
        assertThat(landscapes.lastRefusal().orElseThrow().mistakes()).map(Mistake::toString)
                .anyMatch(each -> each.contains("systems/erp.yaml:10: a window comes weekly, or on a date"))
                .anyMatch(each -> each.contains("systems/erp.yaml:11: window 'a' is given twice"))
                .anyMatch(each -> each.contains("there is no day '2026-02-30'"))
                .anyMatch(each -> each.contains("there is no time zone 'America/Chikago'"))
                .anyMatch(each -> each.contains("a window lasts at most 6 days"))
                .anyMatch(each -> each.contains("bulk work is held no later than normal work"));
        example.replace("systems/erp.yaml", "at: \"02:00\", for: 8d", "at: \"2\", for: soon");
        landscapes.refresh();
        assertThat(landscapes.lastRefusal().orElseThrow().mistakes()).map(Mistake::toString)
                .anyMatch(each -> each.contains("at")).anyMatch(each -> each.contains("a number and a unit"));
    }
}
