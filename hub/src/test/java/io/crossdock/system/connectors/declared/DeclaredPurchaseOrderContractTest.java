package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SupplierOrder;
import java.util.List;

/** A supplier that is put an order under our number has it once, however often it is put. */
class DeclaredPurchaseOrderContractTest extends DeclaredDeedContract<SupplierOrder> {

    DeclaredPurchaseOrderContractTest() {
        super(Kind.SUPPLIER, DeclaredPurchaseOrders::new);
    }

    @Override
    String declaration() {
        return """
                id: northforge-orders
                title: Northforge Orders 2
                auth: {type: bearer}
                answers:
                  - {status: 422, means: refused, code: body.error, reason: body.text}
                operations:
                  purchase.order:
                    promise: native-key
                    request:
                      method: PUT
                      path: "/v2/orders/{leg}"
                      body: '{ "to": shipTo.name, "rows": lines.{ "item": sku, "pcs": $decimal(quantity.value) }[] }'
                    reference: confirmation.number
                """;
    }

    @Override
    Said answer(Call call) {
        return body(call).at("/rows/0/item").asString("").equals("CD-10476")
                ? new Said(202, "{\"confirmation\":{\"number\":\"" + ledger().once(step(call, 2)) + "\"}}")
                : refused("not-ours", "We do not make this.");
    }

    @Override
    SupplierOrder takes(String leg) {
        return Requests.purchase(leg);
    }

    @Override
    SupplierOrder declines(String leg) {
        SupplierOrder order = Requests.purchase(leg);
        return new SupplierOrder(leg, order.order(), order.supplier(), order.currency(), order.shipTo(),
                List.of(new SupplierOrder.Line(1, new Sku("CD-10001"), Quantity.of("1", "EA"))));
    }
}
