package io.crossdock.process.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Journal;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The ERP says no to what was added to an order: nothing stays reserved for it, and everything else goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedAdditionsTest extends ChangeWorld {

    RefusedAdditionsTest(@TempDir Path directory) {
        super(directory, new Distributor()
                .account("A-1", "1000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .item("CD-1", "4.00", 10_000, 0, 0).item("CD-2", "2.50", 400, 0, 0).item("CD-3", "10.00", 0, 0, 0));
    }

    @Override
    @AfterAll
    void close() {
        super.close();
    }

    @Test
    void goodsCreditAndPriceAreFreeInTheTransactionThatRecordsIt() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        Order before = standing(order);
        BigDecimal reserved = reserved("CD-2");
        BigDecimal credit = credit();
        decided(change(order, besides("CD-2", "30"), besides("CD-3", "5")));
        assertThat(reserved("CD-2").subtract(reserved)).isEqualByComparingTo("30");
        assertThat(legs(order)).extracting(leg -> leg.state().label()).containsExactly("planned", "planned", "waiting");

        answered(last(order), "refused");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).lines()).extracting(line ->
                line.open().value().toPlainString()).containsExactly("10", "0", "0"));
        assertThat(reserved("CD-2")).isEqualByComparingTo(reserved);
        assertThat(credit()).isEqualByComparingTo(credit);
        assertThat(legs(order)).extracting(leg -> leg.state()).containsExactly(LegState.PLANNED, LegState.CANCELLED,
                LegState.CANCELLED);
        Order after = standing(order);
        assertThat(List.of(after.net(), after.freight(), after.tax(), after.total()))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(before.net(), before.freight(), before.tax(), before.total());
        assertThat(transactions(order, "order.lines_refused", "leg.called_off")).as("recorded and freed at once").hasSize(1);
        assertThat(amendments(order)).as("the ERP has nothing to undo").hasSize(1);
        holds();
    }

    @Test
    void whatWasSaidWithItIsSaidAgainWithoutIt() {
        // It waits for goods: nobody is asked to ship it, and to give it back, as soon as the ERP has what was added.
        OrderNumber order = order("A-1", line(1, "CD-3", "10"));
        decided(change(order, besides("CD-2", "3")));
        answered(last(order), "done");
        decided(change(order, new ChangeWish.What.Lines(List.of(new ChangeWish.Line(1, Quantity.of("6", "EA"))),
                List.of(besides("CD-2", "5")))));
        await().atMost(LIMIT).until(() -> amendments(order).size() == 3);
        Effect told = last(order);
        assertThat(told.request().path("lines")).hasSize(1);

        answered(told, "refused");

        await().atMost(LIMIT).until(() -> amendments(order).size() == 4);
        JsonNode again = last(order).request();
        assertThat(again.path("lines").path(0).path("cancelled").path("value").asString()).startsWith("4");
        assertThat(again.path("added")).hasSize(1);
        assertThat(again.path("added").path(0).path("lineNo").asInt()).as("the ERP has it").isEqualTo(1001);
        assertThat(new BigDecimal(again.path("charges").path("total").asString()))
                .isEqualByComparingTo(standing(order).total());
        await().atMost(LIMIT).untilAsserted(() -> assertThat(standing(order).lines()).extracting(line ->
                line.base().minus(line.cancelled()).value().toPlainString()).containsExactly("6", "3", "0"));
        answered(last(order), "refused");
        holds();
        assertThat(amendments(order)).as("nothing is left to be given up").hasSize(4);
    }

    @Test
    void whoLaysTheRefusalAsideBringsNothingBack() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        BigDecimal before = standing(order).total();
        decided(change(order, besides("CD-2", "3")));
        answered(last(order), "refused");
        await().atMost(LIMIT).until(() -> standing(order).lines().getLast().open().isZero());

        hub.inTransaction(() -> hub.get(Effects.class).skip(last(order).id(), "Nobody needs it.", "user:ann"));
        OrderNumber next = order("A-1", line(1, "CD-1", "10"));
        decided(change(next, besides("CD-2", "3")));
        answered(last(next), "done");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(facts("order.amended", List.of(next))).isEqualTo(1));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(undigested()).isEmpty());
        assertThat(facts("order.amended", List.of(order))).isZero();
        assertThat(amendments(order)).hasSize(1);
        assertThat(standing(order).total()).isEqualByComparingTo(before);
        holds();
    }

    private List<String> undigested() {
        return hub.jdbc().sql("""
                SELECT oversight.undigested('amend-progress', ARRAY['effect.done', 'effect.skipped', 'effect.refused'])
                """).query(String.class).list();
    }

    @Test
    void whatTheErpTakesAfterAllIsCancelledThere() {
        OrderNumber order = order("A-1", line(1, "CD-1", "10"));
        decided(change(order, besides("CD-2", "3")));
        BigDecimal withIt = standing(order).total();
        Effect told = last(order);
        answered(told, "refused");
        await().atMost(LIMIT).until(() -> standing(order).total().compareTo(withIt) < 0);
        await().atMost(LIMIT).until(() -> standing(order).lines().getLast().open().isZero());

        answered(told, "done");

        await().atMost(LIMIT).until(() -> amendments(order).size() == 2);
        JsonNode undone = last(order).request();
        assertThat(undone.path("lines").path(0).path("lineNo").asInt()).isEqualTo(1001);
        assertThat(undone.path("added")).hasSize(1);
        assertThat(standing(order).total()).isEqualByComparingTo(withIt);
        holds();
    }

    @Test
    void buyersWhoChangeTheirMindMeanwhileTakeNothingTwice() {
        BigDecimal reserved = reserved("CD-2");
        List<OrderNumber> orders = IntStream.range(0, 12).mapToObj(i -> order("A-1", line(1, "CD-2", "2"))).toList();
        orders.forEach(order -> decided(change(order, lines(1, "9", "EA"))));
        CompletableFuture.allOf(orders.stream().flatMap(order -> Stream.of(
                CompletableFuture.runAsync(() -> answered(last(order), "refused")),
                CompletableFuture.runAsync(() -> change(order, new ChangeWish.What.Everything())),
                CompletableFuture.runAsync(() -> change(order, lines(1, "5", "EA"))))).toArray(CompletableFuture[]::new)).join();
        orders.forEach(order -> change(order, new ChangeWish.What.Everything()));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(orders).allSatisfy(order ->
                assertThat(standing(order).commercialState()).isEqualTo(CommercialState.CANCELLED)));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(facts("order.lines_refused", orders)).isEqualTo(12));
        assertThat(reserved("CD-2")).isEqualByComparingTo(reserved);
        assertThat(hub.get(Journal.class).parked()).isEmpty();
        holds();
    }

    private long facts(String type, List<OrderNumber> orders) {
        return hub.jdbc().sql("SELECT count(*) FROM journal.fact WHERE type = :type AND ordering_key IN (:orders)")
                .param("type", type).param("orders", orders.stream().map(OrderNumber::value).toList())
                .query(Long.class).single();
    }

    private List<String> transactions(OrderNumber order, String... types) {
        return hub.jdbc().sql("""
                SELECT DISTINCT xmin::text FROM journal.fact WHERE ordering_key = :order AND type IN (:types)
                """).param("order", order.value()).param("types", List.of(types)).query(String.class).list();
    }

    private ChangeOutcome change(OrderNumber order, ChangeWish.New... besides) {
        return change(order, new ChangeWish.What.Lines(List.of(), List.of(besides)));
    }

    private static ChangeWish.New besides(String sku, String quantity) {
        return new ChangeWish.New(new ItemName.BySku(new Sku(sku)), Quantity.of(quantity, "EA"), Optional.empty(),
                Optional.empty());
    }

    private BigDecimal reserved(String sku) {
        return hub.get(Inventory.class).stock(List.of(new Sku(sku))).stream().map(stock -> stock.reserved().value())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal credit() {
        return hub.get(Credit.class).line(new AccountId("A-1")).orElseThrow().reserved();
    }
}
