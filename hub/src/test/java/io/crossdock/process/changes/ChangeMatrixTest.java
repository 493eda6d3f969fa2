package io.crossdock.process.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.testing.Distributor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * At every state of the goods and of the books an order is cancelled, reduced and made more of, and whoever was asked gives
 * back or is too late: what comes of it is what the table of reach says, and the books add up.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeMatrixTest extends ChangeWorld {

    ChangeMatrixTest(@TempDir Path directory) {
        super(directory, new Distributor()
                .account("A-1", "1000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .item("CD-1", "4.00", 10_000, 0, 0).item("CD-0", "2.50", 0, 0, 0).dropShip("CD-9", "55.10", "northforge"));
    }

    @Override
    @AfterAll
    void close() {
        super.close();
    }

    /** Where an order is when it is changed. */
    private enum At {
        WAITING, PLANNED, IN_DOUBT, REQUESTED, RELEASED, PICKING, PICKED, PACKED, SHIPPED, DELIVERED, DROP_SHIP_ACKNOWLEDGED;

        boolean nobodyWorksOnIt() {
            return this == WAITING || this == PLANNED || this == IN_DOUBT;
        }

        boolean hasLeft() {
            return this == SHIPPED || this == DELIVERED;
        }
    }

    private enum Kind {
        WHOLE, PARTIAL, MORE
    }

    private enum Answer {
        GIVES_BACK, TOO_LATE
    }

    @Test
    void everyChangeAtEveryStateComesToWhatTheTableSays() {
        List<OrderNumber> all = new ArrayList<>();
        for (At at : At.values()) {
            for (Kind kind : Kind.values()) {
                for (Answer answer : Answer.values()) {
                    OrderNumber order = brought(at);
                    all.add(order);
                    changed(order, at, kind, answer);
                }
            }
        }
        assertThat(all).hasSize(At.values().length * Kind.values().length * Answer.values().length);
        holds();
    }

    private void changed(OrderNumber order, At at, Kind kind, Answer answer) {
        String what = at + " " + kind + " " + answer;
        ChangeOutcome outcome = change(order, switch (kind) {
            case WHOLE -> new ChangeWish.What.Everything();
            case PARTIAL -> lines(1, "4", "EA");
            case MORE -> lines(1, "13", "EA");
        });
        if (kind == Kind.MORE) {
            assertThat(only(decided(outcome).added()).quantity()).as(what).isEqualTo(Quantity.of("3", "EA"));
            stands(order, what, "13");
            return;
        }
        if (at.hasLeft()) {
            assertThat(faults(outcome)).as(what).extracting(Fault::code)
                    .containsExactly(kind == Kind.WHOLE ? "nothing-changes" : "shipped-already");
            stands(order, what, "10");
            return;
        }
        String left = kind == Kind.WHOLE ? "0" : "4";
        assertThat(decided(outcome).state()).as(what).isEqualTo(at.nobodyWorksOnIt() ? "done" : "waiting");
        if (!at.nobodyWorksOnIt()) {
            assertThat(effects(order, "leg.cancel")).as(what).hasSize(1);
            stands(order, what, "10");
            report(legs(order).getFirst(), answer == Answer.GIVES_BACK ? LegSignal.CANCELLED : LegSignal.SHIPPED,
                    answer == Answer.GIVES_BACK ? "0" : "10");
        }
        boolean back = at.nobodyWorksOnIt() || answer == Answer.GIVES_BACK;
        stands(order, what, back ? left : "10");
        if (back) {
            assertThat(told(order)).as(what).isEqualTo(kind == Kind.WHOLE ? "10" : "6");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).commercialState()).as(what)
                    .isEqualTo(kind == Kind.WHOLE ? CommercialState.CANCELLED : CommercialState.ACCEPTED));
        } else {
            assertThat(effects(order, "order.amend")).as(what).isEmpty();
        }
    }

    private void stands(OrderNumber order, String what, String quantity) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).of(1).stream().map(line ->
                line.base().minus(line.cancelled())).reduce(Quantity.of("0", "EA"), Quantity::plus)).as(what)
                .isEqualTo(Quantity.of(quantity, "EA")));
        BigDecimal goods = legs(order).stream().flatMap(leg -> leg.lines().stream())
                .map(line -> line.planned().minus(line.missing()).value()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(goods).as(what + ": in shipments").isEqualByComparingTo(quantity);
    }

    /** What the ERP is told last to be cancelled altogether. */
    private String told(OrderNumber order) {
        return new BigDecimal(effects(order, "order.amend").getLast().request().path("lines").path(0).path("cancelled")
                .path("value").asString()).stripTrailingZeros().toPlainString();
    }

    private List<Effect> effects(OrderNumber order, String kind) {
        return hub.get(Effects.class).ofKey(order.value()).stream().filter(effect -> effect.kind().equals(kind)).toList();
    }

    private OrderNumber brought(At at) {
        OrderNumber order = order("A-1", line(1, at == At.WAITING ? "CD-0" : at == At.DROP_SHIP_ACKNOWLEDGED ? "CD-9"
                : "CD-1", "10"));
        if (at == At.IN_DOUBT) {
            posting(order, "effect.in_doubt");
            await().atMost(LIMIT).until(() -> standing(order).postingState().label().equals("in_doubt"));
        }
        if (at == At.WAITING || at == At.PLANNED || at == At.IN_DOUBT) {
            return order;
        }
        posted(order);
        await().atMost(LIMIT).until(() -> legs(order).getFirst().state() == LegState.REQUESTED);
        List<LegSignal> way = at == At.DROP_SHIP_ACKNOWLEDGED ? List.of(LegSignal.RELEASED, LegSignal.ACKNOWLEDGED)
                : List.of(LegSignal.RELEASED, LegSignal.PICKING, LegSignal.PICKED, LegSignal.PACKED, LegSignal.SHIPPED,
                        LegSignal.DELIVERED).subList(0, at.ordinal() - At.REQUESTED.ordinal());
        way.forEach(signal -> report(legs(order).getFirst(), signal, "10"));
        if (at.hasLeft()) {
            await().atMost(LIMIT).until(() -> standing(order).lines().getFirst().shipped().isPositive());
        }
        return order;
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }
}
