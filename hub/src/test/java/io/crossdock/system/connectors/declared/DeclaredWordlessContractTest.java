package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.ReturnWithdrawal;

/** A warehouse takes a return off its list without a word, as often as it is told to; what became of it can be asked. */
class DeclaredWordlessContractTest extends DeclaredDeedContract<ReturnWithdrawal> {

    private static final String ARRIVED = "the goods are there";

    DeclaredWordlessContractTest() {
        super(Kind.WMS, DeclaredWithdrawals::new);
    }

    @Override
    String declaration() {
        return """
                id: racks
                title: Racks WMS 7
                auth: {type: bearer}
                answers:
                  - {status: 2xx, when: "$not($exists(body))", means: done}
                  - {status: 422, means: refused, code: body.error, reason: body.text}
                operations:
                  return.withdraw:
                    promise: lookup
                    request: {method: POST, path: "/returns/{reference}/removals", body: '{ "note": why }'}
                    reference: $request.reference
                    find: {method: GET, path: "/returns/{key}"}
                    rows: 'removals[ref = $request.reference]'
                """;
    }

    @Override
    Said answer(Call call) {
        String reference = step(call, 1);
        if (call.method().equals("GET")) {
            return new Said(200, "{\"removals\":" + ledger().written(reference, number -> "{\"ref\":\"" + number + "\"}")
                    + "}");
        }
        if (body(call).path("note").asString("").equals(ARRIVED)) {
            return refused("arrived", "It has come.");
        }
        ledger().enter(reference, reference);
        return new Said(200, "");
    }

    @Override
    ReturnWithdrawal takes(String reference) {
        return new ReturnWithdrawal(reference, "SO-100001", "the buyer keeps it");
    }

    @Override
    ReturnWithdrawal declines(String reference) {
        return new ReturnWithdrawal(reference, "SO-100001", ARRIVED);
    }
}
