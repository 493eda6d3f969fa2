package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.ReturnWithdrawal;

/** A return that the warehouse knows by our number is taken back by it, once or twice. */
class DeclaredWithdrawalContractTest extends DeclaredDeedContract<ReturnWithdrawal> {

    private static final String ARRIVED = "the goods are there";

    DeclaredWithdrawalContractTest() {
        super(Kind.WMS, DeclaredWithdrawals::new);
    }

    @Override
    String declaration() {
        return """
                id: racks
                title: Racks WMS 7
                auth: {type: bearer}
                answers:
                  - {status: 422, means: refused, code: body.error, reason: body.text}
                operations:
                  return.withdraw:
                    promise: native-key
                    request: {method: PATCH, path: "/returns/{reference}", body: '{ "state": "void", "note": why }'}
                    reference: id
                """;
    }

    @Override
    Said answer(Call call) {
        return body(call).path("note").asString("").equals(ARRIVED) ? refused("arrived", "It has come.")
                : new Said(200, "{\"id\":\"" + ledger().once(step(call, 1)) + "\"}");
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
