package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** The credit call of the estate is not idempotent; a piece is credited of 24, so that a second memo would be booked, too. */
class EstateCreditMemoContractTest extends EstateDeedContract<CreditPosting> {

    @Override
    protected SinkRules.Subject<CreditPosting> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ERP), new EstateCreditMemos(estate().http()),
                new EstateSubject.Deed<>(this::memos, reference -> credit(reference, "1"), reference -> credit(reference, "1000")),
                new SinkRules.Lines<>(credit -> List.of("1 for 11.97: 1 EA", "fee 1.00 of 11.45"), this::held));
    }

    private CreditPosting credit(String rma, String pieces) {
        String order = rma + "-O";
        String number = ordered(order);
        invoiced(rma + "-S", number, order);
        return new CreditPosting(number, new CreditRequest(rma, order, HARBOR, "USD", List.of(new CreditRequest.Line(1,
                Quantity.of(pieces, "EA"), new BigDecimal("11.97"))), new BigDecimal("11.97"), new BigDecimal("0.48"),
                new BigDecimal("1.00"), new BigDecimal("11.45")));
    }

    private List<String> held(String rma) {
        return estate().rows(Place.ERP, "/credit-memos?externalReference=" + rma).stream().flatMap(memo -> Stream.concat(
                memo.path("lines").valueStream().map(line -> SinkRules.Lines.line(line.path("lineNo").asInt() + " for "
                        + line.path("net").asString(), new BigDecimal(line.path("base").asString()),
                        line.path("unit").asString())),
                Stream.of("fee " + memo.path("fee").asString() + " of " + memo.path("total").asString()))).toList();
    }

    private List<String> memos(String rma) {
        return estate().rows(Place.ERP, "/credit-memos?externalReference=" + rma).stream()
                .map(row -> row.path("creditNumber").asString()).toList();
    }
}
