package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.Shelves;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The books write a credit memo whenever they are told to, if its amounts add up, and can be asked by our number. */
class DeclaredCreditMemoContractTest extends DeclaredDeedContract<CreditPosting> {

    DeclaredCreditMemoContractTest() {
        super(Kind.ERP, DeclaredCredits::new);
    }

    @Override
    String declaration() {
        return """
                id: bookly
                title: Bookly Accounting 4
                auth: {type: bearer}
                answers:
                  - {status: 422, means: refused, code: body.error, reason: body.text}
                operations:
                  credit.post:
                    promise: lookup
                    request:
                      method: POST
                      path: "/v4/sales/{erpOrder}/credits"
                      body: |
                        { "ref": request.reference, "net": $decimal(request.net), "tax": $decimal(request.tax),
                          "kept": $decimal(request.fee), "total": $decimal(request.total) }
                    reference: credit.no
                    find: {method: GET, path: /v4/credits, query: {ref: key, sale: request.erpOrder}}
                    rows: 'found.{ "credit": $ }'
                """;
    }

    @Override
    Said answer(Call call) {
        if (call.method().equals("GET")) {
            return new Said(200, "{\"found\":" + ledger().written(Shelves.parameter(call.path(), "ref").orElseThrow(),
                    number -> "{\"no\":\"" + number + "\"}") + "}");
        }
        JsonNode memo = body(call);
        boolean adds = amount(memo, "net").add(amount(memo, "tax")).subtract(amount(memo, "kept"))
                .equals(amount(memo, "total"));
        return adds ? new Said(201, "{\"credit\":{\"no\":\"" + ledger().enter(memo.path("ref").asString()) + "\"}}")
                : refused("wrong-total", "The amounts do not add up.");
    }

    private static BigDecimal amount(JsonNode memo, String name) {
        return memo.path(name).decimalValue();
    }

    @Override
    CreditPosting takes(String reference) {
        return memo(reference, "11.450");
    }

    @Override
    CreditPosting declines(String reference) {
        return memo(reference, "11.46");
    }

    private static CreditPosting memo(String reference, String total) {
        return new CreditPosting("B-17", new CreditRequest(reference, "SO-100001", new AccountId("A-1001"), "USD",
                List.of(new CreditRequest.Line(1, Quantity.of("1", "EA"), new BigDecimal("11.970"))),
                new BigDecimal("11.970"), new BigDecimal("0.48"), new BigDecimal("1.00"), new BigDecimal(total)));
    }
}
