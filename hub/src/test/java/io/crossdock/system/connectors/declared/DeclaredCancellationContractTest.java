package io.crossdock.system.connectors.declared;

import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.LegCancellation;

/** A warehouse knows a shipment by its own number alone, and stops it as often as it is told to; it can be asked. */
class DeclaredCancellationContractTest extends DeclaredDeedContract<LegCancellation> {

    private static final String GONE = "W-GONE";

    DeclaredCancellationContractTest() {
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
                    promise: lookup
                    request: {method: POST, path: "/shipments/{knownAs}/stops", body: '{ "reason": why }'}
                    reference: stop
                    find: {method: GET, path: "/shipments/{request.knownAs}"}
                    rows: '$[state = "stopped"].stops'
                """;
    }

    @Override
    Said answer(Call call) {
        String shipment = step(call, 1);
        String leg = shipment.replaceFirst("W-", "");
        if (call.method().equals("GET")) {
            return new Said(200, "{\"state\":\"" + (ledger().of(leg).isEmpty() ? "open" : "stopped") + "\",\"stops\":"
                    + ledger().written(leg, stop -> "{\"stop\":\"" + stop + "\"}") + "}");
        }
        return shipment.equals(GONE) ? refused("gone", "It has left.")
                : new Said(201, "{\"stop\":\"" + ledger().enter(leg) + "\"}");
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
