package io.crossdock.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrillTest {

    private static final Score CLEAN = new Score(10, 9, 1, 0, 0, 0, 0, Optional.of(Duration.ofMillis(5)),
            Duration.ofSeconds(1));

    @ParameterizedTest
    @EnumSource(Drill.class)
    void theSameSeedGivesTheSameScriptInTheOrderOfTimeAndWithinIt(Drill drill) {
        for (int seed = 0; seed < 50; seed++) {
            List<Act> script = DrillRun.script(drill, seed, 2);
            assertThat(script).isEqualTo(DrillRun.script(drill, seed, 2))
                    .isSortedAccordingTo(Comparator.comparingInt(Act::second))
                    .allMatch(act -> act.second() >= 0 && act.second() < 120);
        }
    }

    @ParameterizedTest
    @EnumSource(Drill.class)
    void hurtsSomethingOrSaysWhyNot(Drill drill) {
        assertThat(DrillRun.script(drill, 1, 1).isEmpty()).isEqualTo(drill.cannotRun().isPresent());
        assertThat(Drill.named(drill.word())).contains(drill);
    }

    @Test
    void passesOnlyWhenNothingIsLostDoubledUnaskedOrOversoldAndNothingElseFound() {
        assertThat(report(Optional.of(CLEAN), List.of()).passed()).isTrue();
        assertThat(report(Optional.of(CLEAN), List.of("an invoice is missing")).passed()).isFalse();
        assertThat(report(Optional.empty(), List.of()).passed()).as("not come to its end").isFalse();
        for (int fault = 0; fault < 4; fault++) {
            Score score = new Score(10, 9, 1, fault == 0 ? 1 : 0, fault == 1 ? 1 : 0, fault == 2 ? 1 : 0,
                    fault == 3 ? 1 : 0, Optional.empty(), Duration.ZERO);
            assertThat(report(Optional.of(score), List.of()).passed()).as(score.toString()).isFalse();
        }
        assertThat(new Score(10, 0, 10, 0, 0, 0, 0, Optional.empty(), Duration.ZERO).clean())
                .as("everything refused").isFalse();
    }

    @Test
    void reportsAreKeptAndReadTheNewestFirst(@TempDir Path folder) {
        DrillReport report = report(Optional.of(CLEAN), List.of("too bad"));
        report.store(folder);
        new DrillReport("chaos", 8, 1, report.begun().plusSeconds(60), Duration.ZERO, List.of(), Optional.empty(),
                List.of()).store(folder);
        assertThat(DrillReport.stored(folder, 5)).extracting(each -> each.path("drill").asString(""))
                .containsExactly("chaos", "erp-down");
        assertThat(DrillReport.stored(folder, 1)).hasSize(1);
        assertThat(DrillReport.stored(folder.resolve("none"), 5)).isEmpty();
        assertThat(report.text()).contains("FAILED", "9 kept", "too bad",
                "crossdock drill run erp-down --minutes 1 --seed 7");
    }

    private static DrillReport report(Optional<Score> score, List<String> findings) {
        return new DrillReport("erp-down", 7, 1, Instant.parse("2026-11-21T09:00:00Z"), Duration.ofSeconds(90),
                List.of("second 9: it rains"), score, findings);
    }
}
