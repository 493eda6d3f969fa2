package io.crossdock.platform.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.PlannedDrill.Due;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedDrillTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Duration HOUR = Duration.ofHours(1);

    private static PlannedDrill at(String time, DayOfWeek... days) {
        return new PlannedDrill("erp", "throttling", Set.of(days), LocalTime.parse(time), Duration.ofMinutes(1), 120,
                OptionalLong.empty());
    }

    private static Optional<Instant> due(PlannedDrill drill, String now) {
        return drill.due(Instant.parse(now), HOUR, NEW_YORK).map(Due::at);
    }

    @Test
    void itIsDueFromItsTimeOnForAnHourByTheClockOfItsSystem() {
        PlannedDrill monday = at("03:10", DayOfWeek.MONDAY);
        Instant begin = Instant.parse("2026-11-23T08:10:00Z");
        assertThat(due(monday, "2026-11-23T08:09:59Z")).isEmpty();
        assertThat(due(monday, "2026-11-23T08:10:00Z")).hasValue(begin);
        assertThat(due(monday, "2026-11-23T09:09:59Z")).hasValue(begin);
        assertThat(due(monday, "2026-11-23T09:10:00Z")).isEmpty();
        assertThat(due(monday, "2026-11-24T08:20:00Z")).as("a Tuesday").isEmpty();
    }

    @Test
    void oneOfLastNightIsStillDueAfterMidnight() {
        assertThat(due(at("23:50", DayOfWeek.SUNDAY), "2026-11-23T05:20:00Z")).hasValue(Instant.parse("2026-11-23T04:50:00Z"));
    }

    @Test
    void aTimeThatIsLeftOutWhenClocksChangeComesAnHourLater() {
        assertThat(due(at("02:30", DayOfWeek.SUNDAY), "2026-03-08T07:40:00Z")).hasValue(Instant.parse("2026-03-08T07:30:00Z"));
    }

    @Test
    void withoutASeedEachDayHasAnother() {
        assertThat(at("03:10", DayOfWeek.MONDAY).due(Instant.parse("2026-11-23T08:10:00Z"), HOUR, NEW_YORK).map(Due::seed))
                .hasValue(LocalDate.of(2026, 11, 23).toEpochDay());
    }

    @Test
    void itIsReadFromThePoliciesAndWhatIsWrongIsSaidAtOnce(@TempDir Path directory) throws IOException {
        ExampleLandscape example = ExampleLandscape.in(directory);
        example.replace("landscape.yaml", "policies:\n", """
                policies:
                  drills:
                    - {system: erp, drill: bulk, weekly: [mon, sun], at: "03:10", seconds: 5, seed: 7}
                    - {system: wms-atl, drill: system-down, at: "04:00"}
                """);
        Landscapes landscapes = example.landscapes(Clock.systemUTC());
        assertThat(landscapes.current().policies().drills()).containsExactly(
                new PlannedDrill("erp", "bulk", Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), LocalTime.parse("03:10"),
                        Duration.ofSeconds(5), 10, OptionalLong.of(7)),
                new PlannedDrill("wms-atl", "system-down", Set.of(DayOfWeek.values()), LocalTime.parse("04:00"),
                        Duration.ofMinutes(1), 120, OptionalLong.empty()));
        example.replace("landscape.yaml", "{system: erp, drill: bulk,", "{system: roadlink, drill: bulk,");
        example.replace("landscape.yaml", "drill: system-down, at: \"04:00\"", "drill: earthquake, at: \"25:00\"");
        landscapes.refresh();
        assertThat(landscapes.lastRefusal().orElseThrow().mistakes()).map(Mistake::toString)
                .anyMatch(each -> each.contains("there is no system 'roadlink' that could have a shadow lane (name one of kind"))
                .anyMatch(each -> each.contains("'earthquake' is not allowed"))
                .anyMatch(each -> each.contains("policies.drills.1.at") || each.contains("a time such as"));
    }
}
