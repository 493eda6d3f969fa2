package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a report: something that differed at the first look.
 *
 * @param cause empty when a message under way explained it
 */
public record Finding(String key, Outcome outcome, Optional<Cause> cause, String sentence, String ours, String theirs,
        Optional<Quantity> by, Optional<Money> value) {

    /** What became of it. */
    public enum Outcome {
        IN_FLIGHT,
        REPAIRED,
        /** For a person. */
        WAITING;

        /** {@code in_flight}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding of(Difference drift, Outcome outcome) {
        return new Finding(drift.key(), outcome, Optional.of(drift.cause()), drift.sentence(), drift.ours(),
                drift.theirs(), drift.by(), drift.value());
    }
}
