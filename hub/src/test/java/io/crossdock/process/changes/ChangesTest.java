package io.crossdock.process.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import io.crossdock.testing.Distributor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders are changed and cancelled at every point of their lives; what is promised, reserved and told stays in step. */
class ChangesTest extends ChangeWorld {

    ChangesTest(@TempDir Path directory) {
        super(directory, new Distributor()
                .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .item("CD-1", "4.00", 60, 0, 0).item("CD-2", "2.50", 40, 40, 0)
                .dropShip("CD-9", "55.10", "northforge"));
        erp.adds(false);
    }

    @Override
    @AfterEach
    void close() {
        super.close();
    }

    @Test
    void whatWaitsForGoodsIsUndoneAtOnce() {
        OrderNumber order = order(line(1, "CD-1", "100"));
        assertThat(legs(order)).extracting(Leg::state).contains(LegState.WAITING);

        ChangeAnswer answer = decided(change(order, lines(1, "60", "EA")));

        assertThat(answer.state()).isEqualTo("done");
        assertThat(answer.lines()).singleElement().satisfies(line -> {
            assertThat(line.undone()).isEqualTo(Quantity.of("40", "EA"));
            assertThat(line.says()).isEqualTo("40 EA of CD-1 are cancelled.");
        });
        assertThat(legs(order)).extracting(Leg::state).contains(LegState.CANCELLED);
        settled(order, "40");
        assertThat(amendment(order)).isEqualTo("1 40 EA");
    }

    @Test
    void aPartInAnotherUnitIsTakenExactlyOrRefused() {
        OrderNumber order = order(line(1, "CD-1", "60"));

        assertThat(decided(change(order, lines(1, "4", "BX"))).lines().getFirst().less()).isEqualTo(Quantity.of("12", "EA"));
        assertThat(faults(change(order, lines(1, "1", "PL")))).extracting(Fault::code).containsExactly("unit-unknown");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndNothingIsDone() {
        OrderNumber order = order(line(1, "CD-1", "10"));

        assertThat(faults(change(order, new ChangeWish.What.Lines(List.of(new ChangeWish.Line(1, Quantity.of("11", "EA")),
                new ChangeWish.Line(1, Quantity.of("5", "EA")), new ChangeWish.Line(7, Quantity.of("1", "EA")))))))
                .extracting(Fault::pointer, Fault::code).containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/lines/0", "erp-cannot-add"),
                        org.assertj.core.groups.Tuple.tuple("/lines/1/line", "line-repeated"),
                        org.assertj.core.groups.Tuple.tuple("/lines/2/line", "line-unknown"));
        assertThat(faults(change(order, lines(1, "10", "EA")))).extracting(Fault::code).containsExactly("nothing-changes");
        assertThat(hub.get(Changes.class).ofOrder(order)).isEmpty();
        assertThat(stock("CD-1").reserved()).isEqualTo(Quantity.of("10", "EA"));
    }

    @Test
    void whatAWarehouseHasIsAskedBackAndTheRestComesFromThereAgain() {
        OrderNumber order = order(line(1, "CD-1", "30"));
        Leg leg = requested(order);
        report(leg, LegSignal.PICKING, "30");

        ChangeAnswer answer = decided(change(order, lines(1, "10", "EA")));
        assertThat(answer.state()).isEqualTo("waiting");
        assertThat(answer.lines().getFirst().asked()).isEqualTo(Quantity.of("20", "EA"));
        assertThat(effects(order, "leg.cancel")).singleElement().satisfies(effect -> {
            assertThat(effect.target()).isEqualTo("wms-atl");
            assertThat(effect.businessKey()).isEqualTo(leg.number().toString());
        });
        assertThat(decided(change(order, lines(1, "5", "EA"))).lines().getFirst().asked()).as("5 more of the same leg")
                .isEqualTo(Quantity.of("5", "EA"));
        assertThat(stock("CD-1").reserved()).as("still promised").isEqualTo(Quantity.of("30", "EA"));

        report(leg, LegSignal.CANCELLED, "0");

        settled(order, "25");
        assertThat(legs(order)).filteredOn(each -> !each.state().ended()).singleElement().satisfies(again -> {
            assertThat(again.origin()).isEqualTo(leg.origin());
            assertThat(again.lines().getFirst().open()).isEqualTo(Quantity.of("5", "EA"));
        });
        assertThat(stock("CD-1").reserved()).isEqualTo(Quantity.of("5", "EA"));
        assertThat(amendment(order)).isEqualTo("1 25 EA");
    }

    @Test
    void whoeverIsTooLateIsToldSoAndTheGoodsCome() {
        OrderNumber order = order(line(1, "CD-1", "30"));
        Leg leg = requested(order);
        decided(change(order, new ChangeWish.What.Everything()));

        report(leg, LegSignal.SHIPPED, "30");

        await().untilAsserted(() -> assertThat(facts(order, "leg.not_called_off")).singleElement().satisfies(fact ->
                assertThat(fact.data().path("why").asString()).isEqualTo("it had left already")));
        await().until(() -> standing(order).lines().getFirst().shipped().isPositive());
        settled(order, "0");
        assertThat(faults(change(order, lines(1, "10", "EA")))).extracting(Fault::code).containsExactly("shipped-already");
    }

    @Test
    void aWarehouseThatSaysNoHasItsWordInTheFact() {
        OrderNumber order = order(line(1, "CD-1", "30"));
        Leg leg = requested(order);
        decided(change(order, new ChangeWish.What.Everything()));
        hub.inTransaction(() -> hub.get(Journal.class).append(List.of(new NewFact("effect.refused",
                leg.number().toString(), order.value(), Origin.start("t", "system:wms-atl"), 1, Map.of("effect",
                        java.util.UUID.randomUUID(), "target", "wms-atl", "kind", "leg.cancel", "businessKey",
                        leg.number().toString(), "reason", "It is on the truck.")))));

        await().untilAsserted(() -> assertThat(facts(order, "leg.not_called_off")).singleElement().satisfies(fact ->
                assertThat(fact.data().path("why").asString()).isEqualTo("wms-atl said no: It is on the truck.")));
    }

    @Test
    void whatComesShortWhileItIsAskedBackIsNotSoughtElsewhere() {
        OrderNumber order = order(line(1, "CD-2", "30"));
        Leg leg = requested(order);
        decided(change(order, lines(1, "10", "EA")));

        report(leg, LegSignal.SHORTED, "25");

        settled(order, "20");
        assertThat(legs(order)).filteredOn(each -> !each.number().equals(leg.number())).singleElement().satisfies(more ->
                assertThat(more.lines().getFirst().planned()).as("5 are still wanted").isEqualTo(Quantity.of("5", "EA")));
        report(leg, LegSignal.SHIPPED, "5");
        await().untilAsserted(() -> assertThat(standing(order).lines().getFirst().shipped()).isEqualTo(Quantity.of("5", "EA")));
        assertThat(facts(order, "leg.not_called_off")).isEmpty();
        holds();
    }

    @Test
    void afterANoItIsAskedAgainAndWhatCannotBeDoneIsNoChange() {
        OrderNumber order = order(line(1, "CD-1", "30"));
        Leg leg = requested(order);
        decided(change(order, lines(1, "20", "EA")));
        Effect no = effects(order, "leg.cancel").getFirst();
        hub.inTransaction(() -> hub.get(Effects.class).skip(no.id(), "They do not answer the phone.", "user:ann"));
        await().untilAsserted(() -> assertThat(facts(order, "leg.not_called_off")).hasSize(1));

        assertThat(decided(change(order, lines(1, "20", "EA"))).state()).isEqualTo("waiting");
        assertThat(effects(order, "leg.cancel")).extracting(Effect::businessKey)
                .containsExactly(leg.number().toString(), leg.number() + "~1");

        report(leg, LegSignal.SHIPPED, "30");
        await().untilAsserted(() -> assertThat(facts(order, "leg.not_called_off")).hasSize(2));
        assertThat(facts(order, Changes.REFUSED)).isEmpty();
    }

    @Test
    void anOrderThatTheErpRefusedGivesItsCreditBackWhenItIsCancelled() {
        OrderNumber order = order(line(1, "CD-1", "100"));
        assertThat(reservedCredit()).isPositive();
        hub.inTransaction(() -> hub.get(Journal.class).append(List.of(new NewFact("effect.refused", order.value(),
                order.value(), Origin.start("t", "system:erp"), 1, Map.of("effect", java.util.UUID.randomUUID(), "target",
                        "erp", "kind", "order.post", "businessKey", order.value(), "reason", "No.")))));

        decided(change(order, new ChangeWish.What.Everything()));

        await().untilAsserted(() -> assertThat(standing(order).commercialState()).isEqualTo(CommercialState.CANCELLED));
        await().untilAsserted(() -> assertThat(reservedCredit()).isZero());
    }

    private BigDecimal reservedCredit() {
        return hub.get(Credit.class).line(new AccountId("A-1")).orElseThrow().reserved();
    }

    @Test
    void aWholeOrderIsCancelledInAllItsPartsAndEnds() {
        OrderNumber order = order(line(1, "CD-1", "100"), line(2, "CD-2", "10"), line(3, "CD-9", "3"));
        posted(order);
        await().untilAsserted(() -> assertThat(legs(order)).filteredOn(leg -> leg.state() == LegState.PLANNED).isEmpty());

        ChangeAnswer answer = decided(change(order, new ChangeWish.What.Everything()));
        assertThat(answer.state()).isEqualTo("waiting");
        assertThat(effects(order, "leg.cancel")).extracting(Effect::target).contains("wms-atl", "northforge");
        legs(order).stream().filter(leg -> !leg.state().ended()).forEach(leg -> report(leg, LegSignal.CANCELLED, "0"));

        await().untilAsserted(() -> assertThat(standing(order).commercialState()).isEqualTo(CommercialState.CANCELLED));
        assertThat(stock("CD-1").reserved().isZero()).isTrue();
        assertThat(stock("CD-2").reserved().isZero()).isTrue();
        assertThat(faults(change(order, new ChangeWish.What.Everything()))).extracting(Fault::code)
                .containsExactly("order-ended");
        holds();
    }

    @Test
    void theSameWishTwiceIsDoneOnceAndAnotherUnderItsKeyIsAConflict() {
        OrderNumber order = order(line(1, "CD-1", "100"));
        ChangeWish wish = new ChangeWish(order, lines(1, "90", "EA"), Optional.empty());

        ChangeOutcome first = hub.get(Changes.class).change(wish, incoming("k", "90"));
        ChangeOutcome again = hub.get(Changes.class).change(wish, incoming("k", "90"));

        assertThat(((ChangeOutcome.Decided) again).repeated()).isTrue();
        assertThat(((ChangeOutcome.Decided) again).answer()).isEqualTo(((ChangeOutcome.Decided) first).answer());
        assertThat(hub.get(Changes.class).change(wish, incoming("k", "80"))).isInstanceOf(ChangeOutcome.Conflict.class);
        settled(order, "10");
    }

    @Test
    void aPreviewSaysTheSameAndDoesNothing() {
        OrderNumber order = order(line(1, "CD-1", "100"));
        ChangeWish wish = new ChangeWish(order, lines(1, "20", "EA"), Optional.empty());

        List<ChangeAnswer.Line> said = decided(hub.get(Changes.class).preview(wish)).lines();

        assertThat(facts(order, Changes.CHANGED)).isEmpty();
        assertThat(decided(hub.get(Changes.class).change(wish, incoming("k", "x"))).lines()).isEqualTo(said);
    }

    @Test
    void aDayIsMovedForWhatNobodyWorksOnAndRefusedForTheRest() {
        OrderNumber order = order(line(1, "CD-1", "100"));
        LocalDate wanted = legs(order).getLast().promisedFor().plusDays(9);
        ChangeWish.What on = new ChangeWish.What.On(wanted);

        ChangeAnswer said = decided(hub.get(Changes.class).preview(new ChangeWish(order, on, Optional.empty())));
        assertThat(facts(order, "leg.redated")).isEmpty();
        ChangeAnswer answer = decided(change(order, on));
        assertThat(answer.days()).isEqualTo(said.days()).hasSameSizeAs(legs(order)).allSatisfy(day ->
                assertThat(day.arrives()).isAfterOrEqualTo(wanted));
        assertThat(standing(order).requestedFor()).contains(wanted);
        assertThat(legs(order)).allSatisfy(leg -> assertThat(leg.promisedFor()).isAfterOrEqualTo(wanted));
        assertThat(facts(order, "leg.redated")).hasSameSizeAs(legs(order));
        assertThat(faults(change(order, on))).extracting(Fault::code).containsExactly("nothing-changes");
        assertThat(faults(change(order, new ChangeWish.What.On(LocalDate.of(2026, 11, 1))))).extracting(Fault::code)
                .containsExactly("date-past");

        Leg leg = requested(order);
        assertThat(faults(change(order, new ChangeWish.What.On(wanted.plusDays(1))))).extracting(Fault::code)
                .containsExactly("date-in-work");
        report(leg, LegSignal.SHIPPED, "60");
        assertThat(decided(change(order, new ChangeWish.What.On(wanted.plusDays(1)))).days()).as("what still waits")
                .hasSize(1);
    }

    @Test
    void racingWithTheWarehouseNothingIsLostOrDoubled() {
        for (int round = 0; round < 10; round++) {
            OrderNumber order = order(line(1, "CD-2", "8"));
            Leg leg = requested(order);
            List<CompletableFuture<Void>> racers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String key = "race-" + order + "-" + i;
                racers.add(CompletableFuture.runAsync(() -> hub.get(Changes.class).change(new ChangeWish(order,
                        lines(1, "3", "EA"), Optional.empty()), incoming(key, key))));
            }
            racers.add(CompletableFuture.runAsync(() -> report(leg, LegSignal.SHORTED, "2")));
            boolean ships = round % 2 == 0;
            racers.add(CompletableFuture.runAsync(() -> report(leg, ships ? LegSignal.SHIPPED : LegSignal.CANCELLED, "6")));
            CompletableFuture.allOf(racers.toArray(CompletableFuture[]::new)).join();
            holds();
        }
    }

    private void settled(OrderNumber order, String cancelled) {
        await().untilAsserted(() -> assertThat(standing(order).lines().getFirst().cancelled().value())
                .isEqualByComparingTo(new BigDecimal(cancelled)));
        holds();
    }

    private OrderNumber order(OrderRequest.Line... lines) {
        return order("A-1", lines);
    }

    private Leg requested(OrderNumber order) {
        posted(order);
        await().untilAsserted(() -> assertThat(legs(order)).anyMatch(leg -> leg.state() == LegState.REQUESTED));
        return legs(order).stream().filter(leg -> leg.state() == LegState.REQUESTED).findFirst().orElseThrow();
    }

    private Stock stock(String sku) {
        return hub.get(Inventory.class).stock(List.of(new Sku(sku))).stream()
                .filter(each -> each.location().value().equals("ATL")).findFirst().orElseThrow();
    }

    private List<Effect> effects(OrderNumber order, String kind) {
        return hub.get(Effects.class).ofKey(order.value()).stream().filter(effect -> effect.kind().equals(kind)).toList();
    }

    /** What the ERP is told last. */
    private String amendment(OrderNumber order) {
        Effect last = effects(order, "order.amend").getLast();
        var line = last.request().path("lines").path(0);
        return line.path("lineNo").asInt() + " " + new BigDecimal(line.path("cancelled").path("value").asString())
                .stripTrailingZeros().toPlainString() + " " + line.path("cancelled").path("unit").asString();
    }

    private List<Fact> facts(OrderNumber order, String type) {
        return hub.get(Journal.class).ofKey(order.value(), 0).stream().filter(fact -> fact.type().equals(type)).toList();
    }
}
