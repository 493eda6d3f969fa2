package io.crossdock.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CallbacksTest {

    private static final String EVENTS = "/warehouse/v1/events";

    @TempDir
    Path data;

    @Test
    void whatTheHubCouldNotTakeComesLaterInOrderEvenAfterARestart() {
        FakeHub gone = FakeHub.startWhereItCanComeBack();
        int port = gone.port();
        gone.close();
        try (Running estate = Running.start(data, gone.uri())) {
            estate.calls().post("/wms/RNO/v1/releases", Caller.release("SO-1-1", "CD-10001 1"));
            await().untilAsserted(() -> assertThat(
                    estate.calls().get("/wms/RNO/v1/releases/SO-1-1").json().get("status").asString())
                    .isEqualTo("shipped"));
            JsonNode waiting = estate.calls().get("/control/truth/callbacks?state=waiting&key=SO-1-1").json();
            assertThat(waiting.get("count").asInt()).isEqualTo(5);
        }
        try (FakeHub hub = FakeHub.startAt(port); Running estate = Running.start(data, gone.uri())) {
            await().untilAsserted(() -> assertThat(hub.events(EVENTS))
                    .extracting(event -> event.get("sequence").asInt()).containsExactly(1, 2, 3, 4, 5));
            await().untilAsserted(() -> assertThat(
                    estate.calls().get("/control/truth/callbacks?key=SO-1-1").json().get("waiting").asInt())
                    .isZero());
        }
    }

    @Test
    void aRefusedCallbackIsTriedAgainAndHoldsBackOnlyItsOwnKey() {
        try (FakeHub hub = FakeHub.start(); Running estate = Running.start(data, hub.uri())) {
            hub.answerWith(404);
            estate.calls().post("/wms/RNO/v1/releases", Caller.release("SO-1-1", "CD-10001 1"));
            await().untilAsserted(() -> assertThat(hub.at(EVENTS)).hasSizeGreaterThan(1));
            assertThat(hub.events(EVENTS)).allMatch(event -> event.get("sequence").asInt() == 1);
            JsonNode first = estate.calls().get("/control/truth/callbacks?limit=1").json().get("items")
                    .get(0);
            assertThat(first.get("lastStatus").asInt()).isEqualTo(404);
            assertThat(first.get("state").asString()).isEqualTo("waiting");

            hub.answerWith(200);
            await().untilAsserted(
                    () -> assertThat(hub.events(EVENTS).getLast().get("sequence").asInt()).isEqualTo(5));
        }
    }

    @Test
    void aLostCallbackIsNeverSentAndTheNextOnesAre() {
        try (FakeHub hub = FakeHub.start(); Running estate = Running.start(data, hub.uri())) {
            estate.calls().put("/control/faults/wms", "{\"lostCallbacks\": \"1\"}");
            estate.calls().post("/control/stock", counted(-5));
            estate.calls().put("/control/faults/wms", "{}");
            estate.calls().post("/control/stock", counted(-2));
            await().untilAsserted(() -> assertThat(hub.events(EVENTS)).hasSize(1));
            assertThat(hub.events(EVENTS).getFirst().get("stock").get(0).get("delta").asString()).isEqualTo("-2");
            assertThat(estate.calls().get("/control/truth/callbacks?state=lost").json().get("count").asInt())
                    .isEqualTo(1);
        }
    }

    private static String counted(int delta) {
        return """
                {"warehouse": "RNO", "sku": "CD-10001", "delta": "%d", "reason": "damaged"}
                """.formatted(delta);
    }
}
