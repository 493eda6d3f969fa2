package io.crossdock.process.returns;

import static io.crossdock.process.returns.ReturnWorld.back;
import static io.crossdock.process.returns.ReturnWorld.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.canonical.Return.Reason;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnToCreditTest {

    private static final Optional<Disposition> SELLABLE = Optional.of(Disposition.SELLABLE);
    private ReturnWorld world;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new ReturnWorld(directory, "20.00");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void goodsOfTwoUnitsComeBackAndAreCreditedToTheCent() {
        OrderNumber order = world.sold("24 EA", "7 EA");

        Return asked = world.taken(order, back(1, "1 CS", Reason.UNWANTED), back(2, "3", Reason.DEFECTIVE));
        assertThat(asked.state()).isEqualTo(State.AUTHORISED);
        assertThat(asked.arriveBy()).contains(ReturnWorld.NOW.plus(Duration.ofDays(14)));
        assertThat(asked.lines()).extracting(line -> line.quantity().decimal()).containsExactly("7", "3");
        world.comes(asked.number(), "D-1", Optional.empty(), "CD-1", "7 EA");
        assertThat(world.now(asked).state()).isEqualTo(State.RECEIVED);
        world.comes(asked.number(), "D-2", SELLABLE, "CD-1", "1 CS");
        world.comes(asked.number(), "D-3", Optional.of(Disposition.SCRAPPED), "CD-2", "3 EA");

        Return credited = world.awaited(asked, State.CREDITED);
        // 32.00 of 24 and 17.54 of 7 were invoiced.
        Return.CreditMemo credit = credited.credit().orElseThrow();
        assertThat(credit.net()).isEqualByComparingTo("16.85");
        assertThat(credit.tax()).isEqualByComparingTo("1.31");
        assertThat(credit.fee()).as("15 % of the 9.33 that the buyer just does not want").isEqualByComparingTo("1.40");
        assertThat(credit.total()).isEqualByComparingTo("16.76");
        assertThat(credit.reference()).contains("CM-" + asked.number());
        assertThat(world.creditCalls).containsExactly(asked.number().value());
    }

    @Test
    void allReturnsOfAnOrderTogetherGiveBackExactlyWhatWasInvoiced() {
        OrderNumber order = world.sold("10 EA", "7 EA");
        BigDecimal given = BigDecimal.ZERO;
        for (String[] part : new String[][] {{"3", "1"}, {"3", "2"}, {"3", "1"}, {"1", "3"}}) {
            Return asked = world.taken(order, back(1, part[0], Reason.DAMAGED), back(2, part[1], Reason.LATE));
            world.comes(asked.number(), "D-1", SELLABLE, "CD-1", part[0] + " EA");
            world.comes(asked.number(), "D-2", Optional.of(Disposition.DAMAGED), "CD-2", part[1] + " EA");
            given = given.add(world.awaited(asked, State.CREDITED).credit().orElseThrow().total());
        }

        assertThat(given).isEqualByComparingTo(world.invoiced(order));
        assertThat(world.ask(order, back(1, "1", Reason.UNWANTED))).isInstanceOf(ReturnAnswer.Refused.class);
    }

    @Test
    void ofOneLineNeverMoreComesBackThanHasLeftHoweverManyAskAtOnce() throws Exception {
        OrderNumber order = world.sold("24 EA", "");
        List<Callable<ReturnAnswer>> asking = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            asking.add(() -> world.ask(order, back(1, "5", Reason.UNWANTED)));
        }
        long taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<ReturnAnswer> answer : threads.invokeAll(asking)) {
                taken += answer.get() instanceof ReturnAnswer.Taken ? 1 : 0;
            }
        }

        assertThat(taken).isEqualTo(4);
        assertThat(world.hub().jdbc().sql("SELECT claimed FROM returns.claim").query(BigDecimal.class).single())
                .isEqualByComparingTo("20");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        OrderNumber order = world.sold("24 EA", "7 EA");

        assertThat(world.ask(order, back(1, "25", Reason.UNWANTED), back(1, "1", Reason.UNWANTED),
                back(2, "1 PL", Reason.UNWANTED), back(3, "1", Reason.UNWANTED)))
                .isInstanceOfSatisfying(ReturnAnswer.Refused.class, refused -> assertThat(refused.faults())
                        .extracting(Fault::pointer, Fault::code).containsExactly(
                                org.assertj.core.groups.Tuple.tuple("/lines/0/quantity", "more-than-shipped"),
                                org.assertj.core.groups.Tuple.tuple("/lines/1/lineNo", "duplicate"),
                                org.assertj.core.groups.Tuple.tuple("/lines/2/unit", "unit-unknown"),
                                org.assertj.core.groups.Tuple.tuple("/lines/3/lineNo", "line-unknown")));
        assertThat(codes(world.ask(order, back(2, "0.3 CS", Reason.UNWANTED)))).containsExactly("quantity-inexact");
        assertThat(codes(world.ask(world.order("5 EA", ""), back(1, "1", Reason.UNWANTED)))).containsExactly("not-shipped");
        world.clock.advance(Duration.ofDays(31));
        assertThat(codes(world.ask(order, back(2, "1", Reason.UNWANTED)))).containsExactly("window-closed");
    }

    private static List<String> codes(ReturnAnswer answer) {
        return ((ReturnAnswer.Refused) answer).faults().stream().map(Fault::code).toList();
    }

    @Test
    void theSameRequestIsTakenOnceAndAnotherUnderItsKeyIsAConflict() {
        OrderNumber order = world.sold("24 EA", "");
        ReturnAnswer first = world.askAs("k", order, back(1, "5", Reason.UNWANTED));
        ReturnAnswer again = world.askAs("k", order, back(1, "5", Reason.UNWANTED));

        assertThat(again).isEqualTo(new ReturnAnswer.Taken(((ReturnAnswer.Taken) first).taken(), true));
        assertThat(world.askAs("k", order, back(1, "6", Reason.UNWANTED))).isInstanceOf(ReturnAnswer.Conflict.class);
    }

    @Test
    void whatIsWorthMoreThanThePolicyAllowsWaitsForAPerson() {
        OrderNumber order = world.sold("24 EA", "");
        Return asked = world.taken(order, back(1, "20", Reason.UNWANTED));
        assertThat(asked.state()).isEqualTo(State.REQUESTED);
        assertThat(world.returns().list(ReturnQuery.of(Optional.of(State.REQUESTED), Optional.empty(), 9)))
                .containsExactly(asked);
        assertThatThrownBy(() -> world.comes(asked.number(), "D-1", SELLABLE, "CD-1", "1 EA"))
                .isInstanceOfSatisfying(Indigestible.class, why -> assertThat(why.code())
                        .isEqualTo("return-not-authorised"));

        world.returns().refuse(asked.number(), "Worn.", person());
        assertThat(world.now(asked).state()).isEqualTo(State.REFUSED);
        Return other = world.taken(order, back(1, "5", Reason.UNWANTED));
        assertThat(codes(world.returns().authorise(asked.number(), person()))).as("5 of the 24 are claimed otherwise")
                .containsExactly("more-than-shipped");
        world.returns().cancel(other.number(), person());
        world.returns().authorise(asked.number(), person());
        assertThat(world.now(asked).state()).isEqualTo(State.AUTHORISED);
        assertThat(world.now(other).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aWarehouseThatWasToldOfAReturnIsToldOnceThatTheBuyerKeepsTheGoods() {
        OrderNumber order = world.sold("24 EA", "");
        Return unasked = world.taken(order, back(1, "20", Reason.UNWANTED));
        world.returns().cancel(unasked.number(), person());
        assertThat(world.told(unasked)).as("nobody was told of it").isEmpty();

        Return back = world.taken(order, back(1, "20", Reason.UNWANTED));
        world.returns().authorise(back.number(), person());
        assertThat(world.told(back)).containsExactly("return.announce wms-atl");
        world.returns().cancel(back.number(), person());
        world.returns().cancel(back.number(), person());
        assertThat(world.told(back)).containsExactly("return.announce wms-atl", "return.withdraw wms-atl");
    }

    @Test
    void goodsThatDoNotComeInTimeLapseAndCanBeReturnedOtherwise() {
        OrderNumber order = world.sold("24 EA", "");
        Return none = world.taken(order, back(1, "9", Reason.UNWANTED));
        Return part = world.taken(order, back(1, "15", Reason.UNWANTED));
        world.returns().authorise(part.number(), person());
        world.comes(part.number(), "D-1", SELLABLE, "CD-1", "4 EA");
        world.clock.advance(Duration.ofDays(14).plusMinutes(1));

        assertThat(world.awaited(none, State.LAPSED).stateText()).contains("The goods were not here in time.");
        assertThat(world.awaited(part, State.CREDITED).credit().orElseThrow().net()).as("what came").isEqualByComparingTo("5.33");
        assertThatThrownBy(() -> world.comes(none.number(), "D-1", SELLABLE, "CD-1", "1 EA"))
                .isInstanceOfSatisfying(Indigestible.class, why -> assertThat(why.code()).isEqualTo("return-ended"));
        assertThat(world.ask(order, back(1, "20", Reason.UNWANTED))).isInstanceOf(ReturnAnswer.Taken.class);
    }

    @Test
    void aRefusedCreditIsToldAndPostedOnceItsReasonIsGone() {
        OrderNumber order = world.sold("24 EA", "");
        world.creditsEndAs(new Outcome.Refused("period_closed", "The period is closed."));
        Return asked = world.taken(order, back(1, "2", Reason.UNWANTED));
        world.comes(asked.number(), "D-1", SELLABLE, "CD-1", "2 EA");

        assertThat(world.awaited(asked, State.CREDIT_REFUSED).stateText()).contains("The period is closed.");
        world.creditsAreBooked();
        Effect effect = world.hub().get(Effects.class).effect("erp", "credit.post", asked.number().value()).orElseThrow();
        world.hub().get(Effects.class).retry(effect.id(), "user:ops");
        world.awaited(asked, State.CREDITED);
    }

    @Test
    void nothingIsGivenBackBeforeItIsInvoiced() {
        OrderNumber order = world.order("24 EA", "");
        await().atMost(Duration.ofSeconds(60)).until(() -> world.hub().get(Effects.class).pause("erp", "test"));
        world.ship(order);
        Return asked = world.taken(order, back(1, "2", Reason.UNWANTED));
        world.comes(asked.number(), "D-1", SELLABLE, "CD-1", "2 EA");
        world.awaited(asked, State.INSPECTED);
        assertThat(world.now(asked).credit()).isEmpty();

        world.hub().get(Effects.class).resume("erp");
        world.awaited(asked, State.CREDITED);
    }

    @Test
    void aDocumentCountsOnceAndImpossibleGoodsAreNamed() {
        OrderNumber order = world.sold("24 EA", "");
        ReturnNumber number = world.taken(order, back(1, "6", Reason.UNWANTED)).number();
        world.comes(number, "D-1", SELLABLE, "CD-1", "2 EA");
        world.comes(number, "D-1", SELLABLE, "CD-1", "2 EA");
        assertThat(world.returns().find(number).orElseThrow().lines().getFirst().sellable().decimal()).isEqualTo("2");

        assertThat(refusal(() -> world.comes(number, "D-1", SELLABLE, "CD-1", "3 EA"))).isEqualTo("document-changed");
        assertThat(refusal(() -> world.comes(number, "D-3", SELLABLE, "CD-2", "1 EA"))).isEqualTo("return-wrong-item");
        assertThat(refusal(() -> world.comes(number, "D-4", Optional.empty(), "CD-1", "7 EA"))).isEmpty();
        assertThat(refusal(() -> world.comes(number, "D-5", Optional.empty(), "CD-1", "1 EA")))
                .as("nothing of it belongs to the return").isEqualTo("return-over-received");
        assertThat(refusal(() -> world.comes(new ReturnNumber("RMA-9"), "D-1", SELLABLE, "CD-1", "1 EA")))
                .isEqualTo("return-unknown");
    }

    private static String refusal(Runnable telling) {
        try {
            telling.run();
            return "";
        } catch (Indigestible why) {
            return why.code();
        }
    }

    @Test
    void whatCameTooMuchIsReportedByItselfAndTheRestIsCredited() {
        OrderNumber order = world.sold("24 EA", "");
        Return asked = world.taken(order, back(1, "6", Reason.UNWANTED));
        world.comes(asked.number(), "D-2", SELLABLE, "CD-1", "8 EA");
        world.comes(asked.number(), "D-2", SELLABLE, "CD-1", "8 EA");

        assertThat(world.awaited(asked, State.CREDITED).lines().getFirst().sellable().decimal()).isEqualTo("6");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.hub().get(Journal.class).parked())
                .as("once, though it was told twice").singleElement().satisfies(parked -> {
                    assertThat(parked.code()).isEqualTo("return-over-received");
                    assertThat(parked.reason()).contains("2 EA of CD-1 came in addition");
                }));
        long fact = world.hub().get(Journal.class).parked().getFirst().fact().position();
        world.hub().get(Journal.class).release(SurplusReport.SUBSCRIPTION, fact);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.hub().get(Journal.class).parked())
                .as("reading it again settles nothing").singleElement()
                .satisfies(parked -> assertThat(parked.attempts()).isGreaterThan(1)));
        world.hub().inTransaction(() -> world.hub().get(SurplusReport.class).settle(fact, "user:kim", "they keep it"));
        await().atMost(Duration.ofSeconds(60)).until(() -> world.hub().get(Journal.class).parked().isEmpty());
    }

    @Test
    void thatGoodsHaveComeMayBeSaidAfterWhatWasFound() {
        OrderNumber order = world.sold("24 EA", "");
        Return asked = world.taken(order, back(1, "6", Reason.UNWANTED));
        world.comes(asked.number(), "D-2", SELLABLE, "CD-1", "6 EA");
        world.comes(asked.number(), "D-1", Optional.empty(), "CD-1", "6 EA");

        assertThat(world.awaited(asked, State.CREDITED).lines().getFirst().received().decimal()).isEqualTo("6");
    }
}
