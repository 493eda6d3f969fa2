package io.crossdock.process.fulfilment;

import static io.crossdock.process.fulfilment.LegState.CANCELLED;
import static io.crossdock.process.fulfilment.LegState.DELIVERED;
import static io.crossdock.process.fulfilment.LegState.PACKED;
import static io.crossdock.process.fulfilment.LegState.PICKED;
import static io.crossdock.process.fulfilment.LegState.PICKING;
import static io.crossdock.process.fulfilment.LegState.PLANNED;
import static io.crossdock.process.fulfilment.LegState.RELEASED;
import static io.crossdock.process.fulfilment.LegState.REQUESTED;
import static io.crossdock.process.fulfilment.LegState.SHIPPED;
import static io.crossdock.process.fulfilment.LegState.SHORTED;
import static io.crossdock.process.fulfilment.LegState.WAITING;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The life of a leg as one table of state and signal. Reports may skip steps, come twice and come late: a leg only
 * goes forward.
 */
final class LegLifecycle {

    /** What a signal does to a leg in some state. */
    sealed interface Rule {

        /** The leg moves on. */
        record To(LegState next) implements Rule {
        }

        /** Quantities change, the state does not. */
        record Stay() implements Rule {
        }

        /** It comes late: what is not known yet is taken over, and nothing else changes. */
        record Fill() implements Rule {
        }

        record Ignore(String why) implements Rule {
        }

        record Refuse(String why) implements Rule {
        }
    }

    private static final Set<LegState> OPEN =
            EnumSet.of(PLANNED, REQUESTED, RELEASED, PICKING, PICKED, PACKED);
    private static final Map<LegState, Map<LegSignal, Rule>> TABLE = table();

    private LegLifecycle() {
    }

    static Rule rule(LegState state, LegSignal signal) {
        return Objects.requireNonNull(Objects.requireNonNull(TABLE.get(state)).get(signal));
    }

    private static Map<LegState, Map<LegSignal, Rule>> table() {
        Map<LegState, Map<LegSignal, Rule>> table = new EnumMap<>(LegState.class);
        for (LegState state : LegState.values()) {
            Map<LegSignal, Rule> row = new EnumMap<>(LegSignal.class);
            for (LegSignal signal : LegSignal.values()) {
                row.put(signal, cell(state, signal));
            }
            table.put(state, row);
        }
        return table;
    }

    private static Rule cell(LegState state, LegSignal signal) {
        return switch (signal) {
            case REQUESTED -> state == PLANNED ? new Rule.To(REQUESTED) : already(state);
            case RELEASED -> forward(state, RELEASED);
            case ACKNOWLEDGED -> state == PLANNED || state == REQUESTED ? new Rule.To(RELEASED) : stayIfOpen(state);
            case PICKING -> forward(state, PICKING);
            case SHORTED, SUBSTITUTED -> stayIfOpen(state);
            case PICKED -> forwardOrFill(state, PICKED);
            case PACKED -> forwardOrFill(state, PACKED);
            case SHIPPED -> state == CANCELLED || state == SHORTED
                    ? new Rule.Refuse("It was shipped although it is " + state.label() + ".") : forward(state, SHIPPED);
            case DELIVERED -> state == SHIPPED ? new Rule.To(DELIVERED) : state == DELIVERED ? already(state)
                    : new Rule.Refuse("It was delivered although it is only " + state.label() + ".");
            case CANCELLED -> OPEN.contains(state) || state == WAITING ? new Rule.To(CANCELLED)
                    : state == SHIPPED ? new Rule.Refuse("It was cancelled after it had left.") : already(state);
        };
    }

    private static Rule forward(LegState state, LegState next) {
        if (state == WAITING) {
            return new Rule.Refuse("It waits for supply and was given to nobody.");
        }
        return OPEN.contains(state) && state.ordinal() < next.ordinal() ? new Rule.To(next) : already(state);
    }

    /** Only picking says what was picked, and only packing may say what lies in which package: late is not too late. */
    private static Rule forwardOrFill(LegState state, LegState next) {
        return state.ordinal() < next.ordinal() ? forward(state, next) : new Rule.Fill();
    }

    private static Rule stayIfOpen(LegState state) {
        return OPEN.contains(state) ? new Rule.Stay() : already(state);
    }

    private static Rule already(LegState state) {
        return new Rule.Ignore("It is already " + state.label() + ".");
    }
}
