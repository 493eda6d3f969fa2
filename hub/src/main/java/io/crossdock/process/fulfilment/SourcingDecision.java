package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What sourcing comes to. */
public sealed interface SourcingDecision {

    /**
     * @param cut          what will not be delivered, by the account's policy; in base units
     * @param alternatives what else was possible and why it was not taken, best first
     * @param scores       what the choice scores, by rank; none where nothing was to choose
     */
    record Sourced(List<LegPlan> legs, List<Cut> cut, String rule, List<Alternative> alternatives,
            List<Score> scores) implements SourcingDecision {
    }

    /** Nothing that the account's policy allows. */
    record Impossible(String why) implements SourcingDecision {
    }

    record Cut(int lineNo, Quantity quantity) {
    }

    /**
     * @param origins  the places that would ship
     * @param shipments how many shipments
     * @param missing  what would be missing, in words
     * @param scores   what it scores, by rank
     * @param lostOn   the first criterion on which it scores worse than the choice
     */
    record Alternative(List<String> origins, int shipments, String missing, String whyNot, List<Score> scores,
            Optional<String> lostOn) {

        public Alternative {
            // Receipts of former versions have none.
            scores = Objects.requireNonNullElse(scores, List.of());
        }
    }

    /**
     * One criterion of the rank.
     *
     * @param value less is better; empty when it cannot be said, which is worse than any value
     * @param says  the same as words
     */
    record Score(String criterion, Optional<BigDecimal> value, String says) {
    }
}
