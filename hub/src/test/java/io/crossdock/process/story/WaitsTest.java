package io.crossdock.process.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Backlogs;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.landscape.Attention.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitsTest {

    private static final Instant NOW = Tale.at(600);

    private Waits waits;

    @BeforeEach
    void open(@TempDir Path folder) {
        waits = new Waits(Tale.names(folder), NOW);
    }

    private static LaneView lane(Optional<String> pausedBy, Optional<Instant> openUntil, Optional<Instant> oldest) {
        return new LaneView("erp", pausedBy, openUntil, openUntil.isPresent() ? 5 : 0, Optional.of("No route"),
                oldest.isPresent() ? 3 : 0, 0, 0, 0, oldest);
    }

    @Test
    void aHeldOrderSaysWhatIsMissingAndWhatHappensOtherwise() {
        OpenException open = waits.of(new WaitStore.HeldOrder(new UUID(1, 1), "buildwell", "PO-1", "unit:buildwell:CD-1:CT",
                "unit", "CT", Optional.of("CD-1"), "Line 1: 4 CT.", NOW, NOW.plus(Duration.ofHours(4)),
                Optional.empty()));

        assertThat(open.title()).isEqualTo("Buildwell orders CD-1 by CT, a unit nobody knows of it");
        assertThat(open.kind()).isEqualTo(Kind.UNKNOWN_REFERENCE);
        assertThat(open.due().then()).contains("refused by 855");
        assertThat(open.runbook()).isEqualTo("guides/repair.md#unknown-reference");
    }

    @Test
    void aPausedSystemIsAnExceptionUntilItIsResumed() {
        assertThat(waits.of(lane(Optional.empty(), Optional.empty(), Optional.of(NOW)))).isEmpty();
        OpenException open = waits.of(lane(Optional.of("user:kim"), Optional.empty(), Optional.of(Tale.at(10))))
                .orElseThrow();

        assertThat(open.sentence()).isEqualTo("The ERP was paused by Kim. 3 calls wait for it.");
        assertThat(open.fixes()).extracting(Fix::label).containsExactly("Resume");
        assertThat(open.late(Tale.at(10).plus(Duration.ofHours(2)))).isTrue();
    }

    @Test
    void aFullLaneSaysThatOrdersAreSentAway() {
        OpenException open = waits.full(lane(Optional.empty(), Optional.empty(), Optional.of(Tale.at(10))),
                new Backlogs.Crowd("erp", 50_001, 50_000, Duration.ofMinutes(4)));

        assertThat(open.cause()).isEqualTo("full:erp");
        assertThat(open.sentence()).isEqualTo("50001 calls wait for the ERP, of 50000 that may. Orders and changes are asked "
                + "to come back in 4 min. The ERP must take more, or more must be allowed to wait.");
    }

    @Test
    void aSilentSystemIsNobodysBusinessForFiveMinutes() {
        Optional<Instant> open = Optional.of(NOW.plusSeconds(10));

        assertThat(waits.of(lane(Optional.empty(), open, Optional.of(NOW.minusSeconds(200))))).isEmpty();
        assertThat(waits.of(lane(Optional.empty(), open, Optional.of(NOW.minusSeconds(400))))).get()
                .returns("silent:erp", OpenException::cause);
    }

    @Test
    void whatShouldHaveLeftIsLate() {
        OpenException open = waits.of(new WaitStore.LateLeg("SO-100012-1", Optional.of("ATL"), "picking", LocalDate.of(2026, 11, 18)));

        assertThat(open.order()).contains(Tale.NUMBER);
        assertThat(open.cause()).isEqualTo("late:ATL");
        assertThat(open.sentence()).contains("should have left ATL by 2026-11-18 and is picking");
    }

    @Test
    void filtersTakeWhatTheySay() {
        OpenException open = waits.of(new WaitStore.LateLeg("SO-100012-1", Optional.of("ATL"), "picking", LocalDate.of(2026, 11, 18)));
        Instant now = open.due().at().plusSeconds(1);

        assertThat(ExceptionFilter.ALL.takes(open, "Warehouse desk", now)).isTrue();
        assertThat(filter("EDI desk", Kind.DEADLINE_MISSED, true).takes(open, "Warehouse desk", now)).isFalse();
        assertThat(filter("Warehouse desk", Kind.DRIFT, true).takes(open, "Warehouse desk", now)).isFalse();
        assertThat(filter("Warehouse desk", Kind.DEADLINE_MISSED, false).takes(open, "Warehouse desk", now)).isFalse();
        assertThat(filter("Warehouse desk", Kind.DEADLINE_MISSED, true).takes(open, "Warehouse desk", now)).isTrue();
    }

    private static ExceptionFilter filter(String owner, Kind kind, boolean late) {
        return new ExceptionFilter(Optional.of(owner), Optional.of(kind), Optional.of("late:ATL"), Optional.empty(),
                Optional.of(late));
    }
}
