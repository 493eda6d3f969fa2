package io.crossdock.experience.edi.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.edi.maps.StaediReading;
import io.crossdock.experience.edi.outgoing.Outbox;
import io.crossdock.experience.edi.x12.Dictionary;
import io.crossdock.experience.edi.x12.Interchange;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.SetChecker;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.promising.Listings;
import io.crossdock.system.connectors.ExpectedReport;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Shelf;
import io.crossdock.system.inventory.StockCount;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.LongLease;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** What a partner is told of stock, by two replicas of one database. */
@Timeout(300)
class InventoryAdviceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL);
    private Path directory;
    private ExampleLandscape landscape;
    private Landscapes landscapes;
    private TestHub hub;
    private TestHub replica;
    private long movement = 1;

    @BeforeEach
    void open(@TempDir Path folder) {
        directory = folder;
        landscape = ExampleLandscape.in(folder);
        landscapes = landscape.landscapes(clock);
        hub = hub();
        replica = hub();
    }

    private void begin(String inventory, String items) throws IOException {
        landscape.replace("partners/buildwell.yaml", "{system: buildwell}",
                "{folder: " + directory.resolve("out") + "}\ninventory: " + inventory);
        landscape.write("items/buildwell.csv", "buyerItem,sku,unit\n" + items);
        landscapes.refresh();
        hub.inTransaction(() ->
                hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp")));
        hub.get(Replication.class).runNow();
        look();
    }

    private TestHub hub() {
        return TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.process.promising", "io.crossdock.experience.edi.advice", "io.crossdock.experience.edi.maps",
                        "io.crossdock.experience.edi.outgoing", "io.crossdock.platform.transports")
                .with(Distributor.class, distributor).with(Landscapes.class, landscapes).with(HttpCaller.class)
                .with(Lanes.class, () -> Map.of("edi:buildwell", LongLease.of(LaneSettings.DEFAULT)))
                .with(Secrets.class, landscape.secretsInForce()).open();
    }

    @AfterEach
    void close() {
        hub.close();
        replica.close();
        database.close();
    }

    private void look() {
        for (TestHub each : List.of(hub, replica)) {
            each.get(Replicas.class).refresh();
            each.get(Shelf.class).refresh();
        }
        hub.get(Listings.class).look();
    }

    private void counted(String sku, int onHand) {
        hub.inTransaction(() -> hub.get(Inventory.class).snapshot(List.of(new StockCount(new Sku(sku),
                new LocationId("ATL"), new BigDecimal(onHand), Unit.EACH, ++movement, clock.instant(), "snapshot")),
                Origin.start("count-" + movement, "system:erp")));
        look();
    }

    /** Lets time pass, asks on both replicas, and handles what was asked for. Returns the lines that were written. */
    private List<String> after(Duration time) {
        clock.advance(time);
        int before = documents().size();
        hub.get(InventorySchedule.class).look();
        replica.get(InventorySchedule.class).look();
        asked().stream().filter(fact -> fact.time().equals(clock.instant())).forEach(this::handle);
        return documents().stream().skip(before).flatMap(InventoryAdviceTest::said).toList();
    }

    private void handle(Fact fact) {
        replica.inTransaction(() -> replica.get(InventoryAdvice.class).handle(fact));
    }

    private List<Fact> asked() {
        return hub.get(Journal.class).ofKey(InventoryDue.key("buildwell"), 0);
    }

    private List<String> documents() {
        return hub.jdbc().sql("SELECT content FROM edi.document WHERE kind = '846' ORDER BY control")
                .query(String.class).list();
    }

    /** What follows the header, an item on each line. */
    private static Stream<String> said(String document) {
        return Arrays.stream(document.split("~(?=BIA\\*|LIN\\*)")).skip(1)
                .map(each -> each.replaceAll("~(CTT|REF)\\*.*", "").replace("DTM*018*", "@"));
    }

    @Test
    void everythingIsToldFirstAndThenOnlyWhatSaysSomethingElse() throws IOException {
        distributor.item("CD-1", "1.00", 20, 5, 0).item("CD-2", "1.00", 3, 0, 0).item("CD-3", "1.00", 8, 0, 0);
        distributor.expects(new ExpectedReport("PO-9", new Sku("CD-1"), new LocationId("ATL"),
                Quantity.of(40, Unit.EACH), LocalDate.parse("2026-12-01")));
        begin("{full: 06:00, every: 15m}", "BW-1,CD-1,EA\nBW-2,CD-2,BX\nBW-9,CD-404,EA\n");

        assertThat(after(Duration.ZERO)).containsExactly("BIA*00*DD*000001-1*20261121*1300",
                "LIN*1*BP*BW-1*VP*CD-1~QTY*33*25*EA~@20261121~SCH*40*EA***018*20261201",
                "LIN*2*BP*BW-2*VP*CD-2~QTY*33*3*EA~@20261121");
        assertThat(after(Duration.ofMinutes(14))).as("not yet due").isEmpty();
        counted("CD-2", 11);
        counted("CD-3", 1);
        assertThat(after(Duration.ofMinutes(1))).containsExactly("BIA*25*DD*000002-1*20261121*1315",
                "LIN*1*BP*BW-2*VP*CD-2~QTY*33*11*EA~@20261121");
        assertThat(after(Duration.ofMinutes(15))).as("nothing has changed").isEmpty();
        assertThat(after(Duration.ofHours(17))).as("06:00 has gone by").contains("BIA*00*DD*000004-1*20261122*0630")
                .hasSize(3);
    }

    @Test
    void whatIsPromisedNoMoreIsSaidToBeNothingOnce() throws IOException {
        distributor.item("CD-1", "1.00", 20, 0, 0).item("CD-2", "1.00", 3, 0, 0);
        begin("{full: 06:00, every: 15m, items: all}", "BW-1,CD-1,EA\n");
        assertThat(after(Duration.ZERO)).hasSize(3).contains("LIN*2*VP*CD-2~QTY*33*3*EA~@20261121");

        landscape.replace("partners/buildwell.yaml", "items: all", "items: cross-referenced");
        landscape.write("items/buildwell.csv", "buyerItem,sku\nBW-1,CD-1\nBW-1B,CD-1\n");
        landscapes.refresh();
        assertThat(after(Duration.ofMinutes(15))).containsExactly("BIA*25*DD*000002-1*20261121*1315",
                "LIN*1*BP*BW-1B*VP*CD-1~QTY*33*20*EA~@20261121", "LIN*2*VP*CD-2~QTY*33*0*EA~@20261121");
        assertThat(after(Duration.ofMinutes(15))).isEmpty();
        assertThat(after(Duration.ofDays(1))).as("a full one").hasSize(3).noneMatch(line -> line.contains("CD-2"));
    }

    @Test
    void aChangeThatWasNotWrittenToTheEndIsToldOnceLater() throws IOException {
        distributor.item("CD-1", "1.00", 20, 0, 0);
        begin("{full: 06:00, every: 15m}", "BW-1,CD-1,EA\n");
        after(Duration.ZERO);
        counted("CD-1", 7);
        clock.advance(Duration.ofMinutes(15));
        hub.get(InventorySchedule.class).look();
        Fact due = asked().getLast();
        hub.get(TransactionTemplate.class).executeWithoutResult(status -> {
            hub.get(InventoryAdvice.class).handle(due);
            assertThat(documents()).hasSize(2);
            status.setRollbackOnly();
        });
        assertThat(documents()).hasSize(1);
        assertThat(after(Duration.ofMinutes(15))).as("one is still to be written").isEmpty();

        handle(due);
        handle(due);
        assertThat(documents()).hasSize(2);
        assertThat(said(documents().getLast())).last().isEqualTo("LIN*1*BP*BW-1*VP*CD-1~QTY*33*7*EA~@20261121");
        assertThat(hub.jdbc().sql("SELECT array_agg(control ORDER BY control)::text FROM edi.document")
                .query(String.class).single()).as("no number is left out").isEqualTo("{1,2}");
        assertThat(after(Duration.ofMinutes(15))).isEmpty();
    }

    @Test
    void manyItemsAreSplitAndReadByOthersWithoutFault() throws Exception {
        IntStream.rangeClosed(1, 2_500).forEach(n -> distributor.item("CD-%05d".formatted(n), "1.00", n, 0, 0));
        begin("{full: 06:00, items: all}", "BW-1,CD-00001,EA\n");

        assertThat(after(Duration.ZERO)).hasSize(2_503).contains("BIA*00*DD*000001-1*20261121*1300",
                "BIA*00*DD*000001-3*20261121*1300", "LIN*1000*VP*CD-01000~QTY*33*1000*EA~@20261121",
                "LIN*500*VP*CD-02500~QTY*33*2500*EA~@20261121");
        assertThat(documents()).hasSize(1);
        String document = documents().getFirst();
        assertThat(document).contains("GS*IB*", "~REF*ZZ*000001*PART 3 OF 3~", "~CTT*500~");
        Interchange read = new X12Reader(Limits.usual()).read(document.getBytes(StandardCharsets.US_ASCII))
                .interchanges().getFirst();
        assertThat(read.groups().getFirst().sets()).hasSize(3).allSatisfy(set ->
                assertThat(new SetChecker(Dictionary.standard(), Limits.usual())
                        .check(set, read.groups().getFirst(), read.delimiters()).faults()).isEmpty());
        assertThat(StaediReading.faults(document)).isEmpty();
    }

    @Test
    void ofTwoReplicasOneTellsAndThePartnersAnswerIsNoted() throws IOException {
        distributor.item("CD-1", "1.00", 20, 0, 0);
        begin("{full: 06:00, every: 15m}", "BW-1,CD-1,EA\n");
        hub.start();
        replica.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> delivered() == 1);
        counted("CD-1", 19);
        // The replica may be looking over all items itself just now, and one looks at a time.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            look();
            return hub.jdbc().sql("SELECT bool_and(available = 19) FROM promising.listed WHERE sku = 'CD-1'")
                    .query(Boolean.class).single();
        });
        clock.advance(Duration.ofMinutes(15));
        await().atMost(Duration.ofSeconds(60)).until(() -> delivered() == 2);
        clock.advance(Duration.ofMinutes(15));
        await().atMost(Duration.ofSeconds(60)).until(() -> hub.jdbc()
                .sql("SELECT done FROM edi.inventory_advice").query(Long.class).single() == 3);

        assertThat(documents()).hasSize(2);
        assertThat(asked()).hasSize(3);
        hub.inTransaction(() -> assertThat(hub.get(Outbox.class).answered(
                landscapes.current().partner("buildwell").orElseThrow(), 2, "A")).isTrue());
    }

    private long delivered() throws IOException {
        Path out = directory.resolve("out");
        try (Stream<Path> files = Files.exists(out) ? Files.list(out) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().startsWith("846-")).count();
        }
    }

    @Test
    void theTimeOfTheDayIsThatOfTheLandscapesZone() {
        ZoneId zone = ZoneId.of("America/New_York");
        LocalTime six = LocalTime.of(6, 0);

        assertThat(InventoryDue.last(six, zone, Instant.parse("2026-11-21T11:00:00Z"))).isEqualTo("2026-11-21T11:00:00Z");
        assertThat(InventoryDue.last(six, zone, Instant.parse("2026-11-21T10:59:59Z"))).isEqualTo("2026-11-20T11:00:00Z");
        assertThat(InventoryDue.last(six, zone, Instant.parse("2026-11-01T10:00:00Z"))).isEqualTo("2026-10-31T10:00:00Z");
    }
}
