package io.crossdock.process.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.process.fulfilment.LegLifecycle.Rule;
import io.crossdock.testing.GeneratedPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LegLifecycleTest {

    private static final List<LegSignal> WAREHOUSE = List.of(LegSignal.RELEASED, LegSignal.PICKING, LegSignal.PICKED,
            LegSignal.PACKED, LegSignal.SHIPPED);

    @ParameterizedTest
    @EnumSource(LegState.class)
    void everySignalHasANamedAnswerToEveryState(LegState state) {
        for (LegSignal signal : LegSignal.values()) {
            switch (LegLifecycle.rule(state, signal)) {
                case Rule.To(LegState next) -> assertThat(next.ordinal()).isGreaterThan(state.ordinal());
                case Rule.Stay() -> assertThat(state.ended()).isFalse();
                case Rule.Fill() -> assertThat(state).isGreaterThanOrEqualTo(LegState.PICKED);
                case Rule.Ignore(String why) -> assertThat(why).endsWith(".");
                case Rule.Refuse(String why) -> assertThat(why).endsWith(".");
            }
        }
    }

    @Test
    void everyOrderOfTheWarehousesMessagesEndsInTheSameState() {
        for (List<LegSignal> story : permutations(WAREHOUSE)) {
            assertThat(end(story)).as("%s", story).isEqualTo(LegState.SHIPPED);
            List<LegSignal> twice = new ArrayList<>(story);
            twice.addAll(story);
            assertThat(end(twice)).as("%s", twice).isEqualTo(LegState.SHIPPED);
        }
    }

    private static LegState end(List<LegSignal> signals) {
        LegState state = LegState.REQUESTED;
        for (LegSignal signal : signals) {
            if (LegLifecycle.rule(state, signal) instanceof Rule.To(LegState next)) {
                state = next;
            }
        }
        return state;
    }

    @Test
    void whatWasShippedCannotBeCancelledAndWhatWasCancelledMustNotShip() {
        assertThat(LegLifecycle.rule(LegState.SHIPPED, LegSignal.CANCELLED)).isInstanceOf(Rule.Refuse.class);
        assertThat(LegLifecycle.rule(LegState.CANCELLED, LegSignal.SHIPPED)).isInstanceOf(Rule.Refuse.class);
    }

    @Test
    void theDiagramIsThatOfTheTable() {
        StringBuilder page = new StringBuilder("""
                # The life of a leg

                Generated from `LegLifecycle`. Reports may skip steps, come twice and come late: a leg only goes forward. Signals
                that are not drawn change nothing, for a named reason.

                ```mermaid
                stateDiagram-v2
                """);
        StringBuilder refused = new StringBuilder("```\n\n| state | signal | why not |\n|---|---|---|\n");
        StringBuilder filled = new StringBuilder("""

                These come late and still tell something: what was picked, and what lies in which package. What is known
                already stays.

                | state | signal |
                |---|---|
                """);
        for (LegState state : LegState.values()) {
            for (LegSignal signal : LegSignal.values()) {
                switch (LegLifecycle.rule(state, signal)) {
                    case Rule.To(LegState next) -> page.append("    ").append(state.label()).append(" --> ")
                            .append(next.label()).append(" : ").append(signal.name().toLowerCase(java.util.Locale.ROOT))
                            .append('\n');
                    case Rule.Refuse(String why) -> refused.append("| ").append(state.label()).append(" | ")
                            .append(signal.name().toLowerCase(java.util.Locale.ROOT)).append(" | ").append(why)
                            .append(" |\n");
                    case Rule.Stay s -> { }
                    case Rule.Fill f -> filled.append("| ").append(state.label()).append(" | ")
                            .append(signal.name().toLowerCase(java.util.Locale.ROOT)).append(" |\n");
                    case Rule.Ignore i -> { }
                }
            }
        }
        new GeneratedPage("leg-lifecycle.md").mustRead(page.append(refused).append(filled).toString());
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<T> rest = new ArrayList<>(items);
            T first = rest.remove(i);
            for (List<T> tail : permutations(Collections.unmodifiableList(rest))) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                all.add(whole);
            }
        }
        return all;
    }
}
