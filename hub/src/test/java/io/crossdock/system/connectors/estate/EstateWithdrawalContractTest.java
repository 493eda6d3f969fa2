package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.ReturnAnnouncement;
import io.crossdock.system.connectors.ReturnWithdrawal;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;
import java.util.Map;

/** A return of which nothing has come yet is taken back, once or twice. */
class EstateWithdrawalContractTest extends EstateDeedContract<ReturnWithdrawal> {

    @Override
    protected SinkRules.Subject<ReturnWithdrawal> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ATLANTA), new EstateWithdrawals(estate().http()),
                new EstateSubject.Deed<>(this::withdrawn, this::announced, this::arrived));
    }

    private ReturnWithdrawal announced(String rma) {
        number(new EstateReturns(estate().http()).post(estate().settings(Place.ATLANTA), new ReturnAnnouncement(rma, "SO-100001",
                HARBOR, List.of(new ReturnAnnouncement.Line(1, new Sku("CD-10001"), Quantity.of("12", "EA"))))));
        return new ReturnWithdrawal(rma, "SO-100001", "the buyer keeps it");
    }

    private ReturnWithdrawal arrived(String rma) {
        ReturnWithdrawal withdrawal = announced(rma);
        estate().post("/control/returns", Map.of("rma", rma));
        return withdrawal;
    }

    private List<String> withdrawn(String rma) {
        return estate().truth("returns?rma=" + rma).stream()
                .filter(row -> row.path("status").asString().equals("cancelled")).map(row -> row.path("rma").asString()).toList();
    }
}
