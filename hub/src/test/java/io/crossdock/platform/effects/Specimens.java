package io.crossdock.platform.effects;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.BookingSystem;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.connectors.EstateAnswers;
import io.crossdock.system.connectors.LegCancellation;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.ReturnAnnouncement;
import io.crossdock.system.connectors.ReturnWithdrawal;
import io.crossdock.system.connectors.Withdrawal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * One call of every kind that goes to a system of the distributor, for {@link EveryEffectTest}. Whoever adds a kind of
 * effect adds a line here: what is asked, and what the system answers.
 */
final class Specimens {

    /** Kinds that go to no system of the distributor, and where they are run twice, failed and killed. */
    static final Map<String, String> ELSEWHERE = Map.of(
            "alert.mail", "AlertMailTest, over SMTP: a mail whose answer is lost is sent again under its id",
            "edi.order", "placing an order is the hub's own work; SentAgainTest places it again",
            "shadow.call", "it goes to a stand-in within the hub; ShadowDrillsTest loses its answers under each promise",
            "edi.send", "partners know a document by its control number; SentAgainTest sends the same bytes again",
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
            // It says what is cancelled altogether, so the ERP knows it by the number of its own order.
            new Specimen("order.amend", "erp", "E-500001", new AmendmentRequest("SO-100001", List.of(
                    new OrderAmendment.Line(1, new Sku("CD-10001"), Quantity.of("12", "EA")))),
                    (key, number) -> EstateAnswers.order(key, "SO-100001")),
            new Specimen("order.withdraw", "erp", "E-500009", new Withdrawal("SO-100001", "E-500009", List.of(
                    new OrderAmendment.Line(1, new Sku("CD-10001"), Quantity.of("12", "EA")))),
                    (key, number) -> EstateAnswers.order(key, "SO-100001")),
            new Specimen("leg.cancel", "wms-atl", "SO-100001-1",
                    new LegCancellation("SO-100001-1", "SO-100001", "it is not wanted any more"),
                    (key, number) -> "{\"releaseId\":\"" + key + "\",\"status\":\"cancelled\"}"),
            new Specimen("credit.post", "erp", "RMA-100001", new CreditRequest("RMA-100001", "SO-100001",
                    new AccountId("A-1001"), "USD", List.of(new CreditRequest.Line(1, Quantity.of("12", "EA"),
                            new BigDecimal("71.82"))), new BigDecimal("71.82"), new BigDecimal("5.75"),
                    BigDecimal.ZERO, new BigDecimal("77.57")),
                    (key, number) -> "{\"creditNumber\":\"CM-" + number + "\",\"externalReference\":\"" + key + "\"}"),
            new Specimen("return.announce", "wms-atl", "RMA-100001", new ReturnAnnouncement("RMA-100001", "SO-100001",
                    new AccountId("A-1001"), List.of(new ReturnAnnouncement.Line(1, new Sku("CD-10001"),
                            Quantity.of("12", "EA")))),
                    (key, number) -> "{\"rma\":\"" + key + "\"}"),
            new Specimen("return.withdraw", "wms-atl", "RMA-100001",
                    new ReturnWithdrawal("RMA-100001", "SO-100001", "the buyer keeps the goods"),
                    (key, number) -> "{\"rma\":\"" + key + "\",\"status\":\"cancelled\"}"));

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
