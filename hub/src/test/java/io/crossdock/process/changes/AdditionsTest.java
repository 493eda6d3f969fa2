package io.crossdock.process.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.credit.Credit;
import io.crossdock.testing.Distributor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * More is wanted of orders that were taken: it is priced, promised, reserved and told as a new order would be, or refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdditionsTest extends ChangeWorld {

    AdditionsTest(@TempDir Path directory) {
        super(directory, new Distributor()
                .account("A-1", "1000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .account("A-2", "1000000.00", BackorderPolicy.CUT, Completeness.PARTIAL)
                .account("A-3", "1000000.00", BackorderPolicy.BACKORDER, Completeness.COMPLETE)
                .account("A-4", "500.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .item("CD-1", "4.00", 10_000, 0, 0).item("CD-2", "2.50", 40, 0, 0).item("CD-3", "1.3333", 30, 0, 0)
                .item("CD-4", "10.00", 10_000, 0, 0).item("CD-5", "2.50", 40, 0, 0).dropShip("CD-9", "55.10", "northforge"));
    }

    @Override
    @AfterAll
    void close() {
        super.close();
    }

    @Test
    void moreOfALineIsALineOfItsOwnPricedPromisedReservedAndTold() {
        OrderNumber order = order("A-1", line(1, "CD-3", "10"));
        Order before = standing(order);
        BigDecimal held = creditOf("A-1");

        ChangeAnswer answer = decided(change(order, lines(1, "25", "EA")));

        assertThat(answer.state()).isEqualTo("done");
        assertThat(answer.lines()).isEmpty();
        ChangeAnswer.Added added = only(answer.added());
        assertThat(added.moreOf()).contains(1);
        assertThat(added.lineNo()).isEqualTo(1001);
        assertThat(added.quantity()).isEqualTo(Quantity.of("15", "EA"));
        assertThat(added.net()).isEqualByComparingTo("20.00");
        assertThat(added.promises()).hasSize(1);
        assertThat(added.says()).startsWith("15 EA more of CD-3 at 1.3333 USD, 15 EA on 2026-");
        Order after = standing(order);
        assertThat(after.of(1)).hasSize(2);
        assertThat(after.lines().getFirst()).as("what was agreed stays").isEqualTo(before.lines().getFirst());
        assertThat(after.net()).isEqualByComparingTo("33.33");
        assertThat(after.tax()).as("taxed as if it had been ordered at once").isEqualByComparingTo("2.58");
        assertThat(after.total()).isEqualByComparingTo(after.net().add(after.freight()).add(after.tax()));
        assertThat(answer.more().orElseThrow().total()).isEqualByComparingTo(after.total().subtract(before.total()));
        assertThat(creditOf("A-1").subtract(held)).isEqualByComparingTo(after.total().subtract(before.total()));
        JsonNode told = amendment(order);
        assertThat(told.path("added").path(0).path("lineNo").asInt()).isEqualTo(1001);
        assertThat(new BigDecimal(told.path("charges").path("total").asString())).isEqualByComparingTo(after.total());
        JsonNode receipt = hub.get(Ordering.class).receipt(order).orElseThrow();
        assertThat(receipt.path("changes").path(0).path("lines").path(0).path("net").asString()).isEqualTo("20.00");
        holds();
    }

    @Test
    void whatIsAddedGoesWhenTheErpHasItAndNotBefore() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        posted(order);
        await().atMost(LIMIT).until(() -> legs(order).getFirst().state() == LegState.REQUESTED);
        BigDecimal held = creditOf("A-1");

        decided(change(order, lines(1, "14", "EA")));
        Leg further = legs(order).getLast();
        assertThat(further.lines().getFirst().planned()).isEqualTo(Quantity.of("4", "EA"));
        posted(order);
        OrderNumber other = order("A-1", line(1, "CD-1", "1"));
        posted(other);
        await().atMost(LIMIT).until(() -> legs(other).getFirst().state() == LegState.REQUESTED);
        assertThat(legs(order).getLast().state()).as("the ERP has not heard of it").isEqualTo(LegState.PLANNED);

        skip(order);
        await().atMost(LIMIT).until(() -> legs(order).getLast().state() == LegState.REQUESTED);
        report(legs(order).getFirst(), LegSignal.SHIPPED, "10");
        report(legs(order).getLast(), LegSignal.SHIPPED, "4");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).lines()).allSatisfy(line ->
                assertThat(line.open().isZero()).isTrue()));
        assertThat(creditOf("A-1")).as("the ERP counts it").isLessThanOrEqualTo(held.add(new BigDecimal("100")));
        holds();
    }

    @Test
    void altogetherCountsWhatWasAddedAndWhatWasAddedLastIsGivenUpFirst() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        decided(change(order, lines(1, "14", "EA")));
        assertThat(faults(change(order, lines(1, "14", "EA")))).extracting(Fault::code).containsExactly("nothing-changes");
        assertThat(faults(change(order, lines(1001, "3", "EA")))).extracting(Fault::code).containsExactly("line-is-more");
        decided(change(order, lines(1, "20", "EA")));

        ChangeAnswer less = decided(change(order, lines(1, "12", "EA")));

        assertThat(only(less.lines()).lineNo()).isEqualTo(1);
        assertThat(only(less.lines()).undone()).isEqualTo(Quantity.of("8", "EA"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).lines()).extracting(line ->
                line.base().minus(line.cancelled())).containsExactly(Quantity.of("10", "EA"), Quantity.of("2", "EA"),
                        Quantity.of("0", "EA")));
        assertThat(amendment(order).path("added")).hasSize(2);
        decided(change(order, new ChangeWish.What.Everything()));
        await().atMost(LIMIT).until(() -> standing(order).commercialState() == CommercialState.CANCELLED);
        holds();
    }

    @Test
    void anItemBesidesIsFoundByAnyOfItsNamesAndMayComeFromASupplier() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        ChangeAnswer answer = decided(change(order, new ChangeWish.What.Lines(List.of(new ChangeWish.Line(1,
                Quantity.of("6", "EA"))), List.of(besides("CD-4", "2", "BX"), besides("CD-9", "3", "EA")))));

        assertThat(only(answer.lines()).undone()).isEqualTo(Quantity.of("4", "EA"));
        assertThat(answer.added()).extracting(ChangeAnswer.Added::lineNo).containsExactly(1001, 1002);
        assertThat(answer.added().getFirst().unitPrice()).isEqualByComparingTo("120");
        assertThat(legs(order)).extracting(leg -> leg.origin().getClass().getSimpleName())
                .containsExactly("Warehouse", "Warehouse", "DropShip");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).lines().getFirst().cancelled())
                .isEqualTo(Quantity.of("4", "EA")));
        assertThat(amendment(order).path("lines")).hasSize(1);
        assertThat(amendment(order).path("added")).hasSize(2);
        holds();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndNothingIsDone() {
        OrderNumber order = order("A-4", line(1, "CD-1", "10"));
        assertThat(faults(change(order, new ChangeWish.What.Lines(List.of(
                new ChangeWish.Line(1, Quantity.of("20", "EA"), Optional.of(Money.of("1.00", "USD"))),
                new ChangeWish.Line(7, Quantity.of("1", "EA"))),
                List.of(besides("CD-77", "1", "EA"), besides("CD-4", "1", "PL"), besides("CD-4", "0.5", "EA"))))))
                .extracting(Fault::pointer).containsExactlyInAnyOrder("/lines/0/expectedPrice", "/lines/1/line", "/add/0",
                        "/add/1/unit", "/add/2/quantity");
        assertThat(faults(change(order, lines(1, "1000", "EA")))).extracting(Fault::code)
                .containsExactly("credit-exceeded");
        assertThat(standing(order).lines()).hasSize(1);
        assertThat(legs(order)).hasSize(1);
        assertThat(hub.get(Changes.class).ofOrder(order)).isEmpty();
    }

    @Test
    void whereNothingCanBeAddedItIsRefusedByName() {
        OrderNumber complete = order("A-3", line(1, "CD-1", "10"));
        assertThat(faults(change(complete, lines(1, "11", "EA")))).extracting(Fault::code).containsExactly("ship-complete");
        OrderNumber cut = order("A-2", line(1, "CD-5", "10"));
        assertThat(faults(change(cut, lines(1, "60", "EA")))).extracting(Fault::code).containsExactly("not-available");
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        erp.adds(false);
        assertThat(faults(change(order, lines(1, "11", "EA")))).extracting(Fault::code).containsExactly("erp-cannot-add");
        assertThat(faults(change(order, new ChangeWish.What.Lines(List.of(new ChangeWish.Line(1, Quantity.of("4", "EA"))),
                List.of(besides("CD-4", "1", "EA")))))).as("nothing of it").extracting(Fault::code)
                .containsExactly("erp-cannot-add");
        erp.adds(true);
        posting(order, "effect.refused");
        await().atMost(LIMIT).until(() -> standing(order).commercialState() == CommercialState.HELD);
        assertThat(faults(change(order, lines(1, "11", "EA")))).extracting(Fault::code).containsExactly("order-held");
        OrderNumber parked = order("A-1", line(1, "CD-1", "10"));
        posting(parked, "effect.parked");
        await().atMost(LIMIT).until(() -> standing(parked).postingState().label().equals("parked"));
        assertThat(faults(change(parked, lines(1, "11", "EA")))).extracting(Fault::code)
                .containsExactly("order-not-booked");
        OrderNumber inDoubt = order("A-1", line(1, "CD-1", "10"));
        posting(inDoubt, "effect.in_doubt");
        await().atMost(LIMIT).until(() -> standing(inDoubt).postingState().label().equals("in_doubt"));
        assertThat(decided(change(inDoubt, lines(1, "11", "EA"))).added()).as("it is told after the posting").hasSize(1);
    }

    @Test
    void aPreviewSaysTheSameAndDoesNothingAndTheSameWishTwiceIsDoneOnce() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        ChangeWish wish = new ChangeWish(order, new ChangeWish.What.Lines(List.of(new ChangeWish.Line(1,
                Quantity.of("12", "EA"))), List.of(besides("CD-4", "2", "EA"))), Optional.empty());
        ChangeAnswer said = decided(hub.get(Changes.class).preview(wish));
        assertThat(standing(order).lines()).hasSize(1);

        ChangeAnswer first = decided(hub.get(Changes.class).change(wish, incoming("twice-" + order, "x")));
        assertThat(first.added()).isEqualTo(said.added());
        assertThat(first.more()).isEqualTo(said.more());
        ChangeOutcome again = hub.get(Changes.class).change(wish, incoming("twice-" + order, "x"));
        assertThat(((ChangeOutcome.Decided) again).repeated()).isTrue();
        assertThat(decided(again)).isEqualTo(first);
        assertThat(standing(order).lines()).hasSize(3);
        holds();
    }

    @Test
    void racingBuyersGetNoMoreThanThereIsAndNoMoreThanTheyMayOwe() {
        List<OrderNumber> orders = IntStream.range(0, 8).mapToObj(i -> order("A-2", line(1, "CD-2", "1"))).toList();
        race(orders, order -> lines(1, "9", "EA"));
        BigDecimal promised = orders.stream().map(order -> legs(order).stream().flatMap(leg -> leg.lines().stream())
                .map(line -> line.planned().value()).reduce(BigDecimal.ZERO, BigDecimal::add))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(promised).as("40 there").isLessThanOrEqualTo(new BigDecimal("40")).isGreaterThan(new BigDecimal("30"));

        BigDecimal left = new BigDecimal("500").subtract(creditOf("A-4"));
        List<OrderNumber> poor = IntStream.range(0, 6).mapToObj(i -> order("A-4", line(1, "CD-1", "1"))).toList();
        race(poor, order -> lines(1, "30", "EA"));
        assertThat(creditOf("A-4")).isLessThanOrEqualTo(new BigDecimal("500"));
        assertThat(left).isPositive();
        assertThat(poor.stream().filter(order -> standing(order).lines().size() > 1)).isNotEmpty().hasSizeLessThan(6);
        holds();
    }

    @Test
    void buyersWhoRaceOverOneOrderAreServedOneAfterTheOther() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        List<CompletableFuture<Void>> racers = new ArrayList<>();
        for (int i = 11; i <= 16; i++) {
            String quantity = String.valueOf(i);
            racers.add(CompletableFuture.runAsync(() -> change(order, lines(1, quantity, "EA"))));
        }
        CompletableFuture.allOf(racers.toArray(CompletableFuture[]::new)).join();
        await().atMost(LIMIT).untilAsserted(() -> {
            BigDecimal stands = standing(order).of(1).stream().map(line -> line.base().minus(line.cancelled()).value())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(stands).isBetween(new BigDecimal("11"), new BigDecimal("16"));
        });
        holds();
    }

    private void race(List<OrderNumber> orders, java.util.function.Function<OrderNumber, ChangeWish.What> what) {
        CompletableFuture.allOf(orders.stream().map(order -> CompletableFuture.runAsync(() ->
                change(order, what.apply(order)))).toArray(CompletableFuture[]::new)).join();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }

    private BigDecimal creditOf(String account) {
        return hub.get(Credit.class).line(new AccountId(account)).orElseThrow().reserved();
    }

    private static ChangeWish.New besides(String sku, String quantity, String unit) {
        return new ChangeWish.New(new ItemName.BySku(new Sku(sku)), Quantity.of(quantity, unit), Optional.empty(),
                Optional.empty());
    }

    /** Somebody has added it in the ERP by hand. */
    private void skip(OrderNumber order) {
        Effect last = amendments(order).getLast();
        hub.inTransaction(() -> hub.get(Effects.class).skip(last.id(), "It is done there.", "user:ann"));
    }

    private JsonNode amendment(OrderNumber order) {
        return amendments(order).getLast().request();
    }
}
