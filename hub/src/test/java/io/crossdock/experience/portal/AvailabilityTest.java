package io.crossdock.experience.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Fault;
import io.crossdock.platform.gateway.Caller;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Consumer;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Shelf;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Questions about availability as a buyer's program puts them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvailabilityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
    private static final Caller BUYER = new Caller("portal-demo", Channel.PORTAL, Set.of("availability:read"),
            new Consumer.Accounts.All());

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.3333", 20, 5, 0)
            .item("CD-2", "1.3333", 0, 0, 30);
    private TestHub hub;

    @BeforeAll
    void open(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.catalog", "io.crossdock.system.inventory",
                        "io.crossdock.system.customers",
                        "io.crossdock.process.fulfilment", "io.crossdock.process.promising")
                .with(AvailabilityController.class, AvailabilityFeed.class)
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> hub.get(Inventory.class).snapshot(distributor.counts(),
                Origin.start("snapshot", "system:erp")));
        hub.get(Shelf.class).refresh();
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private JsonNode bulk(String body) {
        return hub.get(Json.class).tree(hub.get(AvailabilityController.class).bulk(BUYER,
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> faults(Runnable question) {
        List<String> faults = new java.util.ArrayList<>();
        assertThatThrownBy(question::run).isInstanceOfSatisfying(ProblemException.class, refused -> refused.problem()
                .faults().stream().map(AvailabilityTest::text).forEach(faults::add));
        return faults;
    }

    private static String text(Fault fault) {
        return fault.pointer() + " " + fault.code();
    }

    @Test
    void theAnswerToOneQuestionKeepsItsOldFieldsAndSaysHowOldItIs() {
        clock.set(NOW.plus(Duration.ofMillis(1_500)));
        JsonNode answer = hub.get(Json.class).tree(hub.get(AvailabilityController.class).one(BUYER,
                Map.of("sku", "CD-1", "quantity", "3", "unit", "BX")));
        clock.set(NOW);

        assertThat(answer.path("available").asString()).isEqualTo("2");
        assertThat(answer.path("enough").asBoolean()).isFalse();
        assertThat(answer.path("places").get(0).path("available").path("value").asString()).isEqualTo("20");
        assertThat(answer.path("age").path("stock").path("milliseconds").asLong()).isEqualTo(1_500);
        assertThat(answer.path("age").has("expected")).isTrue();
        assertThat(answer.path("more").get(0).path("way").asString()).isEqualTo("reorder");
    }

    @Test
    void manyItemsAreAnsweredInTheirOrder() {
        JsonNode answer = bulk("{'lines':[{'sku':'CD-2','quantity':'31'},{'sku':'CD-1'},{'sku':'CD-2','unit':'CS'}]}");

        assertThat(answer.path("lines").valueStream().map(line -> line.path("sku").asString() + " "
                + line.path("available").asString() + " " + line.path("enough").asBoolean()))
                .containsExactly("CD-2 30 false", "CD-1 25 true", "CD-2 4 true");
    }

    @Test
    void allFaultsAreNamedAtOnceWithTheirPlaces() {
        assertThat(faults(() -> bulk("""
                {'lines':[{'sku':'CD-1'},{'sku':'CD-77'},{'sku':'CD-1','unit':'PF'},{'quantity':'1'},
                          {'sku':'CD-2','quantity':'-1'},{'sku':'CD-2','price':'1'}]}"""))).containsExactlyInAnyOrder(
                "/lines/1/sku item-unknown", "/lines/2/unit unit-unknown", "/lines/3 item-name",
                "/lines/4/quantity out-of-range", "/lines/5/price unknown-field");
        assertThat(faults(() -> bulk("{'lines':[" + "{'sku':'CD-1'},".repeat(500) + "{'sku':'CD-1'}]}")))
                .containsExactly("/lines too-many");
        assertThat(faults(() -> hub.get(AvailabilityFeed.class).page(BUYER, Map.of("since", "yesterday"))))
                .containsExactly("/since invalid");
    }
}
