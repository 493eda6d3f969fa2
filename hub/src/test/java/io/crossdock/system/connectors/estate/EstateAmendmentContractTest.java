package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Told again what is cancelled and added altogether, the estate changes nothing. */
class EstateAmendmentContractTest extends EstateDeedContract<OrderAmendment> {

    @Override
    protected SinkRules.Subject<OrderAmendment> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ERP), new EstateAmendments(estate().http()),
                new EstateSubject.Deed<>(this::amended, reference -> amendment(reference, "1"), reference -> amendment(reference, "1000")));
    }

    /** A piece is added at its price, and some are cancelled. */
    private OrderAmendment amendment(String order, String cancelled) {
        return new OrderAmendment(ordered(order), new AmendmentRequest(order, List.of(new OrderAmendment.Line(1,
                new Sku("CD-10001"), Quantity.of(cancelled, "EA"))), List.of(new OrderPosting.Line(10_001, new Sku("CD-10001"),
                        Quantity.of("1", "EA"), new BigDecimal("11.9700"))), Optional.of(new AmendmentRequest.Charges(
                                new BigDecimal("12.50"), new BigDecimal("11.97"), new BigDecimal("323.72")))));
    }

    /** As often as the piece was cancelled, where the line was added as well. */
    private List<String> amended(String order) {
        return estate().truth("erp/orders?externalReference=" + order).stream()
                .filter(row -> row.path("lines").size() > 1).flatMap(row -> Collections.nCopies(new BigDecimal(
                        row.path("lines").path(0).path("cancelledBase").asString()).intValueExact(),
                        row.path("orderNumber").asString()).stream()).toList();
    }
}
