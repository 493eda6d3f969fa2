package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReturnsTest {

    @TempDir
    Path data;

    private Running estate;
    private Caller calls;

    @BeforeEach
    void start() {
        estate = Running.start(data, URI.create("http://127.0.0.1:1"));
        calls = estate.calls();
    }

    @AfterEach
    void stop() {
        estate.close();
    }

    private static String announced(String quantity) {
        return "{\"rma\": \"RMA-1\", \"orderNumber\": \"SO-1\", \"account\": \"A-1001\", \"lines\": [{\"lineNo\": 1, "
                + "\"sku\": \"CD-10001\", \"quantity\": \"" + quantity + "\", \"unit\": \"EA\"}]}";
    }

    @Test
    void whatIsAnnouncedComesAndIsLookedAtOnceAndOnlyWhatIsKeptIsCounted() {
        calls.put("/control/pace", "{\"pace\": \"200\"}");
        assertThat(calls.post("/wms/ATL/v1/returns", announced("12")).status()).isEqualTo(201);
        assertThat(calls.post("/wms/ATL/v1/returns", announced("12")).status()).isEqualTo(200);
        assertThat(calls.post("/wms/ATL/v1/returns", announced("13")).status()).isEqualTo(409);

        await().until(() -> calls.get("/control/truth/returns").json().path("items").get(0)
                .path("status").asString("").equals("inspected"));
        JsonNode found = calls.get("/control/truth/returns").json().path("items").get(0).path("found").get(0);
        assertThat(found.path("quantity").asString("")).isEqualTo("12");
        assertThat(found.path("disposition").asString("")).isIn("sellable", "damaged", "scrapped");
    }
}
