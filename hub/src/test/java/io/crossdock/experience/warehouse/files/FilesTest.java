package io.crossdock.experience.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.LegNumber;
import io.crossdock.experience.warehouse.IntakeWorld;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a folder: taken whole or not yet, good rows beside bad ones, nothing twice. */
class FilesTest {

    @TempDir
    Path directory;

    private IntakeWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new IntakeWorld(directory, landscape -> landscape.replace("systems/wms-atl.yaml", "location: ATL", """
                location: ATL
                ordering: timestamp
                files:
                  - name: counts
                    folder: %s
                    pattern: "*.csv"
                    event: count
                    separator: ";"
                    columns: {sku: Item, quantity: On Hand, unit: UOM, at: Counted}
                    dateFormat: dd.MM.yyyy HH:mm
                    decimalMark: ","
                    units: {PCS: EA, CRT: BX}
                    maxRows: 50
                  - name: receipts
                    folder: %s
                    event: receipt
                    format: fixed
                    skip: 1
                    columns: {document: 1-8, sku: 9-18, quantity: 19-28, at: 29-36}
                    dateFormat: yyyyMMdd
                  - name: shipments
                    folder: %s
                    event: shipment
                    columns: {release: Order, sku: Item, quantity: Qty, sscc: SSCC, tracking: Tracking, carrier: Carrier}"""
                .formatted(in("counts"), in("receipts"), in("shipments"))));
        world.hub().get(FileWatch.class).look();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Path in(String feed) {
        return directory.resolve("in").resolve(feed);
    }

    @Test
    void goodRowsAreTakenAndBadOnesNamedWithLineAndColumn() throws IOException {
        leave("counts", "c1.csv", """
                Item;On Hand;UOM;Counted
                CD-1;1.200,0;PCS;21.11.2026 08:00
                CD-9999;5;PCS;21.11.2026 08:00
                CD-2;-5;PCS;21.11.2026 08:00
                CD-2;10;XXL;21.11.2026 08:00
                CD-2;"10;PCS;21.11.2026 08:00
                CD-3;3;CRT;yesterday
                CD-3;"3";CRT;21.11.2026 08:00
                CD-3;1;PCS;21.11.2026 08:00
                CD-2
                """);
        looks(2);
        assertThat(report("counts", "done")).isEqualTo("""
                9 rows, 6 of them refused, 1 messages taken.
                line 3, column 1: item-unknown: There is no item 'CD-9999'.
                line 4, column 6: quantity-bad: A count cannot be of -5.
                line 5, column 9: unit-unknown: Item CD-2 is not kept in XXL.
                line 6, column 6: quote-bad: A quoted cell does not end as it should.
                line 7, column 12: date-bad: 'yesterday' is not written as dd.MM.yyyy HH:mm.
                line 10, column 5: required: There is no quantity.
                """);
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.position("CD-1").onHand().decimal()).isEqualTo("1200"));
        assertThat(world.position("CD-3").onHand().decimal()).as("two bins").isEqualTo("37");
        assertThat(world.position("CD-2").onHand().decimal()).isEqualTo("500");
    }

    @Test
    void whatSpreadsheetsMakeOfAFileIsReadAndWhatCannotBeMeantIsNamed() throws IOException {
        leave("counts", "c2.csv", "\uFEFFCounted;UOM;Note;On Hand;Item\r\n21.11.2026 08:00;PCS;;1.250;CD-1\r\n"
                + "21.11.2026 08:00;CS;\"two\nlines\";3;CD-2\r\n21.11.2026 08:00;PCS;;1.5;CD-2\r\n"
                + "21.11.2026 08:00;CRT;;2;CD-3\r\n;;;;\r\n \r\n\r\n");
        looks(2);
        assertThat(report("counts", "done")).isEqualTo("""
                5 rows, 3 of them refused, 1 messages taken.
                line 3, column 21: quote-bad: A quoted cell does not end as it should.
                line 4, column 1: date-bad: 'lines"' is not written as dd.MM.yyyy HH:mm.
                line 4, column 14: required: There is no sku.
                line 4, column 14: required: There is no quantity.
                line 5, column 23: quantity-bad: '1.5' is no quantity.
                """);
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.position("CD-1").onHand().decimal()).isEqualTo("1250"));
        assertThat(world.position("CD-3").onHand().decimal()).isEqualTo("24");
        assertThat(world.position("CD-2").onHand().decimal()).isEqualTo("500");
    }

    @Test
    void tabsAndShortLinesOfFixedColumnsAreNamed() throws IOException {
        leave("receipts", "tabs.txt", """
                HDR 20261121
                RC000001CD-1      \t50.020261121
                RC000001CD-1
                RC000001CD-2              12

                """);
        looks(2);
        assertThat(report("receipts", "done")).isEqualTo("""
                3 rows, 2 of them refused, 1 messages taken.
                line 2, column 19: bad-character: Behind a tab nobody can tell in which column a cell begins.
                line 3, column 19: required: There is no quantity.
                """);
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.position("CD-2").onHand().decimal()).isEqualTo("512"));
        assertThat(world.position("CD-1").onHand().decimal()).isEqualTo("1000");
    }

    @Test
    void aShipmentWithALineThatCannotBeCutWaitsWholeToo() throws IOException {
        LegNumber leg = world.leg();
        leave("shipments", "s2.csv", """
                Order,Item,Qty,SSCC,Tracking,Carrier
                %1$s,CD-1,24,,,
                %1$s,CD-2,"5,,,
                """.formatted(leg));
        looks(2);
        assertThat(report("shipments", "refused")).contains("2 rows, 2 of them refused, 0 messages",
                "line 2, column 1: release-incomplete: Another row of release " + leg, "line 3, column 18: quote-bad");
        world.hub().start();
        assertThat(world.legs(leg).getFirst().state()).isNotEqualTo(LegState.SHIPPED);
    }

    @Test
    void aFileThatIsStillWrittenIsLeftAlone() throws IOException {
        leave("counts", "half.csv", "Item;On Hand;UOM;Counted\nCD-1;7;PCS;21.11.2026 08:00\n");
        leave("counts", "uploading.csv.part", "Item");
        looks(1);
        Files.writeString(in("counts").resolve("half.csv"), "CD-2;8;PCS;21.11.2026 08:00\n",
                java.nio.file.StandardOpenOption.APPEND);
        looks(1);
        assertThat(in("counts").resolve("half.csv")).exists();
        looks(1);
        assertThat(report("counts", "done")).startsWith("2 rows, 0 of them refused");
        assertThat(in("counts").resolve("uploading.csv.part")).exists();
    }

    @Test
    void receiptsInFixedColumnsAddUpOncePerDocument() throws IOException {
        String text = """
                HDR 20261121
                RC000001CD-1            50.020261121
                RC000001CD-2              1220261121
                RC000002CD-1              1020261121
                        CD-1              1020261121
                """;
        leave("receipts", "r1.txt", text);
        looks(2);
        assertThat(report("receipts", "done")).contains("4 rows, 1 of them refused, 2 messages",
                "line 5, column 1: required: There is no document.");
        leave("receipts", "r1-again.txt", text);
        looks(2);
        assertThat(report("receipts", "done")).contains("file-repeated: the same content came as r1.txt");
        leave("receipts", "r2.txt", text.replace("        CD-1 ", "RC000003CD-1 "));
        looks(2);
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.position("CD-1").onHand().decimal()).isEqualTo("1070"));
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(world.position("CD-1").onHand().decimal()).isEqualTo("1070");
        assertThat(world.position("CD-2").onHand().decimal()).isEqualTo("512");
    }

    @Test
    void aShipmentMovesItsLegAndOneWithABadRowWaitsWhole() throws IOException {
        LegNumber leg = world.leg();
        LegNumber torn = world.leg();
        leave("shipments", "s1.csv", """
                Order,Item,Qty,SSCC,Tracking,Carrier
                %1$s,CD-1,24,106141410000000019,NW1,northway
                %1$s,CD-2,5,106141410000000019,NW1,northway
                %2$s,CD-1,24,,,
                %2$s,CD-2,five,,,
                """.formatted(leg, torn));
        looks(2);
        assertThat(report("shipments", "done")).contains("4 rows, 2 of them refused, 1 messages",
                "line 4, column 1: release-incomplete: Another row of release " + torn,
                "line 5, column 18: quantity-bad: 'five' is no quantity.");
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.legs(leg).getFirst().state()).isEqualTo(LegState.SHIPPED));
        Leg shipped = world.legs(leg).getFirst();
        assertThat(shipped.lines()).extracting(line -> line.shipped().decimal()).containsExactly("24", "5");
        assertThat(shipped.packages().getFirst().contents().tracking()).contains("NW1");
        assertThat(world.legs(torn).getFirst().state()).isNotEqualTo(LegState.SHIPPED);
    }

    @Test
    void whatAKilledHubHadInItsHandsIsFinishedAndNotDoneTwice() throws IOException {
        String text = "Item;On Hand;UOM;Counted\nCD-1;7;PCS;21.11.2026 08:00\n";
        Path working = Files.createDirectories(in("counts").resolve("working").resolve("hub"));
        Files.writeString(working.resolve("before.csv"), text);
        Files.writeString(working.resolve("after.csv"), text.replace(";7;", ";8;"));
        SystemSettings system = world.landscapes().current().system("wms-atl").orElseThrow();
        FileReport taken = world.hub().get(FileDoor.class).take(system, system.messages().files().getFirst(), "after.csv",
                IntakeWorld.NOW, text.replace(";7;", ";8;").getBytes(StandardCharsets.UTF_8));
        looks(1);
        assertThat(taken.messages()).isEqualTo(1);
        assertThat(kept("counts", "done")).hasSize(4).noneMatch(name -> name.contains("repeated"));
        assertThat(report("counts", "done")).doesNotContain("file-repeated").contains("1 messages taken");
        assertThat(world.hub().jdbc().sql("SELECT count(*) FROM inbox.message WHERE source = 'wms-atl'")
                .query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeMeantIsRefusedWhole() throws IOException {
        leave("counts", "other.csv", "Name;Phone\nMiller;5550100\n");
        leave("counts", "long.csv", "Item;On Hand;UOM;Counted\n" + "CD-1;7;PCS;21.11.2026 08:00\n".repeat(51));
        looks(2);
        assertThat(report("counts", "refused")).contains("column-missing: There is no column 'Item'.",
                "too-many-rows: The file has 51 rows, at most 50 are read.");
        assertThat(world.hub().get(Journal.class).parked()).isEmpty();
    }

    private int waiting() {
        return world.hub().jdbc().sql("SELECT count(*) FROM inbox.message WHERE source = 'wms-atl' AND state = 'received'")
                .query(Integer.class).single();
    }

    private void leave(String feed, String name, String text) throws IOException {
        Files.writeString(in(feed).resolve(name), text);
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            world.hub().get(FileWatch.class).look();
        }
    }

    private List<String> kept(String feed, String ending) throws IOException {
        try (Stream<Path> files = Files.list(in(feed).resolve(ending))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String report(String feed, String ending) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : kept(feed, ending)) {
            if (name.endsWith(".report.txt")) {
                text.append(Files.readString(in(feed).resolve(ending).resolve(name)));
            }
        }
        return text.toString();
    }
}
