package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.math.BigDecimal;
import java.util.List;

/** The credit call of the estate is not idempotent; a piece is credited of 24, so that a second memo would be booked, too. */
class EstateCreditMemoContractTest extends EstateDeedContract<CreditPosting> {

    @Override
    protected SinkRules.Subject<CreditPosting> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ERP), new EstateCreditMemos(estate().http()),
                new EstateSubject.Deed<>(this::memos, reference -> credit(reference, "1"), reference -> credit(reference, "1000")));
    }

    private CreditPosting credit(String rma, String pieces) {
        String order = rma + "-O";
        String number = ordered(order);
        invoiced(rma + "-S", number, order);
        return new CreditPosting(number, new CreditRequest(rma, order, HARBOR, "USD", List.of(new CreditRequest.Line(1,
                Quantity.of(pieces, "EA"), new BigDecimal("11.97"))), new BigDecimal("11.97"), new BigDecimal("0.48"),
                new BigDecimal("1.00"), new BigDecimal("11.45")));
    }

    private List<String> memos(String rma) {
        return estate().rows(Place.ERP, "/credit-memos?externalReference=" + rma).stream()
                .map(row -> row.path("creditNumber").asString()).toList();
    }
}
