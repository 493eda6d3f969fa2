package io.crossdock.process.practice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * How a drill went, as whoever ran it tells.
 *
 * @param traffic  how long orders were placed
 * @param took     with start and settling
 * @param score    nothing when it did not come to its end
 * @param script   what was done when
 * @param diedAt   places between the ledgers at which a hub died
 * @param findings what is not as it must be
 * @param rerun    the command that does the same again
 */
public record DrillReport(String drill, String seed, Instant begun, Duration traffic, Duration took, boolean passed,
        Optional<Score> score, List<String> script, List<String> diedAt, List<String> findings, String rerun) {

    public DrillReport {
        script = List.copyOf(script);
        diedAt = List.copyOf(diedAt);
        findings = List.copyOf(findings);
    }

    /**
     * What became of the orders, by the books of the drill's own estate.
     *
     * @param unasked   in the ERP, though no buyer was told so
     * @param oversold  shelves from which more was promised than there is
     * @param outOfTier calls that went before more urgent ones
     * @param noticed   from the first fault to its first trace; empty: it left none
     * @param drained   from the end of traffic until nothing was under way
     * @param beside    live orders beside bulk work, if there was any
     */
    public record Score(int asked, int kept, int refused, int lost, int doubled, int unasked, int oversold, int outOfTier,
            Optional<Duration> noticed, Duration drained, Optional<Beside> beside) {

        public Score {
            // Reports of former versions say nothing of it.
            beside = Objects.requireNonNullElse(beside, Optional.empty());
        }
    }

    /** The 99th percentiles of what live orders took to the ERP, alone and beside bulk work for it. */
    public record Beside(Duration alone, Duration bulk) {

        public BigDecimal ratio() {
            return BigDecimal.valueOf(bulk.toMillis()).divide(BigDecimal.valueOf(Math.max(1, alone.toMillis())), 2,
                    RoundingMode.HALF_UP);
        }
    }

    /** The same run has the same id, however often it is told. */
    public UUID id() {
        return id(drill, seed, begun);
    }

    static UUID id(String drill, String seed, Instant begun) {
        return UUID.nameUUIDFromBytes((drill + " " + seed + " " + begun).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it ran on a shadow lane of the hub that tells of it, and not on an estate of its own. */
    public boolean onShadow() {
        return drill.contains(" on shadow of ");
    }
}
