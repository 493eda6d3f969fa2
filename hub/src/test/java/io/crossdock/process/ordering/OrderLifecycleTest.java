package io.crossdock.process.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.process.ordering.OrderLifecycle.Answer;
import io.crossdock.testing.GeneratedPage;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderLifecycleTest {

    @ParameterizedTest
    @EnumSource(CommercialState.class)
    void everyEventHasANamedAnswerToEveryCommercialState(CommercialState state) {
        for (OrderEvent event : OrderEvent.values()) {
            named(OrderLifecycle.decide(state, event));
        }
    }

    @ParameterizedTest
    @EnumSource(PostingState.class)
    void everyEventHasANamedAnswerToEveryPostingState(PostingState state) {
        for (OrderEvent event : OrderEvent.values()) {
            named(OrderLifecycle.decide(state, event));
        }
    }

    private static void named(Answer<?> answer) {
        switch (answer) {
            case Answer.Moved<?>(var next) -> assertThat(next).isNotNull();
            case Answer.Ignored<?>(String why) -> assertThat(why).endsWith(".");
            case Answer.Refused<?>(String why) -> assertThat(why).endsWith(".");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, POSTED, POSTED", "PENDING, POSTING_IN_DOUBT, IN_DOUBT", "IN_DOUBT, POSTED, POSTED",
        "IN_DOUBT, POSTING_PARKED, PARKED", "PARKED, POSTING_RETRIED, PENDING", "PENDING, POSTING_REFUSED, REFUSED",
        "REFUSED, POSTING_RETRIED, PENDING", "PARKED, POSTING_SKIPPED, REFUSED"})
    void thePostingMovesOn(PostingState state, OrderEvent event, PostingState next) {
        assertThat(OrderLifecycle.decide(state, event)).isEqualTo(new Answer.Moved<>(next));
    }

    @Test
    void whatTheErpHasBookedStaysBooked() {
        for (OrderEvent event : OrderEvent.values()) {
            assertThat(OrderLifecycle.decide(PostingState.POSTED, event)).isNotInstanceOf(Answer.Moved.class);
        }
    }

    @Test
    void anEndedOrderDoesNotComeBack() {
        for (OrderEvent event : OrderEvent.values()) {
            assertThat(OrderLifecycle.decide(CommercialState.CLOSED, event)).isNotInstanceOf(Answer.Moved.class);
            assertThat(OrderLifecycle.decide(CommercialState.CANCELLED, event)).isNotInstanceOf(Answer.Moved.class);
        }
    }

    @Test
    void aRefusedPostingHoldsTheOrderAndASuccessfulOneFreesIt() {
        assertThat(OrderLifecycle.decide(CommercialState.ACCEPTED, OrderEvent.POSTING_REFUSED))
                .isEqualTo(new Answer.Moved<>(CommercialState.HELD));
        assertThat(OrderLifecycle.decide(CommercialState.HELD, OrderEvent.POSTED))
                .isEqualTo(new Answer.Moved<>(CommercialState.ACCEPTED));
    }

    @Test
    void theDiagramIsThatOfTheTable() {
        new GeneratedPage("order-lifecycle.md").mustRead("""
                # The life of an order

                Generated from `OrderLifecycle`. Events that are not drawn change nothing, for a named reason.

                ## What was agreed

                """ + diagram(CommercialState.values(), OrderLifecycle::decide) + """

                ## Whether the ERP has it

                """ + diagram(PostingState.values(), OrderLifecycle::decide));
    }

    private static <S extends Enum<S>> String diagram(S[] states, BiFunction<S, OrderEvent, Answer<S>> table) {
        StringBuilder page = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        for (S state : states) {
            Arrays.stream(OrderEvent.values()).forEach(event -> {
                if (table.apply(state, event) instanceof Answer.Moved<S>(S next) && next != state) {
                    page.append("    ").append(label(state)).append(" --> ").append(label(next)).append(" : ")
                            .append(label(event)).append('\n');
                }
            });
        }
        page.append("```\n\n| state | event | why not |\n|---|---|---|\n");
        for (S state : states) {
            for (OrderEvent event : OrderEvent.values()) {
                if (table.apply(state, event) instanceof Answer.Refused<S>(String why)) {
                    page.append("| ").append(label(state)).append(" | ").append(label(event)).append(" | ").append(why)
                            .append(" |\n");
                }
            }
        }
        return page.toString();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
