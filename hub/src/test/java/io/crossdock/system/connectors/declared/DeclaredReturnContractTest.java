package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.ReturnAnnouncement;
import java.util.List;

/** A warehouse that has a return already says so with an error, and which it is. */
class DeclaredReturnContractTest extends DeclaredDeedContract<ReturnAnnouncement> {

    DeclaredReturnContractTest() {
        super(Kind.WMS, DeclaredReturns::new);
    }

    @Override
    String declaration() {
        return """
                id: racks
                title: Racks WMS 7
                auth: {type: bearer}
                answers:
                  - {status: 409, when: "body.error = 'duplicate'", means: done}
                  - {status: 422, means: refused, code: body.error, reason: body.text}
                operations:
                  return.announce:
                    promise: native-key
                    request:
                      method: POST
                      path: /returns
                      body: '{ "ref": reference, "rows": lines.{ "item": sku, "pcs": $decimal(quantity.value) }[] }'
                    reference: 'id ? id : existing.id'
                """;
    }

    @Override
    Said answer(Call call) {
        String reference = body(call).path("ref").asString();
        if (!body(call).at("/rows/0/item").asString("").equals("CD-10001")) {
            return refused("no-item", "We have no such item.");
        }
        boolean before = !ledger().of(reference).isEmpty();
        String id = ledger().once(reference);
        return before ? new Said(409, "{\"error\":\"duplicate\",\"existing\":{\"id\":\"" + id + "\"}}")
                : new Said(201, "{\"id\":\"" + id + "\"}");
    }

    @Override
    ReturnAnnouncement takes(String reference) {
        return announcement(reference, "CD-10001");
    }

    @Override
    ReturnAnnouncement declines(String reference) {
        return announcement(reference, "CD-99999");
    }

    private static ReturnAnnouncement announcement(String reference, String sku) {
        return new ReturnAnnouncement(reference, "SO-100001", new AccountId("A-1001"),
                List.of(new ReturnAnnouncement.Line(1, new Sku(sku), Quantity.of("12", "EA"))));
    }
}
