package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.Shelves;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Amounts that are JSON numbers, behind a cursor. */
class DeclaredRestStockContractTest extends DeclaredStockContract {

    DeclaredRestStockContractTest() {
        super(3);
    }

    @Override
    String declaration() {
        return """
                id: shelves
                title: Shelves 2
                auth: {type: header, header: X-Key}
                operations:
                  stock:
                    request: {method: GET, path: /v2/stock}
                    rows: 'lines.{ "sku": item, "onHand": amount, "unit": "EA" }'
                    paging: {style: cursor, parameter: from, next: more}
                """;
    }

    @Override
    Said answer(Call call, Shelves shelves) {
        if (!DeclaredBench.KEY.equals(call.headers().get("X-Key"))) {
            return new Said(401, "{\"error\":\"no key\"}");
        }
        Shelves.Page page = shelves.from(Shelves.parameter(call.path(), "from").map(Integer::parseInt).orElse(0));
        return new Said(200, page.rows().stream().map(row -> "{\"item\":\"" + row.sku() + "\",\"amount\":"
                + row.amount().toPlainString() + "}").collect(Collectors.joining(",", "{\"lines\":[", "]"
                        + page.next().map(next -> ",\"more\":\"" + next + "\"").orElse("") + "}")));
    }

    @Override
    int items() {
        return 8;
    }

    @Override
    List<BigDecimal> amounts() {
        return List.of(BigDecimal.ZERO, new BigDecimal("0.000001"), new BigDecimal("0.1"), new BigDecimal("1234567.891"),
                new BigDecimal("123456789012.654321"));
    }
}
