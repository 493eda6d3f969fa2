package io.crossdock.process.promising;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.ExpectedReceipts;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Shelf;
import io.crossdock.system.inventory.StockCount;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What buyers are told, on two replicas of one database: from stock, from what is expected, and after those who wait. */
@Timeout(300)
class OffersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final Sku SKU = new Sku("CD-1");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.3333", 20, 5, 0)
            .item("CD-2", "1.20", 24, 0, 0)
            .item("CD-3", "1.25", 0, 0, 0)
            .item("CD-4", "1.30", 2, 0, 0).instead(Optional.of("CD-3"), "CD-2", "CD-3", "CD-77")
            .dropShip("CD-9", "55.10", "northforge");
    private TestHub hub;
    private TestHub replica;

    @BeforeEach
    void open(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = hub(landscape);
        replica = hub(landscape);
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        read();
    }

    private TestHub hub(ExampleLandscape landscape) {
        return TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.process.promising")
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
    }

    @AfterEach
    void close() {
        hub.close();
        replica.close();
        database.close();
    }

    /** Asks the ERP for everything, and lets both memories follow. */
    private void read() {
        hub.get(Replication.class).runNow();
        look();
    }

    private void look() {
        for (TestHub each : List.of(hub, replica)) {
            each.get(Replicas.class).refresh();
            each.get(Shelf.class).refresh();
        }
    }

    private void expects(ExpectedReport... reports) {
        distributor.expects(reports);
        clock.advance(Duration.ofMinutes(1));
        // The hub may be at it itself just now, and one reads at a time.
        await().until(() -> {
            read();
            return hub.get(Replication.class).health().stream().map(Replication.Health::state)
                    .filter(state -> state.name().startsWith("inventory.expected"))
                    .allMatch(state -> state.asOf().equals(clock.instant()));
        });
    }

    private static ExpectedReport report(String reference, String location, int quantity, int inDays) {
        return new ExpectedReport(reference, SKU, new LocationId(location), Quantity.of(quantity, Unit.EACH),
                TODAY.plusDays(inDays));
    }

    private Offer ask(TestHub at, String sku, String unit, String quantity) {
        Item item = at.get(Catalog.class).item(new Sku(sku)).orElseThrow();
        return at.get(Offers.class).offer(new Wish(item, Unit.of(unit), Optional.of(new BigDecimal(quantity)),
                Channel.PORTAL, Optional.empty(), Optional.empty()));
    }

    private OrderAnswer order(String quantity) {
        OrderRequest request = new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId("A-1"), Optional.empty(),
                Optional.empty(), new Destination.OnFile(new ShipToId("A-1-1")), Distributor.USD, List.of(
                        new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(SKU), Quantity.of(quantity, "EA"),
                                Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty());
        hub.start();
        String key = "key-" + System.nanoTime();
        Placement placement = hub.get(Ordering.class).place(request, new Incoming("portal:test", key, "application/json",
                key.getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + key));
        assertThat(placement).isInstanceOf(Placement.Accepted.class);
        look();
        return ((Placement.Accepted) placement).answer();
    }

    private static List<String> dates(Offer offer) {
        return offer.dates().stream().map(each -> TODAY.until(each.on()).getDays() + ":" + each.available().toPlainString())
                .toList();
    }

    /** Those who wait are counted twice a second at the most. */
    private void bothSay(String... dates) {
        for (TestHub each : List.of(hub, replica)) {
            await().untilAsserted(() -> {
                look();
                assertThat(dates(ask(each, "CD-1", "EA", "1"))).containsExactly(dates);
            });
        }
    }

    private List<String> facts() {
        return hub.jdbc().sql("""
                SELECT subject || ' ' || coalesce(data->'before'->>'on', '-') || ' ' || coalesce(data->'after'->>'on', '-')
                  FROM journal.fact WHERE type = 'inventory.expected_changed' ORDER BY position
                """).query(String.class).list();
    }

    @Test
    void anAnswerCountsWholePacksOfTheUnitAskedForNowAndLater() {
        expects(report("RP-1", "ATL", 30, 2), report("RP-2", "RNO", 6, 5));

        Offer offer = ask(replica, "CD-1", "BX", "4");

        assertThat(offer.available()).isEqualTo(new BigDecimal("2"));
        assertThat(offer.enough()).isFalse();
        assertThat(dates(offer)).containsExactly("2:4", "5:5");
        assertThat(offer.on()).contains(TODAY.plusDays(2));
        assertThat(offer.more()).extracting(Offer.More::way).containsExactly("later", "reorder");
        assertThat(offer.places()).extracting(place -> place.location() + " " + place.available())
                .containsExactlyInAnyOrder("ATL 20 EA", "DFW 5 EA", "RNO 0 EA");
    }

    @Test
    void whatCanBeBoughtInsteadIsNamedWithHowMuchOfItThereIs() {
        assertThat(ask(replica, "CD-4", "BX", "1").more())
                .extracting(more -> more.way() + " " + more.sku().map(Sku::value).orElse("") + " "
                        + more.available().map(BigDecimal::toPlainString).orElse(""))
                .containsExactly("supersession CD-3 0", "substitute CD-2 2", "base_unit  2", "reorder  ");
    }

    @Test
    void anOrderThroughOneReplicaChangesTheAnswerOfTheOther() {
        order("22");

        assertThat(ask(replica, "CD-1", "EA", "1").available()).isEqualTo(new BigDecimal("3"));
    }

    @Test
    void aBackorderIsPromisedForTheDayOnWhichItsGoodsComeAndThoseAfterItWaitLonger() {
        expects(report("RP-1", "ATL", 30, 9), report("RP-2", "ATL", 40, 16));

        // 25 are there; 15 wait for the first receipt, which has as much again for those who come after.
        assertThat(order("40").legs().getLast().ships()).isEqualTo(LocalDate.parse("2026-12-01"));
        bothSay("9:15", "16:55");
        assertThat(order("20").legs().getLast().ships()).isEqualTo(LocalDate.parse("2026-12-08"));
        bothSay("16:35");
        // Nothing covers this one: its date comes from the lead time of five days.
        assertThat(order("300").legs().getLast().ships()).isEqualTo(LocalDate.parse("2026-11-27"));
    }

    @Test
    void aChangedDateAndAVanishedReceiptAreFactsWithBeforeAndAfter() {
        expects(report("RP-1", "ATL", 30, 2), report("RP-2", "DFW", 6, 5));
        expects(report("RP-1", "ATL", 30, 4), report("RP-2", "DFW", 6, 5));
        expects(report("RP-1", "ATL", 30, 4));
        expects();

        assertThat(facts()).containsExactly("CD-1@ATL - 2026-11-23", "CD-1@DFW - 2026-11-26",
                "CD-1@ATL 2026-11-23 2026-11-25", "CD-1@DFW 2026-11-26 -", "CD-1@ATL 2026-11-25 -");
        assertThat(dates(ask(replica, "CD-1", "EA", "1"))).isEmpty();
    }

    @Test
    void whatHasComeInIsNotExpectedAnyMore() {
        expects(report("RP-1", "ATL", 30, 2));
        hub.start();
        hub.inTransaction(() -> hub.get(Inventory.class).report(List.of(new StockCount(SKU, new LocationId("ATL"),
                new BigDecimal("38"), Unit.EACH, 2, NOW, "stock.received RP-1")), Origin.start("s", "system:wms-atl")));
        await().untilAsserted(() -> {
            Offer offer = ask(hub, "CD-1", "EA", "1");
            assertThat(offer.available()).isEqualTo(new BigDecimal("43"));
            assertThat(dates(offer)).containsExactly("2:55");
        });
        // The ERP has heard of it, too: twelve are to come, as before.
        expects(report("RP-1", "ATL", 12, 2));
        assertThat(dates(ask(replica, "CD-1", "EA", "1"))).containsExactly("2:55");
        assertThat(hub.get(ExpectedReceipts.class).of(SKU)).extracting(each -> each.quantity().decimal())
                .containsExactly("12");
    }

    @Test
    void lessThanOnePackIsOfferedInPieces() {
        order("20");

        Offer offer = ask(replica, "CD-1", "BX", "1");

        assertThat(offer.available()).isEqualTo(BigDecimal.ZERO);
        assertThat(offer.more()).extracting(each -> each.way() + each.available().map(a -> " " + a).orElse(""))
                .containsExactly("base_unit 5", "reorder");
    }

    @Test
    void onePlaceIsAskedAndTheOthersAreNamed() {
        Item item = hub.get(Catalog.class).item(SKU).orElseThrow();

        Offer offer = hub.get(Offers.class).offer(new Wish(item, Unit.EACH, Optional.of(BigDecimal.TEN), Channel.PORTAL,
                Optional.empty(), Optional.of(new LocationId("DFW"))));

        assertThat(offer.available()).isEqualTo(new BigDecimal("5"));
        assertThat(offer.enough()).isFalse();
        assertThat(offer.more()).extracting(Offer.More::way).containsExactly("other_location", "reorder");
    }

    @Test
    void aSupplierWhoShipsItHimselfHasEnough() {
        Offer offer = ask(hub, "CD-9", "EA", "100");

        assertThat(offer.enough()).isTrue();
        assertThat(offer.leadTimeDays()).contains(3);
    }

    private static List<String> items(Listings.Page page) {
        return page.items().stream().map(each -> each.sku() + " " + each.available().toPlainString()).toList();
    }

    @Test
    void aChannelReadsEverythingOnceAndThenOnlyWhatSaysSomethingElse() {
        assertThat(hub.get(Listings.class).look()).isPositive();
        assertThat(replica.get(Listings.class).look()).as("the other replica has nothing to add").isZero();
        Listings.Page first = replica.get(Listings.class).after(Channel.PORTAL, 0, 1);
        Listings.Page second = replica.get(Listings.class).after(Channel.PORTAL, first.version(), 10);

        assertThat(List.of(first.full(), first.complete(), second.full(), second.complete()))
                .containsExactly(true, false, false, true);
        assertThat(items(first)).containsExactly("CD-1 25");
        assertThat(items(second)).containsExactly("CD-2 24", "CD-3 0", "CD-4 2", "CD-9 0");

        order("22");
        // The hub that took the order may be looking over all items itself just now, and one looks at a time.
        Listings.Page third = await().until(() -> {
            replica.get(Listings.class).look();
            return hub.get(Listings.class).after(Channel.PORTAL, second.version(), 10);
        }, page -> !page.items().isEmpty());
        assertThat(items(third)).containsExactly("CD-1 3");
        assertThat(third.full()).isFalse();
        assertThat(hub.get(Listings.class).after(Channel.PORTAL, third.version(), 10).items()).isEmpty();
        assertThat(hub.get(Listings.class).after(Channel.PORTAL, 999_999, 10).full()).as("of another database").isTrue();
    }
}
