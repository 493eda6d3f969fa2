package io.crossdock.system.connectors.declared;

import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.FakeSystem.Call;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.Shelves;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The example file of a commerce platform, against a server that answers as the schema of its Admin API says: GraphQL,
 * numbered pages, 200 also for a no.
 */
class VendureStockContractTest extends DeclaredStockContract {

    VendureStockContractTest() {
        super(100);
    }

    @Override
    String declaration() throws IOException {
        return Files.readString(Path.of("..", "examples", "connectors", "vendure.yaml"));
    }

    @Override
    Said answer(Call call, Shelves shelves) {
        if (!DeclaredBench.KEY.equals(call.headers().get("vendure-api-key"))) {
            return new Said(200, "{\"errors\":[{\"message\":\"You are not currently authorized to perform this action\","
                    + "\"extensions\":{\"code\":\"FORBIDDEN\"}}],\"data\":{}}");
        }
        JsonNode options = new Json().parse(call.body()).path("variables").path("o");
        return new Said(200, shelves.from(options.path("skip").asInt()).rows().stream().map(row -> """
                {"sku":"%s","stockLevels":[{"stockOnHand":%d,"stockAllocated":2}]}""".formatted(row.sku(),
                        row.amount().intValueExact() + 2))
                .collect(Collectors.joining(",", "{\"data\":{\"productVariants\":{\"items\":[", "]}}}")));
    }

    @Override
    int items() {
        return 230;
    }

    @Override
    List<BigDecimal> amounts() {
        return List.of(BigDecimal.ZERO, BigDecimal.ONE, new BigDecimal("250"));
    }
}
