package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The estate books an order as often as it is sent; connectors that lie about their promise are found out by the same rules. */
class EstateOrderContractTest extends EstateDeedContract<OrderPosting> {

    private OrderSink connector() {
        return new EstateOrders(estate().http(), estate().booked());
    }

    @Override
    protected SinkRules.Subject<OrderPosting> subject() {
        return subject(connector());
    }

    private SinkRules.Subject<OrderPosting> subject(OrderSink sink) {
        return new EstateSubject<>(estate().counterpart(Place.ERP), sink, new EstateSubject.Deed<>(this::booked,
                reference -> Requests.mixed(reference, HARBOR), reference -> Requests.order(reference,
                        new AccountId("A-NOBODY"))), new SinkRules.Lines<>(order -> order.lines().stream().map(line ->
                                line(line.lineNo(), line.sku(), line.quantity())).toList(), this::held));
    }

    private List<String> held(String reference) {
        return lines(estate().truth("erp/orders?externalReference=" + reference));
    }

    private List<String> booked(String reference) {
        return estate().truth("erp/orders?externalReference=" + reference).stream()
                .map(row -> row.path("orderNumber").asString()).toList();
    }

    /** A connector with something wrong about it. */
    private record Liar(OrderSink honest, Promise promise, UnaryOperator<OrderPosting> sends, UnaryOperator<Outcome> says,
            UnaryOperator<Sighting> sees) implements OrderSink {

        @Override
        public String connector() {
            return honest.connector();
        }

        @Override
        public Outcome post(SystemSettings system, OrderPosting request) {
            return says.apply(honest.post(system, sends.apply(request)));
        }

        @Override
        public Sighting find(SystemSettings system, String businessKey) {
            return sees.apply(honest.find(system, businessKey));
        }
    }

    private OrderSink whoSays(UnaryOperator<Outcome> lie) {
        return new Liar(connector(), Promise.LOOKUP, UnaryOperator.identity(), lie, UnaryOperator.identity());
    }

    private OrderSink whoSees(UnaryOperator<Sighting> lie) {
        return new Liar(connector(), Promise.LOOKUP, UnaryOperator.identity(), UnaryOperator.identity(), lie);
    }

    private void isFoundOut(OrderSink liar, Consumer<SinkRules<OrderPosting>> rule) {
        SinkRules.Subject<OrderPosting> subject = subject(liar);
        try (Interference between = new Interference(subject.url())) {
            SinkRules<OrderPosting> rules = new SinkRules<>(subject, between);
            assertThatThrownBy(() -> rule.accept(rules)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void whoPromisesANativeKeyWithoutHavingOneIsFoundOut() {
        OrderSink liar = new Liar(connector(), Promise.NATIVE_KEY, UnaryOperator.identity(), UnaryOperator.identity(),
                UnaryOperator.identity());
        isFoundOut(liar, SinkRules::aNativeKeyIsOne);
        isFoundOut(liar, SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void whoSaysThatNothingWasDoneWithoutKnowingIsFoundOut() {
        isFoundOut(whoSays(outcome -> outcome instanceof Outcome.Ambiguous(String reason) ? new Outcome.Failed(reason) : outcome),
                SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void whoBelievesThatWhatIsClosedDidNothingIsFoundOut() {
        isFoundOut(whoSays(outcome -> outcome instanceof Outcome.Ambiguous(String why) && why.contains("answered 503")
                ? new Outcome.Unavailable(why, Optional.empty()) : outcome), SinkRules::whatIsSaidToBeClosedMayHaveDoneIt);
    }

    @Test
    void whoTakesAnErrorOfTheSystemForDoneIsFoundOut() {
        isFoundOut(whoSays(outcome -> outcome instanceof Outcome.Ambiguous(String why) && why.contains("answered 200")
                ? new Outcome.Done("?", new Json().tree(Map.of())) : outcome), SinkRules::whatIsSaidToBeClosedMayHaveDoneIt);
    }

    /** The amounts are right, and the buyer gets two pieces in place of two boxes. */
    @Test
    void whoForgetsTheUnitIsFoundOut() {
        OrderSink liar = new Liar(connector(), Promise.LOOKUP, order -> new OrderPosting(order.reference(), order.account(),
                order.buyerReference(), order.currency(), order.lines().stream().map(line -> new OrderPosting.Line(line.lineNo(),
                        line.sku(), Quantity.of(line.quantity().decimal(), "EA"), line.unitPrice())).toList(),
                order.freight(), order.tax(), order.total(), order.shipToId(), order.shipTo()), UnaryOperator.identity(),
                UnaryOperator.identity());
        isFoundOut(liar, SinkRules::whatIsDoneIsFoundByOurNumber);
    }

    @Test
    void whoTakesNoAnswerForANoIsFoundOut() {
        isFoundOut(whoSees(seen -> seen instanceof Sighting.Unknown ? new Sighting.Absent() : seen),
                SinkRules::whoCannotBeAskedHasNotSaidNo);
    }

    @Test
    void whoTellsOfOneOfSeveralIsFoundOut() {
        isFoundOut(whoSees(seen -> seen instanceof Sighting.Several(List<String> all)
                ? new Sighting.Found(all.getFirst(), new Json().tree(Map.of())) : seen), SinkRules::whatIsThereSeveralTimesIsToldSo);
    }

    @Test
    void whoTakesAnErrorOfTheSystemForANoIsFoundOut() {
        isFoundOut(whoSees(seen -> seen instanceof Sighting.Unknown(String why) && why.startsWith("erp answered 500")
                ? new Sighting.Absent() : seen), SinkRules::whoCannotBeAskedHasNotSaidNo);
    }

    /** An error that comes with 200 has no list in it, and an empty list is no order. */
    @Test
    void whoLooksOnlyForRowsIsFoundOut() {
        OrderSink careless = new OrderSink() {
            @Override
            public String connector() {
                return EstateHttp.CONNECTOR;
            }

            @Override
            public Promise promise() {
                return Promise.LOOKUP;
            }

            @Override
            public Outcome post(SystemSettings system, OrderPosting request) {
                return EstateOrderContractTest.this.connector().post(system, request);
            }

            @Override
            public Sighting find(SystemSettings system, String businessKey) {
                return estate().http().object(estate().http().get(system, "/orders?externalReference=" + businessKey))
                        .filter(list -> list.path("items").isEmpty()).<Sighting>map(_ -> new Sighting.Absent())
                        .orElseGet(() -> EstateOrderContractTest.this.connector().find(system, businessKey));
            }
        };
        isFoundOut(careless, SinkRules::whoCannotBeAskedHasNotSaidNo);
    }
}
