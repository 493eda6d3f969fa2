package io.crossdock.experience.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.edi.incoming.EdiWorld;
import io.crossdock.process.alerts.Alerts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is called once per cause, not once per exception, and told when it is over. */
class AlertWebhookTest {

    private final Receiver pager = new Receiver();
    private EdiWorld world;
    private Alerts alerts;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more.scan("io.crossdock.process.alerts",
                "io.crossdock.experience.subscriptions"));
        alerts = world.hub().get(Alerts.class);
        world.landscape().write("subscriptions/ops.yaml", """
                id: ops
                url: %s
                secrets: ["file:crm-hook"]
                events: [alert.raised, alert.over]
                privateAddresses: true
                """.formatted(pager.url()));
        world.landscape().replace("landscape.yaml", "policies:\n", """
                policies:
                  attention:
                    alerts:
                      - {name: unknowns, kinds: [unknown-reference], owners: [edi], atLeast: 2, value: 10, quiet: 30m}
                """);
        world.reload();
    }

    @AfterEach
    void close() {
        world.close();
        pager.close();
    }

    private List<String> told(String type) {
        return world.hub().jdbc().sql("SELECT subject FROM journal.fact WHERE type = :type ORDER BY position")
                .param("type", type).query(String.class).list();
    }

    private void held(int orders) {
        await().atMost(Duration.ofSeconds(60)).until(() -> world.states().values().stream().filter("held"::equals).count()
                == orders);
    }

    @Test
    void aCauseIsToldOfOnceWhenEnoughIsAtStakeAndAgainOnlyWhenItIsBackLater() throws IOException {
        world.order("PO-1", "4*EA*2.00*PE*BP*BW-77777");
        held(1);
        world.lookForAlerts();
        assertThat(told("alert.raised")).isEmpty();

        world.order("PO-2", "4*EA*2.00*PE*BP*BW-77777");
        held(2);
        world.lookForAlerts();
        world.lookForAlerts();
        assertThat(told("alert.raised")).containsExactly("edi-item:buildwell:BW-77777");
        await().atMost(Duration.ofSeconds(60)).until(() -> world.hub().jdbc().sql("""
                SELECT count(*) FROM effects.effect WHERE target = 'hook:ops' AND state = 'done'
                """).query(Integer.class).single() == 1);
        assertThat(world.hub().jdbc().sql("SELECT request::text FROM effects.effect WHERE target = 'hook:ops'")
                .query(String.class).single()).contains("Buildwell orders item BW-77777", "EDI desk", "16",
                        "guides/repair.md#unknown-reference", "/console/exceptions?cluster=edi-item%3Abuildwell%3ABW-77777");

        world.landscape().replace("items/buildwell.csv", "BW-10001,", "BW-77777,CD-10002\nBW-10001,");
        world.reload();
        world.clock().advance(Duration.ofMinutes(1));
        held(0);
        world.lookForAlerts();
        assertThat(told("alert.over")).hasSize(1);
        assertThat(alerts.raised()).singleElement().satisfies(each -> assertThat(each.over()).isPresent());
    }

    @Test
    void aStormIsOneCall() {
        for (int item = 0; item < 8; item++) {
            world.order("PO-A" + item, "9*EA*2.00*PE*BP*X-" + item);
            world.order("PO-B" + item, "9*EA*2.00*PE*BP*X-" + item);
        }
        held(16);
        world.lookForAlerts();
        assertThat(told("alert.raised")).containsExactly("many");
        world.lookForAlerts();
        assertThat(told("alert.raised")).hasSize(1);
    }
}
