package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.LegCancellation;

/** A warehouse deletes what is called off, says nothing to that, and knows nothing of it when it is told again. */
class DeclaredDeletionContractTest extends DeclaredDeedContract<LegCancellation> {

    private static final String GONE = "W-GONE";

    DeclaredDeletionContractTest() {
        super(Kind.WMS, DeclaredCancellations::new);
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
                  leg.cancel:
                    promise: native-key
                    request: {method: DELETE, path: "/shipments/{knownAs}", query: {reason: why}}
                    answers:
                      - {status: 204, means: done}
                      - {status: 404, when: "body.error = 'no-shipment'", means: done}
                    reference: $request.knownAs
                """;
    }

    @Override
    Said answer(Call call) {
        String shipment = step(call, 1);
        String leg = shipment.replaceFirst("W-", "");
        if (!call.method().equals("DELETE") || !call.path().contains("?reason=the%20buyer")) {
            return new Said(405, "{\"error\":\"no-method\"}");
        }
        if (shipment.equals(GONE)) {
            return refused("gone", "It has left.");
        }
        boolean before = !ledger().of(leg).isEmpty();
        if (!before) {
            ledger().enter(leg, shipment);
        }
        return before ? new Said(404, "{\"error\":\"no-shipment\"}") : new Said(204, "");
    }

    @Override
    LegCancellation takes(String leg) {
        return new LegCancellation(leg, "SO-100001", "the buyer cancelled it").knownAs("W-" + leg);
    }

    @Override
    LegCancellation declines(String leg) {
        return takes(leg).knownAs(GONE);
    }
}
