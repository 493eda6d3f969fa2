package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.ReturnAnnouncement;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.util.List;

/** A warehouse of the estate knows a return by our number. */
class EstateReturnContractTest extends EstateDeedContract<ReturnAnnouncement> {

    @Override
    protected SinkRules.Subject<ReturnAnnouncement> subject() {
        return new EstateSubject<>(estate().counterpart(Place.ATLANTA), new EstateReturns(estate().http()),
                new EstateSubject.Deed<>(this::announced, rma -> announcement(rma, "CD-10001"), rma -> announcement(rma, "CD-99999")),
                new SinkRules.Lines<>(back -> back.lines().stream().map(line -> line(line.lineNo(), line.sku(),
                        line.quantity())).toList(), rma -> lines(estate().truth("returns?rma=" + rma))));
    }

    private static ReturnAnnouncement announcement(String rma, String sku) {
        return new ReturnAnnouncement(rma, "SO-100001", HARBOR,
                List.of(new ReturnAnnouncement.Line(1, new Sku(sku), Quantity.of("12", "EA"))));
    }

    private List<String> announced(String rma) {
        return estate().truth("returns?rma=" + rma).stream().map(row -> row.path("rma").asString()).toList();
    }
}
