package io.crossdock.system.connectors.declared;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.OrderAmendment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Books that are told what is cancelled altogether cancel nothing more when they are told again. */
class DeclaredAmendmentContractTest extends DeclaredDeedContract<OrderAmendment> {

    DeclaredAmendmentContractTest() {
        super(Kind.ERP, DeclaredAmendments::new);
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
                  order.amend:
                    promise: native-key
                    request:
                      method: PUT
                      path: "/v4/sales/{erpOrder}/cancelled"
                      body: '{ "rows": request.lines.{ "line": lineNo, "pcs": $decimal(cancelled.value) }[] }'
                    reference: sale
                """;
    }

    /** One number for each piece that is cancelled by now. */
    @Override
    Said answer(Call call) {
        String sale = step(call, 2);
        String order = sale.replaceFirst("B-", "");
        int pieces = body(call).at("/rows/0/pcs").asInt();
        if (pieces > 24) {
            return refused("too-many", "So many were not ordered.");
        }
        for (int cancelled = ledger().of(order).size(); cancelled < pieces; cancelled++) {
            ledger().enter(order, sale);
        }
        return new Said(200, "{\"sale\":\"" + sale + "\"}");
    }

    @Override
    OrderAmendment takes(String order) {
        return amendment(order, "1");
    }

    @Override
    OrderAmendment declines(String order) {
        return amendment(order, "1000");
    }

    private static OrderAmendment amendment(String order, String cancelled) {
        return new OrderAmendment("B-" + order, new AmendmentRequest(order, List.of(new OrderAmendment.Line(1,
                new Sku("CD-10001"), Quantity.of(cancelled, "EA")))));
    }

    /** An order is amended more than once: the key of the effect has something behind its number. */
    @Test
    void itIsAskedAboutTheOrderAndNotAboutTheEffect() {
        assertThat(sink().number("SO-100001~4711")).isEqualTo("SO-100001");
        assertThat(sink().number("SO-100001~+2")).isEqualTo("SO-100001");
        assertThat(sink().number("B-17")).isEqualTo("B-17");
    }
}
