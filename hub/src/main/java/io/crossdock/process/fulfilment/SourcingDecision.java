package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Quantity;
import java.util.List;

/** What sourcing comes to. */
public sealed interface SourcingDecision {

    /**
     * @param cut          what will not be delivered, by the account's policy; in base units
     * @param alternatives what else was possible and why it was not taken, best first
     */
    record Sourced(List<LegPlan> legs, List<Cut> cut, String rule, List<Alternative> alternatives)
            implements SourcingDecision {
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
     */
    record Alternative(List<String> origins, int shipments, String missing, String whyNot) {
    }
}
