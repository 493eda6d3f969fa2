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

    private static final Score CLEAN = new Score(10, 9, 1, 0, 0, 0, 0, 0, Optional.of(Duration.ofMillis(5)),
            Duration.ofSeconds(1));

    @ParameterizedTest
    @EnumSource(Drill.class)
    void theSameSeedGivesTheSameScriptInTheOrderOfTimeAndWithinIt(Drill drill) {
        for (int seed = 0; seed < 50; seed++) {
            List<Act> script = DrillRun.script(drill, seed, 120);
            assertThat(script).isEqualTo(DrillRun.script(drill, seed, 120))
                    .isSortedAccordingTo(Comparator.comparingInt(Act::second))
                    .allMatch(act -> act.second() >= 0 && act.second() < 120);
        }
    }

    @ParameterizedTest
    @EnumSource(Drill.class)
    void hurtsSomething(Drill drill) {
        assertThat(DrillRun.script(drill, 1, 60)).isNotEmpty();
        assertThat(Drill.named(drill.word())).contains(drill);
    }

    @Test
    void passesOnlyWhenNothingIsLostDoubledUnaskedOrOversoldAndNothingElseFound() {
        assertThat(report(Optional.of(CLEAN), List.of()).passed()).isTrue();
        assertThat(report(Optional.of(CLEAN), List.of("an invoice is missing")).passed()).isFalse();
        assertThat(report(Optional.empty(), List.of()).passed()).as("not come to its end").isFalse();
        for (int fault = 0; fault < 5; fault++) {
            Score score = new Score(10, 9, 1, fault == 0 ? 1 : 0, fault == 1 ? 1 : 0, fault == 2 ? 1 : 0,
                    fault == 3 ? 1 : 0, fault == 4 ? 1 : 0, Optional.empty(), Duration.ZERO);
            assertThat(report(Optional.of(score), List.of()).passed()).as(score.toString()).isFalse();
        }
        assertThat(new Score(10, 0, 10, 0, 0, 0, 0, 0, Optional.empty(), Duration.ZERO).clean())
                .as("everything refused").isFalse();
    }

    @Test
    void bulkWorkFailsADrillWhenLiveOrdersLoseTheirPaceOrNothingWasProved() {
        assertThat(beside(300, 100, 150, 9_000).findings()).isEmpty();
        assertThat(beside(300, 100, 151, 9_000).findings()).singleElement().asString().contains("151 ms", "1.51 times");
        assertThat(beside(99, 100, 100, 9_000).findings()).singleElement().asString().contains("too few orders");
        assertThat(beside(300, 100, 100, 0).findings()).singleElement().asString().contains("proves nothing");
        DrillReport report = report(Optional.of(new Score(10, 9, 1, 0, 0, 0, 0, 0, Optional.empty(), Duration.ZERO,
                Optional.of(beside(300, 100, 128, 9_000)))), List.of());
        assertThat(report.text()).contains("128 ms beside bulk work and 100 ms alone");
    }

    private static Beside beside(int orders, int idle, int bulk, int waiting) {
        return new Beside(orders, Duration.ofMillis(idle), orders, Duration.ofMillis(bulk), waiting);
    }

    @Test
    void chaosDrawsEveryPlaceToDieAtBeforeAnyComesAgain() {
        for (int seed = 0; seed < 20; seed++) {
            List<String> drawn = DrillRun.script(Drill.CHAOS, seed, 600).stream().map(Act::deed)
                    .filter(Deed.CrashHub.class::isInstance).map(deed -> ((Deed.CrashHub) deed).place()).toList();
            assertThat(drawn.subList(0, Place.values().length)).doesNotHaveDuplicates();
            assertThat(DrillRun.script(Drill.CHAOS, seed, 600)).anyMatch(act -> act.deed() instanceof Deed.JumpClock)
                    .anyMatch(act -> act.deed() instanceof Deed.KillDatabase);
        }
    }

    @Test
    void whoNamesSomethingRealIsRefusedByTheNameOfTheFile(@TempDir Path folder) {
        Landscape landscape = Landscape.copyTo(folder.resolve("landscape"));
        assertThat(landscape.onlyTheEstate()).isEqualTo(landscape);
        landscape.write("systems/erp2.yaml", "id: erp2\nkind: erp\nbaseUrl: https://erp.example.com/v1\n")
                .write("systems/files.yaml", "files:\n  - {sftp: {host: sftp.partner.example, port: 22}}\n");
        org.assertj.core.api.Assertions.assertThatThrownBy(landscape::onlyTheEstate)
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("systems/erp2.yaml")
                .hasMessageContaining("sftp.partner.example").hasMessageNotContaining("wms-atl");
    }

    @Test
    void aBudgetSpreadsItsOrdersEvenlyAndSaysSoInTheWordsOfTheCommandLine() {
        Budget budget = new Budget(60, 200);
        assertThat(java.util.stream.IntStream.range(0, 60).map(budget::ordersIn)).containsOnly(3, 4);
        assertThat(java.util.stream.IntStream.range(0, 60).map(budget::ordersIn).sum()).isEqualTo(200);
        assertThat(budget.words()).isEqualTo("--minutes 1 --orders 200");
        assertThat(Budget.minutes(5).words()).isEqualTo("--minutes 5");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Budget(1, 51))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reportsAreKeptAndReadTheNewestFirst(@TempDir Path folder) {
        DrillReport report = report(Optional.of(CLEAN), List.of("too bad"));
        report.store(folder);
        new DrillReport("chaos", 8, Budget.minutes(1), report.begun().plusSeconds(60), Duration.ZERO, List.of(),
                List.of("after-call"), Optional.empty(),
                List.of()).store(folder);
        assertThat(DrillReport.stored(folder, 5)).extracting(each -> each.path("drill").asString(""))
                .containsExactly("chaos", "erp-down");
        assertThat(DrillReport.stored(folder, 1)).hasSize(1);
        assertThat(DrillReport.stored(folder.resolve("none"), 5)).isEmpty();
        assertThat(report.text()).contains("FAILED", "9 kept", "too bad",
                "crossdock drill run erp-down --minutes 1 --seed 7");
    }

    private static DrillReport report(Optional<Score> score, List<String> findings) {
        return new DrillReport("erp-down", 7, Budget.minutes(1), Instant.parse("2026-11-21T09:00:00Z"), Duration.ofSeconds(90),
                List.of("second 9: it rains"), List.of(), score, findings);
    }
}
