package io.crossdock.process.returns;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Return.State;
import io.crossdock.process.returns.ReturnLifecycle.Rule;
import io.crossdock.testing.GeneratedPage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReturnLifecycleTest {

    @ParameterizedTest
    @EnumSource(State.class)
    void everyEventHasANamedAnswerToEveryState(State state) {
        for (ReturnEvent event : ReturnEvent.values()) {
            switch (ReturnLifecycle.rule(state, event)) {
                case Rule.To(State next) -> assertThat(next).isNotEqualTo(state);
                case Rule.Stay() -> assertThat(state).isEqualTo(State.RECEIVED);
                case Rule.Ignore(String why) -> assertThat(why).endsWith(".");
                case Rule.Refuse(String why) -> assertThat(why).endsWith(".");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void whatHasHappenedOnceDoesNotHappenAgain(State state) {
        for (ReturnEvent event : ReturnEvent.values()) {
            if (ReturnLifecycle.rule(state, event) instanceof Rule.To(State next)) {
                assertThat(ReturnLifecycle.rule(next, event)).as("%s twice", event).isNotInstanceOf(Rule.To.class)
                        .isNotInstanceOf(Rule.Refuse.class);
            }
        }
    }

    @Test
    void goodsThatAreHereAreNeitherCancelledNorLapsed() {
        for (State state : EnumSet.of(State.RECEIVED, State.INSPECTED, State.CREDITED, State.CREDIT_REFUSED)) {
            assertThat(ReturnLifecycle.rule(state, ReturnEvent.CANCELLED)).isInstanceOf(Rule.Refuse.class);
            assertThat(ReturnLifecycle.rule(state, ReturnEvent.LAPSED)).isInstanceOf(Rule.Ignore.class);
        }
    }

    @Test
    void onlyWhatWasInspectedIsCredited() {
        Set<State> credited = Arrays.stream(State.values()).filter(state -> ReturnLifecycle.rule(state,
                ReturnEvent.CREDIT_POSTED) instanceof Rule.To).collect(Collectors.toSet());

        assertThat(credited).containsExactlyInAnyOrder(State.INSPECTED, State.CREDIT_REFUSED);
    }

    @Test
    void theDiagramIsThatOfTheTable() {
        StringBuilder page = new StringBuilder("""
                # The life of a return

                Generated from `ReturnLifecycle`. Events that are not drawn change nothing, for a named reason.

                ```mermaid
                stateDiagram-v2
                """);
        StringBuilder refused = new StringBuilder("```\n\nThese must not be: a person is told.\n\n| state | event | why not |\n"
                + "|---|---|---|\n");
        StringBuilder ignored = new StringBuilder("\nThese change nothing.\n\n| state | event | why |\n|---|---|---|\n");
        for (State state : State.values()) {
            for (ReturnEvent event : ReturnEvent.values()) {
                String name = event.name().toLowerCase(Locale.ROOT);
                String row = "| " + state.label() + " | " + name + " | ";
                switch (ReturnLifecycle.rule(state, event)) {
                    case Rule.To(State next) -> page.append("    ").append(state.label()).append(" --> ")
                            .append(next.label()).append(" : ").append(name).append('\n');
                    case Rule.Stay() -> page.append("    ").append(state.label()).append(" --> ").append(state.label())
                            .append(" : ").append(name).append('\n');
                    case Rule.Refuse(String why) -> refused.append(row).append(why).append(" |\n");
                    case Rule.Ignore(String why) -> ignored.append(row).append(why).append(" |\n");
                }
            }
        }
        new GeneratedPage("return-lifecycle.md").mustRead(page.append(refused).append(ignored).toString());
    }
}
