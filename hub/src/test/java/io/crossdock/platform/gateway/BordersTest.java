package io.crossdock.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BordersTest extends GatewayTest {

    private String token = "";

    @BeforeEach
    void logIn() {
        token = token("portal-demo", EVERYTHING);
    }

    @Test
    void allFaultsComeAtOnceEachWithItsPointer() {
        Answer answer = post(token, """
                {"acount":"A-1001","requestedDate":"tomorrow","lines":[
                  {"sku":"CD-10001","quantity":12,"unit":"EA"},
                  {"sku":"","quantity":"-1","unit":"EACH","colour":"red"},
                  "three",
                  {"quantity":"1e9"}]}""").problem(400, "invalid-body");
        assertThat(answer.faults()).containsExactly("/account required", "/requestedDate bad-value",
                "/lines/2 wrong-type", "/lines/0/quantity wrong-type", "/lines/1/sku empty",
                "/lines/1/quantity out-of-range", "/lines/1/unit too-long", "/lines/3/sku required",
                "/lines/3/quantity not-a-decimal", "/acount unknown-field", "/lines/1/colour unknown-field");
    }

    @Test
    void brokenJsonTellsLineAndColumn() {
        Answer answer = post(token, "{\n  \"account\": \"A-1001\",\n  oops\n}")
                .problem(400, "malformed-json");
        assertThat(answer.json().path("detail").asString()).contains("line 3, column");
        for (String broken : new String[] {"   ", "{", "{\"a\":1", "[1,]", "{\"a\":}", "nul", "'a'",
                "{\"a\":1}}",
                "{\"a\":1} {\"b\":2}", "{\"a\":\"\n\"}", "{\"a\":01}", "{\"a\":NaN}", "\u0000",
                        "{\"a\":\"\\x\"}",
                "[".repeat(100_000), "{\"a\":".repeat(500) + "1" + "}".repeat(500), "{\"n\":"
                        + "9".repeat(5_000) + "}",
                "{\"" + "n".repeat(5_000) + "\":1}"}) {
            post(token, broken).problem(400, "malformed-json");
        }
    }

    @Test
    void duplicateNamesAreRefusedBecauseReadersDisagreeAboutThem() {
        Answer answer = post(token, "{\"account\":\"A-1001\",\"account\":\"A-1002\"}")
                .problem(400, "malformed-json");
        assertThat(answer.faults()).containsExactly(" duplicate-name");
        assertThat(answer.text()).contains("\\\"account\\\"");
    }

    @Test
    void badBytesAndUnstorableCharactersAreRefused() {
        byte[] latin = "{\"account\":\"M\u00fcller\"}".getBytes(StandardCharsets.ISO_8859_1);
        send(as(token, "/portal/v1/probe").header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofByteArray(latin))).problem(400, "malformed-json");
        Answer answer = post(token, """
                {"account":"A\\u0000","lines":[{"sku":"\\ud800","quantity":"1"}]}""").problem(400, "invalid-body");
        assertThat(answer.faults()).containsExactly("/account bad-character", "/lines/0/sku bad-character");
    }

    @Test
    void otherShapesThanAnObjectAndWrongTypesAreRefused() {
        for (String shape : new String[] {"[]", "1", "\"text\"", "true", "null"}) {
            post(token, shape).problem(400, "invalid-body");
        }
        assertThat(post(token, "{\"account\":{},\"lines\":{}}").problem(400, "invalid-body").faults())
                .containsExactly("/account wrong-type", "/lines wrong-type");
        assertThat(post(token, "{\"account\":\"A-1001\",\"lines\":[]}").problem(400, "invalid-body").faults())
                .containsExactly("/lines too-few");
    }

    @Test
    void tooManyLinesAreOneFaultAndManyFaultsAreCut() {
        String lines = IntStream.range(0, 10_000).mapToObj(i -> "{}").collect(Collectors.joining(","));
        assertThat(post(token, "{\"account\":\"A-1001\",\"lines\":[" + lines + "]}")
                .problem(400, "invalid-body")
                .faults()).containsExactly("/lines too-many");
        String unknown = IntStream.range(0, 5_000).mapToObj(i -> "\"f" + i + "\":1")
                .collect(Collectors.joining(","));
        assertThat(post(token, "{" + unknown + "}").problem(400, "invalid-body").faults())
                .hasSize(101).endsWith(" more-faults");
    }

    @Test
    void aLargeBodyIsRefusedAtOnceWhetherItsLengthIsAnnouncedOrNot() {
        byte[] large = new byte[10 * 1024 * 1024];
        send(as(token, "/portal/v1/probe").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(large))).problem(413, "body-too-large");
        send(as(token, "/portal/v1/probe").header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                .problem(413, "body-too-large");
        assertThat(send(as(token, "/edi/v1/probe").header("Content-Type", "application/edi-x12")
                .POST(BodyPublishers.ofByteArray(new byte[4 * 1024 * 1024]))).json().path("bytes").asInt())
                .isEqualTo(4 * 1024 * 1024);
        assertThat(post(token, GOOD_BODY).status()).isEqualTo(200);
    }

    @Test
    void theIdempotencyKeyIsRequiredAndChecked() {
        for (String key : new String[] {"", "two words", "x".repeat(129)}) {
            var request = as(token, "/portal/v1/probe").header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(GOOD_BODY));
            send(key.isEmpty() ? request : request.header("Idempotency-Key", key))
                    .problem(400, "idempotency-key-required");
        }
    }

    @Test
    void wrongMediaTypeMethodPathParameterAndAcceptAreProblems() {
        Answer media = send(as(token, "/portal/v1/probe").header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))).problem(415, "media-type");
        assertThat(media.header("Accept")).contains("application/json");
        Answer method = send(as(token, "/portal/v1/probe").DELETE()).problem(405, "method-not-allowed");
        assertThat(method.header("Allow")).contains("GET", "POST");
        send(as(token, "/portal/v1/nothing")).problem(404, "not-found");
        send(request("/nothing")).problem(404, "not-found");
        assertThat(send(as(token, "/portal/v1/number?n=x")).problem(400, "invalid-parameter").faults())
                .containsExactly("?n bad-value");
        assertThat(send(as(token, "/portal/v1/number")).problem(400, "invalid-parameter").faults())
                .containsExactly("?n required");
        send(as(token, "/portal/v1/probe").header("Accept", "image/png")).problem(406, "not-acceptable");
        send(as(token, "/portal/v1/probe").header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.noBody())).problem(400, "bad-request");
        send(as(token, "/portal/v1//probe;a=b")).problem(400, "bad-request");
    }

    @Test
    void anInnerFailureTellsNothingAndAStoreThatIsAwayAsksToComeBack() {
        send(as(token, "/portal/v1/boom?how=bug")).problem(500, "internal");
        Answer away = send(as(token, "/portal/v1/boom?how=database")).problem(503, "overloaded");
        assertThat(away.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void everyProblemHasAPage() {
        for (ProblemType type : Problems.shared()) {
            Answer page = send(request(type.uri()));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains(type.title());
        }
        send(request("/problems/unheard-of")).problem(404, "not-found");
    }

    @Test
    void aRequestThatIsNoHttpGetsNoStackTrace() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write("GET /portal/v1/{bad} HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Exception", "Tomcat", "org.apache");
        }
    }
}
