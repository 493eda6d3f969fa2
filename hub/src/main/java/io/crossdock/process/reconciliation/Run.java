package io.crossdock.process.reconciliation;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One comparison with one system.
 *
 * @param askedBy {@code schedule}, or the person or consumer who asked for it
 * @param judgeAt when what differed is looked at again
 * @param reason  why it failed, or what it left out
 */
public record Run(UUID id, String comparison, String system, String askedBy, State state, Instant createdAt,
        Optional<Instant> judgeAt, Optional<Instant> endedAt, Figures figures, Optional<String> reason) {

    /** How far a run has come. */
    public enum State {
        WAITING,
        /** Something differed; messages under way get their time. */
        SETTLING,
        DONE,
        /** The other system did not answer. */
        FAILED;

        /** {@code settling}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What it found.
     *
     * @param agreed   the same on both sides at the first look
     * @param inFlight differed, and a message under way explained it
     * @param repaired those of the drifts that were small enough to be repaired at once
     */
    public record Figures(int compared, int agreed, int inFlight, int drifts, int repaired) {

        /** Drifts that wait for a person. */
        public int waiting() {
            return drifts - repaired;
        }
    }
}
