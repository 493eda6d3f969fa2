package io.crossdock.experience.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.LegNumber;
import io.crossdock.experience.warehouse.IntakeWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that name another item among what has left: the order ends as it does when a message says so, whatever the order of
 * the rows, and however often it is said. {@code -Dpermutation.seed} repeats a run.
 */
class SubstitutesInFilesTest {

    private static final String TAKEN = "1 shipped, 1 CD-1 planned 24 shipped 20 missing 4, 2 CD-2 planned 5 shipped 5 missing 0, "
            + "10001 CD-3 planned 4 shipped 4 missing 0 | 1 CD-1 cancelled 4 shipped 20, 2 CD-2 cancelled 0 shipped 5, "
            + "10001 CD-3 cancelled 0 shipped 4 for 1";
    private static final String NOT_TAKEN = "1 shipped, 1 CD-1 planned 24 shipped 20 missing 4, 2 CD-2 planned 5 shipped 5 "
            + "missing 0; 2 waiting, 1 CD-1 planned 4 shipped 0 missing 0 | 1 CD-1 cancelled 0 shipped 20, "
            + "2 CD-2 cancelled 0 shipped 5";

    @TempDir
    Path directory;

    private final long seed = Long.getLong("permutation.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private IntakeWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new IntakeWorld(directory, landscape -> landscape.replace("systems/wms-atl.yaml", "location: ATL", """
                location: ATL
                ordering: timestamp
                files:
                  - name: csv
                    folder: %s
                    event: shipment
                    columns: {release: Order, sku: Item, quantity: Qty, carrier: Carrier}
                  - name: fixed
                    folder: %s
                    event: shipment
                    format: fixed
                    columns: {release: 1-12, sku: 13-20, quantity: 21-26, carrier: 27-34}""".formatted(in("csv"),
                in("fixed"))));
        world.hub().get(FileWatch.class).look();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Path in(String feed) {
        return directory.resolve("in").resolve(feed);
    }

    private void csv(String name, LegNumber leg, List<String> rows) throws IOException {
        Files.writeString(in("csv").resolve(name), "Order,Item,Qty,Carrier\n" + rows.stream().map(row -> {
            String[] cells = row.split(" ");
            return leg + "," + cells[0] + "," + cells[1] + ",northway\n";
        }).reduce("", String::concat));
    }

    private void fixed(String name, LegNumber leg, List<String> rows) throws IOException {
        Files.writeString(in("fixed").resolve(name), rows.stream().map(row -> {
            String[] cells = row.split(" ");
            return "%-12s%-8s%6s%-8s\n".formatted(leg, cells[0], cells[1], "northway");
        }).reduce("", String::concat));
    }

    private void message(LegNumber leg) {
        world.tell(leg + "-shipped", """
                {"warehouse":"ATL","type":"leg.shipped","releaseId":"%s","occurredAt":"2026-11-21T09:30:00Z","carrier":"northway",
                 "lines":[{"sku":"CD-1","quantity":"20","unit":"EA"},{"sku":"CD-2","quantity":"5","unit":"EA"},
                          {"sku":"CD-3","quantity":"4","unit":"EA"}]}""".formatted(leg));
    }

    private List<String> rows(String... rows) {
        List<String> shuffled = Arrays.asList(rows);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private void digested() {
        world.hub().get(FileWatch.class).look();
        world.hub().get(FileWatch.class).look();
    }

    private void ends(LegNumber leg, String end) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.end(leg))
                .as("-Dpermutation.seed=%s", seed).isEqualTo(end));
    }

    private int facts(String type, LegNumber leg) {
        return world.hub().jdbc().sql("SELECT count(*) FROM journal.fact WHERE type = :type AND subject = :leg")
                .param("type", type).param("leg", leg.toString()).query(Integer.class).single();
    }

    @Test
    void whatTheAccountTakesIsALineHoweverItIsSaid() throws IOException {
        LegNumber told = world.leg("A-2");
        LegNumber csv = world.leg("A-2");
        LegNumber fixed = world.leg("A-2");
        LegNumber split = world.leg("A-2");
        LegNumber both = world.leg("A-2");
        message(told);
        csv("1.csv", csv, rows("CD-1 20", "CD-2 5", "CD-3 4"));
        fixed("1.txt", fixed, rows("CD-1 20", "CD-2 5", "CD-3 4"));
        csv("2.csv", split, rows("CD-1 12", "CD-1 8", "CD-2 5", "CD-3 1", "CD-3 3"));
        message(both);
        digested();
        csv("3.csv", both, rows("CD-1 20", "CD-2 5", "CD-3 4"));
        csv("again.csv", csv, rows("CD-1 20", "CD-2 5", "CD-3 4"));
        fixed("again.txt", fixed, rows("CD-2 5", "CD-1 20", "CD-3 1", "CD-3 3"));
        digested();
        world.hub().start();

        for (LegNumber leg : List.of(told, csv, fixed, split, both)) {
            ends(leg, TAKEN);
            assertThat(facts("leg.substituted", leg)).as("once").isEqualTo(1);
        }
        assertThat(world.position("CD-3").reserved().isZero()).isTrue();
    }

    @Test
    void whatTheAccountDoesNotTakeIsForAPersonHoweverItIsSaid() throws IOException {
        LegNumber told = world.leg();
        LegNumber csv = world.leg();
        LegNumber fixed = world.leg();
        message(told);
        csv("1.csv", csv, rows("CD-1 20", "CD-2 5", "CD-3 4"));
        fixed("1.txt", fixed, rows("CD-1 20", "CD-2 5", "CD-3 4"));
        digested();
        csv("again.csv", csv, rows("CD-1 20", "CD-2 5", "CD-3 4"));
        digested();
        world.hub().start();

        for (LegNumber leg : List.of(told, csv, fixed)) {
            ends(leg, NOT_TAKEN);
            assertThat(facts("leg.substitute_not_taken", leg)).as("told once").isEqualTo(1);
        }
        assertThat(world.position("CD-3").reserved().isZero()).isTrue();
    }
}
