package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One kind of thing compared with one kind of system. The {@link Reconciler} finds every comparison by injection, lets
 * it look, gives messages under way their time, and lets it judge what differed.
 */
interface Comparison {

    /** Unique and stable, such as {@code stock-wms}. */
    String name();

    /** What is compared, in business words: {@code Stock against the warehouse}. */
    String title();

    /** The systems that can be compared with. */
    List<SystemSettings> systems(Landscape landscape);

    /**
     * The first look.
     *
     * @throws io.crossdock.system.connectors.SystemUnavailable when the system does not answer
     */
    Look look(SystemSettings system);

    /**
     * Judges what differed, some time later.
     *
     * @throws io.crossdock.system.connectors.SystemUnavailable when the system does not answer
     */
    List<Verdict> judge(SystemSettings system, List<Suspect> suspects);

    /** Whether their word may be taken unasked: it does harm to nobody, and is within what the policy allows. */
    boolean unasked(Difference difference, Policies.Reconciliation policy);

    /** A run that found more drift than this repairs nothing unasked: so much at once is rather a fault. */
    default int unaskedMost(Policies.Reconciliation policy) {
        return Integer.MAX_VALUE;
    }

    /** Takes their word; false when it has moved on since it was judged. Runs in a transaction. */
    boolean repair(Difference difference, Origin origin);

    /** @param compared how many things were there on either side */
    record Look(int compared, List<Suspect> suspects) {

        public Look {
            suspects = List.copyOf(suspects);
        }
    }

    /** Something that differed at the first look. @param seen what its comparison wants to remember */
    record Suspect(String key, JsonNode seen) {
    }

    /** What a difference turned out to be. */
    sealed interface Verdict {

        String key();

        /** A message was or is under way. */
        record InFlight(String key, String why, String ours, String theirs) implements Verdict {
        }

        /** Nothing under way explains it. */
        record Drifted(Difference difference) implements Verdict {

            @Override
            public String key() {
                return difference.key();
            }
        }
    }
}
