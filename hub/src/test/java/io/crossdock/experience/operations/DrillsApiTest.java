package io.crossdock.experience.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Fault;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The history of drills as programs write and read it. */
class DrillsApiTest {

    private static final Caller OPERATOR = new Caller("operations-demo", Channel.PORTAL,
            Set.of("operations:read", "operations:write"), new Consumer.Accounts.All());
    private static final Caller READER = new Caller("reader", Channel.PORTAL, Set.of("operations:read"),
            new Consumer.Accounts.All());
    private static final String REPORT = """
            {"drill": "chaos", "seed": "11", "begun": "2026-11-26T16:18:32Z", "trafficSeconds": 60, "seconds": 91,
             "passed": true, "rerun": "crossdock drill run chaos --minutes 1 --seed 11",
             "score": {"asked": 120, "kept": 114, "refused": 6, "lost": 0, "doubled": 0, "unasked": 0, "oversold": 0,
                       "outOfTier": 0, "aloneP99Ms": 200, "besideBulkP99Ms": 250, "drainedMs": 820, "detectedMs": 1094},
             "diedAt": ["after-call"], "script": ["second 13: it rains"], "findings": []}
            """;

    private final SharedPostgres.Database database = TestDatabase.migrated();
    private TestHub hub;
    private DrillsController api;

    @BeforeEach
    void open(@TempDir Path folder) {
        ExampleLandscape landscape = ExampleLandscape.in(folder);
        hub = TestHub.on(database, Clock.systemUTC()).scan("io.crossdock.process.practice")
                .with(Landscapes.class, landscape.landscapes(Clock.systemUTC()))
                .with(DrillsController.class, ShadowDrillsController.class).open();
        api = hub.get(DrillsController.class);
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int told(String report) {
        return api.tell(OPERATOR, bytes(report)).getStatusCode().value();
    }

    private JsonNode list(Map<String, String> parameters) {
        return hub.get(Json.class).tree(api.list(READER, parameters));
    }

    @Test
    void aReportIsKeptOnceAndItsFirstWordsCount() {
        assertThat(told(REPORT)).isEqualTo(201);
        assertThat(told(REPORT)).isEqualTo(200);
        assertThatThrownBy(() -> told(REPORT.replace("\"kept\": 114", "\"kept\": 115")))
                .isInstanceOfSatisfying(ProblemException.class, refused ->
                        assertThat(refused.problem().type().status()).isEqualTo(409));
        JsonNode items = list(Map.of()).path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).at("/score/kept").asInt()).isEqualTo(114);
        assertThat(items.get(0).at("/score/detectedMs").asInt()).isEqualTo(1094);
        assertThat(hub.get(Json.class).tree(api.one(READER, java.util.UUID.fromString(items.get(0).path("id").asString(""))))
                .path("script").get(0).asString("")).isEqualTo("second 13: it rains");
    }

    @Test
    void theNewestComeFirstPageByPage() {
        for (int i = 10; i < 15; i++) {
            told(REPORT.replace("16:18", "16:" + i).replace("\"chaos\"", i == 12 ? "\"erp-down\"" : "\"chaos\""));
        }
        JsonNode first = list(Map.of("limit", "2"));
        assertThat(first.path("items").get(0).path("begun").asString("")).contains("16:14");
        JsonNode second = list(Map.of("limit", "2", "after", first.path("next").asString("")));
        assertThat(second.path("items").get(0).path("begun").asString("")).contains("16:12");
        assertThat(list(Map.of("drill", "erp-down")).path("items")).hasSize(1);
    }

    @Test
    void everythingWrongIsSaidAtOnceAndNothingIsKept() {
        assertThatThrownBy(() -> told("""
                {"drill": "Rain!", "seed": 11, "begun": "yesterday", "passed": true, "trafficSeconds": -1, "seconds": 3,
                 "findings": ["an order is missing"], "wet": true, "score": {"asked": "many"}}
                """)).isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.problem().faults())
                        .extracting(Fault::pointer).contains("/drill", "/seed", "/begun", "/trafficSeconds", "/passed",
                                "/rerun", "/wet", "/score/asked", "/score/kept", "/score/drainedMs"));
        assertThat(list(Map.of()).path("items")).isEmpty();
    }

    @Test
    void whoMayOnlyReadTellsNothing() {
        assertThatThrownBy(() -> api.tell(READER, bytes(REPORT))).isInstanceOf(ProblemException.class);
    }

    @Test
    void aShadowDrillIsBegunWithAllThatIsWrongToldAtOnceAndOncePerLane() {
        ShadowDrillsController shadows = hub.get(ShadowDrillsController.class);
        assertThatThrownBy(() -> shadows.begin(OPERATOR, bytes("""
                {"drill": "earthquake", "seconds": 4000, "calls": 0, "oops": 1}""")))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.problem().faults())
                        .extracting(Fault::pointer)
                        .containsExactlyInAnyOrder("/system", "/drill", "/seconds", "/calls", "/oops"));
        assertThatThrownBy(() -> shadows.begin(OPERATOR, bytes("""
                {"system": "nowhere", "drill": "system-down"}""")))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().type().status()).isEqualTo(404);
                    assertThat(refused.problem().detail()).contains("erp, halden");
                });
        assertThatThrownBy(() -> shadows.begin(READER, bytes("{}")))
                .isInstanceOfSatisfying(ProblemException.class, refused ->
                        assertThat(refused.problem().type().status()).isEqualTo(403));

        byte[] plan = bytes("{\"system\": \"erp\", \"drill\": \"system-down\", \"seconds\": 90, \"seed\": 5}");
        ShadowDrillsController.View begun = java.util.Objects.requireNonNull(shadows.begin(OPERATOR, plan).getBody());
        assertThat(begun.calls()).isEqualTo(180);
        assertThat(begun.seed()).isEqualTo("5");
        assertThat(begun.state()).isEqualTo("running");
        assertThat(begun.promise()).as("no connector is there").isEqualTo("none");
        assertThat(shadows.list(READER).items()).extracting(ShadowDrillsController.View::id).containsExactly(begun.id());
        assertThatThrownBy(() -> shadows.begin(OPERATOR, plan)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem().type().status()).isEqualTo(409);
            assertThat(refused.problem().detail()).contains(begun.id().toString());
        });
        assertThat(shadows.stop(OPERATOR, begun.id()).state()).isEqualTo("stopped");
        assertThat(shadows.one(READER, begun.id()).report()).isEmpty();
        assertThat(shadows.begin(OPERATOR, plan).getStatusCode().value()).isEqualTo(202);
    }
}
