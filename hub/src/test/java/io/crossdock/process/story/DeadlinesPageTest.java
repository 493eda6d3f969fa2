package io.crossdock.process.story;

import io.crossdock.canonical.Return;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.landscape.Attention.Kind;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.testing.GeneratedPage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every state in which something waits has a deadline and says what happens then; a new state does not compile without. */
class DeadlinesPageTest {

    /** @param deadline when; @param then what happens */
    private record Wait(String deadline, String then) {
    }

    private static Optional<Wait> wait(String deadline, String then) {
        return Optional.of(new Wait(deadline, then));
    }

    private static String within(Kind kind) {
        Duration limit = kind.within();
        String words = limit.toHours() >= 24 ? limit.toDays() + " d" : limit.toMinutes() >= 60 ? limit.toHours() + " h"
                : limit.toMinutes() + " min";
        return words + " (`attention.within." + kind.key() + "`)";
    }

    private static Optional<Wait> of(CommercialState state) {
        return switch (state) {
            case HELD -> wait("5 min", "It is an exception of the order desk, late after " + within(Kind.BUSINESS_REFUSAL) + ".");
            case ACCEPTED -> wait("that of its posting and its shipments", "As below.");
            case CANCELLED, CLOSED -> Optional.empty();
        };
    }

    private static Optional<Wait> of(LegState state) {
        return switch (state) {
            case WAITING -> wait("the day it is promised for", "It is an exception of inventory control.");
            case PLANNED, REQUESTED, RELEASED, PICKING, PICKED, PACKED -> wait("the day it has to leave",
                    "It is an exception of the warehouse or of purchasing; reconciliation asks the warehouse every 15 min.");
            case SHIPPED -> wait("two days after the day it is promised for",
                    "It is an exception of the transport desk, where its carrier reports.");
            case DELIVERED, SHORTED, CANCELLED -> Optional.empty();
        };
    }

    private static Optional<Wait> of(EffectState state) {
        return switch (state) {
            case READY -> wait("`lane.maxAttempts`; 5 min while its target is silent",
                    "It is parked; a silent target is an exception.");
            case SENDING -> wait("`lane.lease`", "It is in doubt, or tried again where the target knows our key.");
            case IN_DOUBT -> wait("1 min", "It is an exception, late after " + within(Kind.IN_DOUBT)
                    + "; the target is asked again and again meanwhile.");
            case PARKED -> wait("at once", "It is an exception, late after " + within(Kind.TARGET_FAULT) + ".");
            case REFUSED -> wait("at once", "It is an exception, late after " + within(Kind.BUSINESS_REFUSAL) + ".");
            case DONE, SKIPPED, COMPENSATED -> Optional.empty();
        };
    }

    private static Optional<Wait> of(Message.State state) {
        return switch (state) {
            case RECEIVED -> wait("15 min", "The invariant `messages-are-answered` is broken, which is an exception.");
            case DIGESTED, REFUSED -> Optional.empty();
        };
    }

    private static Optional<Wait> of(Return.State state) {
        return switch (state) {
            case REQUESTED -> wait("at once", "It is an exception of `returns.approver`, late after "
                    + within(Kind.DEADLINE_MISSED) + ".");
            case AUTHORISED -> wait("14 d (`returns.arriveWithinDays`)", "It lapses, and its goods can be returned otherwise.");
            case RECEIVED -> wait("the same day", "What was looked at is credited; if some was not, it is an exception.");
            case INSPECTED -> wait("that of its invoice and its call", "As above.");
            case CREDIT_REFUSED -> wait("at once", "Its call is an exception, late after " + within(Kind.BUSINESS_REFUSAL)
                    + ".");
            case CREDITED, REFUSED, CANCELLED, LAPSED -> Optional.empty();
        };
    }

    private static <S extends Enum<S>> Stream<String> rows(String what, Class<S> states, Function<S, Optional<Wait>> wait) {
        return Arrays.stream(states.getEnumConstants()).flatMap(state -> wait.apply(state).map(each -> row(what,
                state.name().toLowerCase(Locale.ROOT).replace('_', ' '), each.deadline(), each.then())).stream());
    }

    private static String row(String what, String state, String deadline, String then) {
        return "| " + what + " | " + state + " | " + deadline + " | " + then + " |";
    }

    @Test
    void everyWaitIsOnThePage() {
        List<String> others = List.of(
                row("850 of a partner", "read, ordering", "15 min",
                        "The invariant `edi-orders-are-answered` is broken, which is an exception."),
                row("850 of a partner", "held for a reference", "4 h (`attention.holdFor`)",
                        "It is refused by 855 with the reason; until then it is an exception of the EDI desk."),
                row("shipment", "asked back", "4 h (`changes.answerWithin`)",
                        "It is an exception of the warehouse or of purchasing, with the fix to ship it all the same."),
                row("860 of a partner", "waits for its order or the change before", "1 h (`changes.waitFor`)",
                        "It is refused by 865 if there is no order, done if only a forerunner is missing; until then it is "
                                + "an exception of the EDI desk."),
                row("message that could not be digested", "parked", "at once, or 2 min while it is tried again; one that "
                        + "waits for something else is tried for a day",
                        "It is an exception; what came later for the same document waits behind it."),
                row("cart or quote", "held goods", "30 min, 1 d (`reservations`)", "The goods are given back."),
                row("risky change of master data", "open", "1 d (`masterData.remindAfter`)",
                        "It is an exception; what is in force stays."),
                row("difference between two systems", "open", "at once", "It is an exception, late after "
                        + within(Kind.DRIFT) + "."),
                row("system", "paused", "at once", "It is an exception, late after " + within(Kind.TARGET_FAULT) + "."),
                row("fix", "proposed", "7 d", "It is forgotten; nothing was done."));
        List<String> rows = Stream.of(rows("order", CommercialState.class, DeadlinesPageTest::of),
                rows("shipment", LegState.class, DeadlinesPageTest::of),
                rows("call to another system", EffectState.class, DeadlinesPageTest::of),
                rows("message", Message.State.class, DeadlinesPageTest::of),
                rows("return", Return.State.class, DeadlinesPageTest::of), others.stream()).flatMap(each -> each).toList();
        new GeneratedPage("deadlines.md").mustRead("""
                # What waits, and what happens then

                Every state in which something waits has a deadline. [Exceptions](../guides/repair.md) say whose they are, and
                alerts call somebody. This page is generated; a new state of an order, shipment, call, message or return does not
                compile without its line.

                | what | state | deadline | then |
                |---|---|---|---|
                """ + String.join("\n", rows) + "\n");
    }
}
