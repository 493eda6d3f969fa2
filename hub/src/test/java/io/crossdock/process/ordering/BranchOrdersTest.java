package io.crossdock.process.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Orders of two branches, each with an ERP and warehouses of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BranchOrdersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .account("W-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.00", 10, 10, 50)
            .item("CD-2", "1.00", 10, 10, 50)
            .item("CD-3", "0.0250", 10, 10, 50)
            .item("CD-4", "8.2270", 2, 3, 0)
            .item("CD-5", "8.4200", 2, 3, 0);
    private TestHub hub;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        SettableClock clock = SettableClock.at(NOW);
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        landscape.write("systems/aside.yaml", Files.readString(landscape.folder().resolve("systems/erp.yaml"))
                .replace("id: erp", "id: aside"));
        landscape.replace("landscape.yaml", "\npolicies:", """

                branches:
                  - {name: west, erp: aside, accounts: [W-*], warehouses: [RNO], rounding: half_even}
                  - {name: main, erp: erp, taxOn: exact_by_place}

                policies:""");
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment")
                .with(Distributor.class, distributor).with(OrderSink.class, new Splitting())
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.get(AcceptanceQueue.class).start();
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void anOrderIsBookedByTheErpOfItsAccountAndServedByItsWarehouses() {
        OrderAnswer west = place("W-1", "CD-1", "30");
        OrderAnswer main = place("A-1", "CD-1", "20");

        assertThat(posting(west)).returns("aside", Effect::target);
        assertThat(posting(main)).returns("erp", Effect::target);
        assertThat(hub.get(Ordering.class).order(west.number()).orElseThrow().erpSystem()).isEqualTo("aside");
        assertThat(shippingFrom(west)).containsExactly("RNO");
        assertThat(shippingFrom(main)).as("all that the other warehouses have, and nothing of the western one")
                .containsExactlyInAnyOrder("ATL", "DFW");
    }

    @Test
    void whatAnotherBranchHasIsPromisedToNobodyElse() {
        OrderAnswer beyond = place("A-1", "CD-2", "21");

        assertThat(shippingFrom(beyond)).doesNotContain("RNO");
        assertThat(beyond.legs()).anyMatch(leg -> leg.kind().equals("backorder"));
    }

    @Test
    void theCentsOfAnOrderAreThoseOfTheBooksOfItsBranch() {
        assertThat(place("W-1", "CD-3", "1").totals().net()).as("half of a cent to the even one").isEqualByComparingTo("0.02");
        assertThat(place("A-1", "CD-3", "1").totals().net()).isEqualByComparingTo("0.03");
    }

    /** Two are 16.454, three are 24.681; five would be 41.135. */
    @Test
    void anOrderIsPromisedForWhatTheDocumentsOfItsBooksComeTo() {
        OrderAnswer split = place("A-1", "CD-4", "5");

        assertThat(shippingFrom(split)).containsExactlyInAnyOrder("ATL", "DFW");
        assertThat(split.totals().net()).isEqualByComparingTo("41.13");
        assertThat(split.lines().getFirst().net()).isEqualByComparingTo("41.13");
        assertThat(place("A-1", "CD-5", "5").totals().tax()).as("7.75 %% of 16.84 and of 25.26, not of 42.10")
                .isEqualByComparingTo("3.27");
    }

    /** Keeps a document of each place that something comes from. */
    private static final class Splitting implements OrderSink {

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Promise promise() {
            return Promise.NONE;
        }

        @Override
        public Outcome post(SystemSettings system, OrderPosting order) {
            return new Outcome.Ambiguous("Nobody is asked.");
        }

        @Override
        public Sighting find(SystemSettings system, String reference) {
            return new Sighting.Unknown("Nobody is asked.");
        }

        @Override
        public List<List<OrderPosting.Line>> documents(SystemSettings system, List<OrderPosting.Line> lines) {
            return lines.stream().flatMap(line -> line.shares().stream().map(share -> List.of(new OrderPosting.Line(
                    line.lineNo(), line.sku(), share.quantity(), line.unitPrice())))).toList();
        }
    }

    private Effect posting(OrderAnswer order) {
        return hub.get(Effects.class).ofKey(order.number().value()).stream()
                .filter(each -> each.kind().equals("order.post")).findFirst().orElseThrow();
    }

    private static List<String> shippingFrom(OrderAnswer order) {
        return order.legs().stream().flatMap(leg -> leg.from().stream()).toList();
    }

    private OrderAnswer place(String account, String sku, String quantity) {
        OrderRequest request = new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId(account), Optional.of("PO-1"),
                Optional.empty(), new Destination.OnFile(new ShipToId(account + "-1")), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(new Sku(sku)),
                        Quantity.of(quantity, "EA"), Optional.empty(), Optional.empty())),
                Optional.empty(), Optional.empty());
        String key = account + "-" + sku;
        Placement placement = hub.get(Ordering.class).place(request, new Incoming("portal:test", key, "application/json",
                request.toString().getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key));
        assertThat(placement).isInstanceOf(Placement.Accepted.class);
        return ((Placement.Accepted) placement).answer();
    }
}
