package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.SupplierId;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.SupplierOrder;
import java.time.Duration;
import java.util.List;

/** What a supplier ships to the buyer is bought once, whichever of the calls is lost. */
class TrytonPurchaseOrderContractTest extends TrytonDeedContract<SupplierOrder> {

    @Override
    protected SinkRules.Subject<SupplierOrder> subject() {
        fake().business().fulfilment().supply().sends("SAF-2001", "northforge");
        return new TrytonSubject<>(rig().purchaseOrders(), bench().supplier(), this::done,
                forgetting(this::asked), leg -> asked(leg, "SO-NEVER-BOOKED"),
                Duration.ofSeconds(20));
    }

    private SupplierOrder asked(String leg) {
        ordered(leg + "-O");
        return asked(leg, leg + "-O");
    }

    private static SupplierOrder asked(String leg, String order) {
        return new SupplierOrder(leg, order, new SupplierId("northforge"), "USD", TrytonOrdersTest.order(order, "C-OPEN").shipTo(),
                List.of(new SupplierOrder.Line(1, new Sku("SAF-2001"), Quantity.of("60", "EA"))));
    }

    private List<String> done(String leg) {
        return fake().tables().all(FakeSupply.DROP).stream().filter(row -> row.path("reference").asString("").equals(leg)
                && !row.path("state").asString().equals("draft")).map(row -> row.path("number").asString()).toList();
    }
}
