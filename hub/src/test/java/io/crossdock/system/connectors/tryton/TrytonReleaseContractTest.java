package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.WarehouseRelease;
import java.time.Duration;
import java.util.List;

/** A release is the shipment of its sale with goods assigned, once, whichever of the calls is lost. */
class TrytonReleaseContractTest extends TrytonDeedContract<WarehouseRelease> {

    @Override
    protected SinkRules.Subject<WarehouseRelease> subject() {
        fake().business().fulfilment().stock("SAF-2001", "CMH", "100000");
        return new TrytonSubject<>(rig().releases(), bench().warehouse(), this::done,
                forgetting(this::release), leg -> release(leg, "SO-NEVER-BOOKED"), Duration.ofSeconds(20))
                        .holding(new SinkRules.Lines<>(release -> List.of("1: 20 Unit", "2: 1 Box of 100"), this::held));
    }

    private WarehouseRelease release(String leg) {
        ordered(leg + "-O");
        WarehouseRelease hats = release(leg, leg + "-O");
        return new WarehouseRelease(leg, hats.order(), hats.account(), hats.shipToId(), hats.shipTo(), hats.shipBy(),
                List.of(hats.lines().getFirst(), new WarehouseRelease.Line(2, new Sku("FST-1001"), Quantity.of("100", "EA"))));
    }

    /** What is picked names what leaves, and that the line of the sale. */
    private List<String> held(String leg) {
        return lines(fake().tables().all("stock.move").stream().filter(move -> move.path("inventory_of").isIntegralNumber()
                && fake().tables().row("stock.shipment.out", move.path("inventory_of").asLong()).path("reference").asString("")
                        .equals(leg)).toList(), move -> origin(fake().tables().row("stock.move", Long.parseLong(move
                                .path("origin").asString().substring("stock.move,".length())))), "uom");
    }

    private List<String> done(String leg) {
        return fake().tables().all("stock.shipment.out").stream().filter(row -> row.path("reference").asString("").equals(leg)
                && row.path("state").asString().equals("assigned")).map(row -> row.path("number").asString()).toList();
    }
}
