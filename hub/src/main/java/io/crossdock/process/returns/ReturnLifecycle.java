package io.crossdock.process.returns;

import static io.crossdock.canonical.Return.State.AUTHORISED;
import static io.crossdock.canonical.Return.State.CANCELLED;
import static io.crossdock.canonical.Return.State.CREDITED;
import static io.crossdock.canonical.Return.State.CREDIT_REFUSED;
import static io.crossdock.canonical.Return.State.INSPECTED;
import static io.crossdock.canonical.Return.State.LAPSED;
import static io.crossdock.canonical.Return.State.RECEIVED;
import static io.crossdock.canonical.Return.State.REFUSED;
import static io.crossdock.canonical.Return.State.REQUESTED;

import io.crossdock.canonical.Return.State;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The life of a return as one table of state and event. */
final class ReturnLifecycle {

    /** What an event does to a return in some state. */
    sealed interface Rule {

        record To(State next) implements Rule {
        }

        /** Quantities change, the state does not. */
        record Stay() implements Rule {
        }

        /** Nothing changes, and nothing is wrong. */
        record Ignore(String why) implements Rule {
        }

        /** It must not be; a person should look. */
        record Refuse(String why) implements Rule {
        }
    }

    private static final Map<State, Map<ReturnEvent, Rule>> TABLE = table();

    private ReturnLifecycle() {
    }

    static Rule rule(State state, ReturnEvent event) {
        return Objects.requireNonNull(Objects.requireNonNull(TABLE.get(state)).get(event));
    }

    private static Map<State, Map<ReturnEvent, Rule>> table() {
        Map<State, Map<ReturnEvent, Rule>> table = new EnumMap<>(State.class);
        for (State state : State.values()) {
            Map<ReturnEvent, Rule> row = new EnumMap<>(ReturnEvent.class);
            for (ReturnEvent event : ReturnEvent.values()) {
                row.put(event, cell(state, event));
            }
            table.put(state, row);
        }
        return table;
    }

    private static Rule cell(State state, ReturnEvent event) {
        return switch (event) {
            case AUTHORISED -> switch (state) {
                // What was refused or has lapsed can be allowed after all, if the goods are still free to be returned.
                case REQUESTED, REFUSED, LAPSED -> to(AUTHORISED);
                case CANCELLED -> refuse("The buyer has cancelled it.");
                case AUTHORISED, RECEIVED, INSPECTED, CREDITED, CREDIT_REFUSED -> ignore("It was authorised before.");
            };
            case REFUSED -> switch (state) {
                case REQUESTED -> to(REFUSED);
                case REFUSED -> already(state);
                case AUTHORISED, RECEIVED, INSPECTED, CREDITED, CREDIT_REFUSED ->
                    refuse("It was authorised; the goods may be on their way.");
                case CANCELLED, LAPSED -> ignore("It has ended.");
            };
            case CANCELLED -> switch (state) {
                case REQUESTED, AUTHORISED -> to(CANCELLED);
                case CANCELLED -> already(state);
                case RECEIVED, INSPECTED, CREDITED, CREDIT_REFUSED -> refuse("Goods of it are here already.");
                case REFUSED, LAPSED -> ignore("It has ended.");
            };
            case LAPSED -> switch (state) {
                case AUTHORISED -> to(LAPSED);
                case REQUESTED -> ignore("It is not authorised yet.");
                case RECEIVED, INSPECTED, CREDITED, CREDIT_REFUSED -> ignore("Goods of it are here.");
                case REFUSED, CANCELLED, LAPSED -> ignore("It has ended.");
            };
            case ARRIVED -> switch (state) {
                case AUTHORISED -> to(RECEIVED);
                case RECEIVED -> new Rule.Stay();
                case REQUESTED -> refuse("Goods came before the return was authorised.");
                case INSPECTED, CREDITED, CREDIT_REFUSED -> refuse("Goods came after the return was settled.");
                case REFUSED, CANCELLED, LAPSED -> refuse("Goods came although the return is " + state.label() + ".");
            };
            case INSPECTED -> switch (state) {
                case RECEIVED -> to(INSPECTED);
                case INSPECTED, CREDITED, CREDIT_REFUSED -> ignore("It was inspected before.");
                case REQUESTED, AUTHORISED, REFUSED, CANCELLED, LAPSED -> refuse("Nothing of it has come.");
            };
            case CREDIT_POSTED -> switch (state) {
                case INSPECTED, CREDIT_REFUSED -> to(CREDITED);
                case CREDITED -> already(state);
                case REQUESTED, AUTHORISED, RECEIVED, REFUSED, CANCELLED, LAPSED -> refuse("No credit was asked for.");
            };
            case CREDIT_REFUSED -> switch (state) {
                case INSPECTED -> to(CREDIT_REFUSED);
                case CREDIT_REFUSED -> already(state);
                case CREDITED -> refuse("The credit was posted before.");
                case REQUESTED, AUTHORISED, RECEIVED, REFUSED, CANCELLED, LAPSED -> refuse("No credit was asked for.");
            };
            case CREDIT_RETRIED -> switch (state) {
                case CREDIT_REFUSED -> to(INSPECTED);
                case INSPECTED, CREDITED -> ignore("The credit is under way or posted.");
                case REQUESTED, AUTHORISED, RECEIVED, REFUSED, CANCELLED, LAPSED -> refuse("No credit was asked for.");
            };
        };
    }

    private static Rule to(State next) {
        return new Rule.To(next);
    }

    private static Rule already(State state) {
        return ignore("It is already " + state.label().replace('_', ' ') + ".");
    }

    private static Rule ignore(String why) {
        return new Rule.Ignore(why);
    }

    private static Rule refuse(String why) {
        return new Rule.Refuse(why);
    }
}
