package io.crossdock.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.drills.Audit;
import io.crossdock.drills.Buyers;
import io.crossdock.drills.Buyers.Placed;
import io.crossdock.drills.Http;
import io.crossdock.drills.Hub;
import io.crossdock.drills.Secrets;
import io.crossdock.drills.Shopping;
import io.crossdock.drills.Stage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** While goods and messages are under way nothing is called drift; a message that is lost is found and repaired. */
class StockReconciliation {

    private static final int BUYERS = 4;
    /** Placed at once, with a pause after it: what has to settle afterwards stays within minutes. */
    private static final int BATCH = 6;
    /** Of each warehouse, while orders come in. */
    private static final int RUNS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void whatIsUnderWayIsNoDriftAndWhatIsLostIsRepaired() {
        try (Stage stage = Stage.open("reconciliation", 20, landscape -> landscape.impatient()
                .edit("landscape.yaml", "    every: 1m\n    settle: 30s", "    every: 2s\n    settle: 12s")
                .write("consumers/operations.yaml", """
                        id: operations
                        secret: file:portal-demo
                        channel: portal
                        scopes: ["operations:read", "operations:write"]
                        accounts: ["*"]
                        """))) {
            Hub hub = stage.hub();
            try (Buyers buyers = Buyers.of(hub.address())) {
                prove(stage, buyers, new Desk(hub.address()));
            }
        }
    }

    private static void prove(Stage stage, Buyers buyers, Desk desk) {
        List<Placed> placed = sellUntilCompared(stage, buyers);
        assertThat(stage.database().rows("SELECT * FROM reconciliation.finding WHERE outcome <> 'in_flight'"))
                .as("drift in heavy traffic").isEmpty();
        assertThat(stage.database().rows("SELECT 1 FROM reconciliation.finding LIMIT 1"))
                .as("differences that were under way").isNotEmpty();
        stage.awaitSettled();
        new Audit(stage).holds(placed);

        lose(stage, "ATL", "CD-10001", -7);
        lose(stage, "DFW", "CD-10002", -400);
        aSmallLossIsRepaired(desk);
        aGreatLossIsDecided(desk);
        placed.addAll(shippedWithoutAWord(stage, buyers));
        new Audit(stage).holds(placed);
    }

    /** Warehouses ship, and every word that they say of it is lost. */
    private static List<Placed> shippedWithoutAWord(Stage stage, Buyers buyers) {
        Shopping shopping = Shopping.at(stage.estate(), Trial.SEED + 9);
        stage.estate().faults("wms", "{\"lostCallbacks\": \"1\"}");
        List<Placed> placed = buyers.place(2, shopping.orders(8));
        Awaitility.await("everything has left").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
                .until(() -> stage.database().number("""
                        SELECT count(*) FROM fulfilment.leg WHERE kind = 'warehouse'
                           AND state IN ('planned', 'requested')
                        """) == 0 && stage.truth().shipments().stream().noneMatch(shipment ->
                                List.of("released", "picking", "picked", "packed")
                                        .contains(Audit.text(shipment, "status"))));
        stage.estate().noFaults();
        stage.awaitSettled();
        assertThat(stage.database().rows("""
                SELECT key FROM reconciliation.finding f JOIN reconciliation.run r ON r.id = f.run_id
                 WHERE r.comparison = 'releases-wms' AND f.outcome = 'repaired'
                """)).as("shipments that were made up for").isNotEmpty();
        return placed;
    }

    private static List<Placed> sellUntilCompared(Stage stage, Buyers buyers) {
        Shopping shopping = Shopping.at(stage.estate(), Trial.SEED + 8);
        List<Placed> placed = new ArrayList<>();
        while (fewestRuns(stage) < RUNS) {
            placed.addAll(buyers.place(BUYERS, shopping.orders(BATCH)));
            Buyers.pause();
        }
        System.out.println(stage + ": " + placed.size() + " orders, " + stage.database().rows("""
                SELECT comparison, system, count(*), sum(in_flight), sum(drifts) FROM reconciliation.run
                 WHERE state = 'done' GROUP BY 1, 2 ORDER BY 1, 2
                """));
        return placed;
    }

    private static long fewestRuns(Stage stage) {
        return stage.database().rows("""
                SELECT w, (SELECT count(*) FROM reconciliation.run r WHERE r.system = w AND r.state = 'done'
                              AND r.in_flight > 0)
                  FROM unnest(ARRAY['wms-atl', 'wms-dfw', 'wms-rno']) AS w
                """).stream().mapToLong(row -> Long.parseLong(row.get(1))).min().orElse(0);
    }

    /** Something happens in a warehouse, and its message never arrives. */
    private static void lose(Stage stage, String warehouse, String sku, int delta) {
        stage.estate().faults("wms", "{\"lostCallbacks\": \"1\"}");
        stage.estate().goodsIn(warehouse, sku, delta);
        stage.estate().noFaults();
    }

    private static void aSmallLossIsRepaired(Desk desk) {
        JsonNode found = desk.awaitFinding("wms-atl");
        assertThat(found.path("key").asString()).isEqualTo("CD-10001@ATL");
        assertThat(found.path("cause").asString()).isEqualTo("message_lost");
        assertThat(found.path("outcome").asString()).isEqualTo("repaired");
        assertThat(found.path("sentence").asString()).contains("never reached us");
    }

    private static void aGreatLossIsDecided(Desk desk) {
        JsonNode found = desk.awaitFinding("wms-dfw");
        assertThat(found.path("key").asString()).isEqualTo("CD-10002@DFW");
        assertThat(found.path("outcome").asString()).isEqualTo("waiting");
        JsonNode drift = desk.get("/ops/v1/drifts").path("items").get(0);
        assertThat(desk.post("/ops/v1/drifts/" + drift.path("id").asString() + "/decision", "{\"take\": \"theirs\"}")
                .path("result").asString()).isEqualTo("done");
        assertThat(desk.get("/ops/v1/drifts").path("items")).isEmpty();
    }

    /** A program of those who run the hub. */
    private record Desk(URI hub, String token) {

        Desk(URI hub) {
            this(hub, Http.post(hub.resolve("/oauth2/token"), Http.bytes("grant_type=client_credentials"),
                    "Content-Type", "application/x-www-form-urlencoded", "Authorization", "Basic "
                            + Base64.getEncoder().encodeToString(("operations:" + Secrets.of("portal-demo"))
                                    .getBytes(StandardCharsets.UTF_8))).ok().path("access_token").asString(""));
        }

        JsonNode get(String path) {
            return Http.get(hub.resolve(path), "Authorization", "Bearer " + token).ok();
        }

        JsonNode post(String path, String body) {
            return Http.post(hub.resolve(path), Http.bytes(body), "Content-Type", "application/json", "Authorization",
                    "Bearer " + token).ok();
        }

        /** Has a warehouse compared, until something is found that nothing under way explains. */
        JsonNode awaitFinding(String system) {
            List<JsonNode> found = new ArrayList<>();
            Awaitility.await("drift at " + system).atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                post("/ops/v1/reconciliations", "{\"comparison\": \"stock-wms\", \"system\": \"" + system + "\"}");
                get("/ops/v1/reconciliations?drifted=true&system=" + system).path("items").forEach(run ->
                        get("/ops/v1/reconciliations/" + run.path("id").asString()).path("items").forEach(found::add));
                return !found.isEmpty();
            });
            return found.getFirst();
        }
    }
}
