package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmTest {

    private static final String SECRET = "whsec_Y3JtLWhvb2stb2YtdGhlLWV4YW1wbGUtZXN0YXRl";

    @TempDir
    Path data;

    private static String body(String time, String open) {
        return """
                {"specversion":"1.0","type":"order.accepted","subject":"SO-1","time":"%s","data":{"order":
                {"number":"SO-1","lines":[{"lineNo":1,"open":{"value":"%s","unit":"EA"}}]}}}""".formatted(time, open);
    }

    private static String sign(String id, long timestamp, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring(6)), "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + timestamp + "." + body)
                .getBytes(StandardCharsets.UTF_8)));
    }

    private static Caller.Reply hear(Running estate, String id, String body) throws Exception {
        long now = Instant.now().getEpochSecond();
        return estate.calls().hook("/crm/hooks", id, now, "v1,AAAA " + sign(id, now, body), body);
    }

    @Test
    void theCrmKnowsWhatItWasToldLast() throws Exception {
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets").resolve("crm-hook"), SECRET);
        try (Running estate = Running.start(data, URI.create("http://127.0.0.1:1"))) {
            assertThat(estate.calls().get("/crm/orders/SO-1").status()).isEqualTo(404);
            assertThat(hear(estate, "evt_2", body("2026-11-21T09:31:00Z", "40")).status()).isEqualTo(200);
            assertThat(hear(estate, "evt_2", body("2026-11-21T09:31:00Z", "40")).json().get("duplicate").asBoolean())
                    .isTrue();
            assertThat(hear(estate, "evt_1", body("2026-11-21T09:30:00Z", "120")).json().get("duplicate").asBoolean())
                    .isFalse();
            assertThat(estate.calls().get("/crm/orders/SO-1").json().at("/order/lines/0/open/value").asString())
                    .isEqualTo("40");
            assertThat(estate.calls().get("/control/truth/crm").json().get("items")).hasSize(2);
        }
    }

    @Test
    void whatIsNotSignedIsNotHeard() throws Exception {
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets").resolve("crm-hook"), SECRET);
        try (Running estate = Running.start(data, URI.create("http://127.0.0.1:1"))) {
            String body = body("2026-11-21T09:30:00Z", "120");
            long now = Instant.now().getEpochSecond();
            assertThat(estate.calls().hook("/crm/hooks", "e", now, sign("other", now, body), body).status()).isEqualTo(401);
            assertThat(estate.calls().hook("/crm/hooks", "e", now - 900, sign("e", now - 900, body), body).status())
                    .isEqualTo(401);
            assertThat(estate.calls().hook("/crm/hooks", "e", now, sign("e", now, body), body + " ").status())
                    .isEqualTo(401);
            assertThat(estate.calls().get("/control/truth/crm").json().get("items")).isEmpty();
        }
    }
}
