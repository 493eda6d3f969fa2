package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.LegNumber;
import io.crossdock.experience.edi.x12.Limits;
import io.crossdock.experience.edi.x12.X12Reader;
import io.crossdock.experience.warehouse.IntakeWorld;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.journal.Parked;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a warehouse sends as X12 ends in the same positions and legs as what others send by webhook. */
class WarehouseDocumentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path MAPS = Path.of("src/main/resources/maps");

    @TempDir
    Path directory;

    private IntakeWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new IntakeWorld(directory, landscape -> {
            landscape.replace("systems/wms-atl.yaml", "location: ATL", "location: ATL\nordering: timestamp\npartner: northlog");
            landscape.write("partners/northlog.yaml", """
                    id: northlog
                    theirs: {qualifier: ZZ, id: NORTHLOG, group: NORTHLOG}
                    ours: {qualifier: ZZ, id: CROSSDOCK, group: CROSSDOCK}
                    versions: ["004010"]
                    delivery: {folder: %s}
                    """.formatted(out()));
            landscape.write("items/northlog.csv", "buyerItem,sku,unit\nNL-3,CD-3,EA\n");
        }, "io.crossdock.experience.edi.incoming", "io.crossdock.experience.edi.outgoing", "io.crossdock.platform.transports",
                "io.crossdock.experience.edi.stock", "io.crossdock.experience.edi.maps");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Path out() {
        return directory.resolve("out");
    }

    @Test
    void aReceiptAnAdjustmentAndACountMakeThePosition() {
        send(sample("receipt-944/samples/two-items.x12"));
        send(sample("adjustment-947/samples/more-and-less.x12"));
        world.hub().start();
        await().untilAsserted(() -> assertThat(onHand("CD-1")).isEqualTo("1347"));
        await().untilAsserted(() -> assertThat(onHand("CD-2")).isEqualTo("524"));
        send(sample("receipt-944/samples/two-items.x12"));
        send(sample("inventory-846/samples/on-hand.x12").replace("*0600~", "*2359~"));
        await().untilAsserted(() -> assertThat(onHand("CD-1")).isEqualTo("990"));
        assertThat(onHand("CD-2")).isEqualTo("480");
        await().untilAsserted(() -> assertThat(delivered()).contains("AK1*RE*70~AK2*944*0001~AK5*A~AK9*A*1*1*1~",
                "AK1*AW*71", "AK1*IB*73"));
        assertThat(world.hub().get(Journal.class).parked()).isEmpty();
    }

    @Test
    void aShippingAdviceMovesItsLeg() {
        LegNumber leg = world.leg();
        send(sample("shipping-945/samples/two-packages.x12").replace("SO-100001-1", leg.toString()));
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.legs(leg).getFirst().state()).isEqualTo(LegState.SHIPPED));
        Leg shipped = world.legs(leg).getFirst();
        assertThat(shipped.lines()).extracting(line -> line.shipped() + " missing " + line.missing())
                .containsExactly("20 EA missing 4 EA", "5 EA missing 0 EA");
        assertThat(shipped.carrier()).contains("NWAY");
        assertThat(shipped.packages()).extracting(box -> box.contents().tracking().orElse("-"))
                .containsExactly("NW7000000001", "-");
    }

    @Test
    void anotherItemInAShippingAdviceIsALineOfTheOrderOrForAPerson() {
        LegNumber taken = world.leg("A-2");
        LegNumber turned = world.leg("A-2");
        LegNumber notTaken = world.leg();
        String advice = sample("shipping-945/samples/two-packages.x12").replace("W12*CM*4*0*4*EA**VN*CD-3~",
                "W12*SS*4*4**EA**VN*CD-3~");
        String last = "W12*CP*17*8*9*EA**VN*CD-1~\nN9*LI*1~\n";
        String other = "W12*SS*4*4**EA**VN*CD-3~\n";
        assertThat(advice).contains(last, other);
        send(advice.replace("SO-100001-1", taken.toString()));
        send(advice.replace("SO-100001-1", turned.toString()).replace(other, "").replace(last, other + last)
                .replace("000000072", "000000082"));
        send(advice.replace("SO-100001-1", notTaken.toString()).replace("000000072", "000000083"));
        world.hub().start();
        send(advice.replace("SO-100001-1", taken.toString()));
        send(advice.replace("SO-100001-1", taken.toString()).replace("000000072", "000000084"));

        for (LegNumber leg : List.of(taken, turned)) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.end(leg)).isEqualTo("1 shipped, 1 CD-1 planned 24 shipped 20 missing "
                    + "4, 2 CD-2 planned 5 shipped 5 missing 0, 10001 CD-3 planned 4 shipped 4 missing 0 | 1 CD-1 cancelled 4 "
                    + "shipped 20, 2 CD-2 cancelled 0 shipped 5, 10001 CD-3 cancelled 0 shipped 4 for 1"));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.end(notTaken)).isEqualTo("1 shipped, 1 CD-1 planned 24 shipped 20 missing 4, "
                + "2 CD-2 planned 5 shipped 5 missing 0; 2 waiting, 1 CD-1 planned 4 shipped 0 missing 0 | "
                + "1 CD-1 cancelled 0 shipped 20, 2 CD-2 cancelled 0 shipped 5"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.hub().get(Journal.class).parked()).extracting(Parked::code)
                .containsExactly("substitute-not-taken"));
        assertThat(world.position("CD-3").reserved().isZero()).isTrue();
    }

    @Test
    void rowsThatNobodyKnowsWaitBesideTheGoodOnesAndGoOnWhenTheirItemIsKnown() throws IOException {
        send(sample("receipt-944/samples/two-items.x12").replace("VN*CD-1", "VN*NL-77").replace("VN*CD-2", "VN*NL-3"));
        world.hub().start();
        await().untilAsserted(() -> assertThat(onHand("CD-3")).isEqualTo("52"));
        Journal journal = world.hub().get(Journal.class);
        await().until(() -> !journal.parked().isEmpty());
        Parked parked = journal.parked().getFirst();
        assertThat(parked.code()).isEqualTo("edi-item-unknown");
        assertThat(parked.reason()).contains("row 1: item-unknown: nobody knows NL-77");
        world.landscape().write("items/northlog.csv", "buyerItem,sku\nNL-3,CD-3\nNL-77,CD-1\n");
        world.landscapes().refresh();
        journal.release(parked.subscription(), parked.fact().position());
        await().untilAsserted(() -> assertThat(onHand("CD-1")).isEqualTo("1350"));
        assertThat(onHand("CD-3")).isEqualTo("52");
    }

    /** Public files are read, answered, and where they order somebody else to do something a person is told. */
    @Test
    void publicFilesAreReadAndWhatNobodyActsOnIsForAPerson() throws IOException {
        Path corpus = Path.of("src/test/resources/x12");
        List<String> files;
        try (Stream<Path> all = Stream.of("apimeister_x12-types", "olmelabs_EdiEngine").flatMap(WarehouseDocumentsTest::list)) {
            files = all.filter(file -> file.getFileName().toString().matches(".*(940_rs_[2345]|_945_test|_940\\.).*"))
                    .map(corpus::relativize).map(Path::toString).sorted().toList();
        }
        assertThat(files).hasSize(8);
        int number = 0;
        for (String file : files) {
            String text = Files.readString(corpus.resolve(file), StandardCharsets.ISO_8859_1);
            send(text.substring(0, 32) + "ZZ" + text.charAt(34) + "NORTHLOG       " + text.charAt(34) + "ZZ"
                    + text.charAt(34) + "CROSSDOCK      " + text.substring(69, 90) + "%09d".formatted(++number)
                    + text.substring(99));
        }
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.hub().get(Journal.class).parked()).extracting(Parked::code)
                .hasSize(7).containsOnly("edi-nobody-acts"));
        await().untilAsserted(() -> assertThat(delivered().split("AK9", -1)).hasSize(9));
        assertThat(delivered()).as("its SE01 is wrong").contains("AK2*945*0001~AK5*R*4~");
    }

    private static Stream<Path> list(String folder) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/x12").resolve(folder))) {
            return files.toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        world.hub().get(EdiDoor.class).take(bytes, new X12Reader(Limits.usual()).read(bytes),
                Origin.start("c-" + text.hashCode(), "folder:edi"));
    }

    private String onHand(String sku) {
        return world.position(sku).onHand().decimal();
    }

    private String delivered() {
        try (Stream<Path> files = Files.exists(out()) ? Files.list(out()) : Stream.empty()) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).map(WarehouseDocumentsTest::read)
                    .collect(Collectors.joining());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sample(String name) {
        return read(MAPS.resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
