package io.crossdock.platform.effects;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.BookingSystem;
import io.crossdock.system.connectors.EstateAnswers;
import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.Requests;
import java.util.List;
import java.util.Map;

/**
 * One call of every kind that goes to a system of the distributor, for {@link EveryEffectTest}. Whoever adds a kind of
 * effect adds a line here: what is asked, and what the system answers.
 */
final class Specimens {

    /** Kinds that go to no system of the distributor, and where they are run twice, failed and killed. */
    static final Map<String, String> ELSEWHERE = Map.of(
            "edi.order", "placing an order is the hub's own work; OrderingTest places twice",
            "edi.send", "partners know a document by its control number; HttpDelivery sends the same bytes again",
            "webhook.deliver", "receivers know an event by its id; SubscriptionsTest delivers twice");

    static final List<Specimen> ALL = List.of(
            new Specimen("order.post", "erp", "SO-100002", Requests.order("SO-100002"),
                    (key, number) -> EstateAnswers.order("E-50000" + number, key)),
            new Specimen("leg.release", "wms-atl", "SO-100001-1", Requests.release("SO-100001-1"),
                    (key, number) -> EstateAnswers.release(key)),
            new Specimen("purchase.order", "northforge", "SO-100001-2", Requests.purchase("SO-100001-2"),
                    (key, number) -> EstateAnswers.purchaseOrder(key)),
            new Specimen("invoice.post", "erp", "SO-100001-1", Requests.invoice("SO-100001-1", "SO-100001"),
                    (key, number) -> EstateAnswers.invoice("INV-70000" + number, key)),
            new Specimen("leg.cancel", "wms-atl", "SO-100001-1",
                    new LegCancellation("SO-100001-1", "SO-100001", "the buyer cancelled it"),
                    (key, number) -> "{ \"releaseId\": \"" + key + "\", \"status\": \"cancelled\" }"),
            // The ERP is told the whole of what is cancelled, under its own number of the order.
            new Specimen("order.amend", "erp", "E-500001", new AmendmentRequest("SO-100001",
                    List.of(new OrderAmendment.Line(1, new Sku("CD-10001"), Quantity.of("12", "EA")))),
                    (key, number) -> EstateAnswers.order(key, "SO-100001")));

    private Specimens() {
    }

    /**
     * @param target  a system of the example landscape
     * @param request as the effect keeps it
     * @param answers what the system says of a document that it has
     */
    record Specimen(String kind, String target, String key, Object request, BookingSystem.Answers answers) {

        @Override
        public String toString() {
            return kind;
        }
    }
}
