package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(240)
class DurabilityTest {

    @TempDir
    Path data;

    private record Started(Process process, Caller calls) {}

    private Process launch(String... more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), "io.crossdock.estate.Estate", "--data",
                        data.toString(), "--hub", "http://127.0.0.1:1", "--latency", "off"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private Started start(String... more) throws IOException {
        Process process = launch(more);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).startsWith("estate listening http://localhost:");
        int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        return new Started(process, new Caller(port, data.resolve("secrets")));
    }

    @Test
    void whatWasAnsweredSurvivesKillNine() throws Exception {
        Started first = start();
        int answered = 0;
        for (int i = 0; i < 40; i++) {
            answered += first.calls.post("/erp/v1/orders", Caller.order("SO-" + i, "CD-10001 1 EA 5.00"))
                    .status() == 201 ? 1 : 0;
        }
        first.calls.post("/wms/ATL/v1/releases", Caller.release("SO-0-1", "CD-10001 7"));
        String exposure = first.calls.get("/erp/v1/credit/A-1001").json().get("exposure").asString();
        first.process.destroyForcibly().waitFor();
        Files.writeString(data.resolve("books.jsonl"), "[[\"erp-orders\",\"E-torn", StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.APPEND);

        Started second = start("--pace", "50");
        JsonNode truth = second.calls.get("/control/truth/erp/orders").json();
        assertThat(truth.get("count").asInt()).isEqualTo(answered).isEqualTo(40);
        assertThat(second.calls.get("/erp/v1/credit/A-1001").json().get("exposure").asString())
                .isEqualTo(exposure);
        assertThat(second.calls.post("/erp/v1/orders", Caller.order("SO-x", "CD-10001 1 EA 5.00")).json()
                .get("orderNumber").asString()).isEqualTo("E-500041");
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(
                        second.calls.get("/wms/ATL/v1/releases/SO-0-1").json().get("status").asString())
                        .isEqualTo("shipped"));
        second.process.destroyForcibly().waitFor();
    }

    @Test
    void aSecondEstateOnTheSameFolderIsRefused() throws Exception {
        Started first = start();
        Process second = launch();
        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        first.process.destroyForcibly().waitFor();
    }

    @Test
    void theEstateEndsWithItsParent() throws Exception {
        Started estate = start("--exit-with-parent");
        estate.process.getOutputStream().close();
        assertThat(estate.process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(estate.process.exitValue()).isZero();
    }

    @Test
    void aWrongFlagIsNamed() throws Exception {
        Process process = launch("--nonsense", "1");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }
}
