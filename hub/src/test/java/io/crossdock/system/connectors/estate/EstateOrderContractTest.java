package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.AccountId;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Interference;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;
import java.util.function.Consumer;
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
                Requests::order, reference -> Requests.order(reference, new AccountId("A-NOBODY"))));
    }

    private List<String> booked(String reference) {
        return estate().truth("erp/orders?externalReference=" + reference).stream()
                .map(row -> row.path("orderNumber").asString()).toList();
    }

    /** A connector with something wrong about it. */
    private record Liar(OrderSink honest, Promise promise, boolean blind, boolean certain) implements OrderSink {

        @Override
        public String connector() {
            return honest.connector();
        }

        @Override
        public Outcome post(SystemSettings system, OrderPosting request) {
            Outcome outcome = honest.post(system, request);
            return certain && outcome instanceof Outcome.Ambiguous(String reason) ? new Outcome.Failed(reason) : outcome;
        }

        @Override
        public Sighting find(SystemSettings system, String businessKey) {
            Sighting seen = honest.find(system, businessKey);
            return blind && seen instanceof Sighting.Unknown ? new Sighting.Absent() : seen;
        }
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
        OrderSink liar = new Liar(connector(), Promise.NATIVE_KEY, false, false);
        isFoundOut(liar, SinkRules::aNativeKeyIsOne);
        isFoundOut(liar, SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void whoSaysThatNothingWasDoneWithoutKnowingIsFoundOut() {
        isFoundOut(new Liar(connector(), Promise.LOOKUP, false, true),
                SinkRules::whicheverCallIsLostItIsDoneOnce);
    }

    @Test
    void whoTakesNoAnswerForANoIsFoundOut() {
        isFoundOut(new Liar(connector(), Promise.LOOKUP, true, false), SinkRules::whoCannotBeAskedHasNotSaidNo);
    }
}
