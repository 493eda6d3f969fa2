package io.crossdock.experience.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.replica.Replication;
import io.crossdock.process.fulfilment.LegState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Warehouses that are asked for what has changed, by nothing but their files: in each style of pages, while people go on
 * changing things over there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AskedByDeclarationTest {

    private static final Map<String, String> PAGING = Map.of(
            "wms-atl", "{style: page, parameter: page, size: 4}",
            "wms-dfw", "{style: offset, parameter: offset, size: 4}",
            "wms-rno", "{style: link-header}",
            "wms-oak", "{style: cursor, parameter: after, next: more}");
    private static final Duration LATE_MAX = Duration.ofSeconds(100);

    private final Map<String, AskedRacks> racks = Map.of("wms-atl", new AskedRacks(), "wms-dfw", new AskedRacks(),
            "wms-rno", new AskedRacks(), "wms-oak", new AskedRacks());
    private IntakeWorld world;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        world = new IntakeWorld(directory, landscape -> {
            landscape.write("systems/wms-oak.yaml", """
                    id: wms-oak
                    kind: wms
                    connector: estate
                    location: OAK
                    timeouts: {connect: 30s, call: 60s}
                    baseUrl: http://localhost:1
                    secret: file:wms-key
                    """);
            for (Map.Entry<String, String> each : PAGING.entrySet()) {
                String id = each.getKey();
                landscape.write("connectors/racks-" + id + ".yaml", """
                        id: racks-%s
                        title: Racks WMS 7
                        auth: {type: header, header: X-Key}
                        operations:
                          shipments:
                            request: {method: GET, path: /shipments, query: {since: since}}
                            rows: rows
                            key: wave & "#" & no
                            at: time
                            leg: wave
                            overlap: 2m
                            paging: %s
                        events: |
                          { "type": $lookup({ "1": "leg.picking", "2": "leg.picked" }, $string(no)),
                            "releaseId": wave, "sequence": no, "occurredAt": time, "lines": no = 2 ? [
                              { "lineNo": 1, "sku": "CD-1", "quantity": "24", "unit": "EA" },
                              { "lineNo": 2, "sku": "CD-2", "quantity": "5", "unit": "EA" }] : [] }
                        """.formatted(id, each.getValue()));
                landscape.replace("systems/" + id + ".yaml", "connector: estate", "connector: racks-" + id);
                landscape.write("systems/" + id + ".yaml", Files.readString(
                        landscape.folder().resolve("systems/" + id + ".yaml"))
                        .replaceAll("baseUrl: \\S+", "baseUrl: " + rack(id).url())
                        .replaceAll("timeouts: .*", "timeouts: {connect: 30s, call: 60s}"));
            }
        }, "io.crossdock.system.connectors.declared");
    }

    @BeforeEach
    void forget() {
        racks.values().forEach(AskedRacks::forget);
    }

    @AfterAll
    void close() {
        world.close();
        racks.values().forEach(AskedRacks::close);
    }

    private AskedRacks rack(String system) {
        return Objects.requireNonNull(racks.get(system));
    }

    /** Looks once at every warehouse. */
    private void look() {
        world.clock().advance(Duration.ofSeconds(6));
        world.hub().get(Replication.class).runNow();
        assertThat(world.hub().get(Replication.class).health())
                .filteredOn(each -> each.state().name().startsWith("warehouse.shipments"))
                .allSatisfy(each -> assertThat(each.trouble()).isEmpty());
    }

    private List<String> heard(String system, String leg) {
        return world.hub().get(Journal.class).ofKey(system + ":" + leg, 0).stream()
                .filter(fact -> fact.type().equals(Inbox.RECEIVED)).map(Fact::subject).toList();
    }

    @Test
    void eachChangeThatShowsIsHeardOnceAndInOrderWhileOthersAreMade() throws InterruptedException {
        long seed = System.nanoTime();
        List<String> legs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            legs.add("R" + (char) ('A' + i));
        }
        racks.values().forEach(each -> legs.forEach(leg -> each.change(leg, world.clock(), Duration.ZERO)));
        AtomicInteger left = new AtomicInteger(3_000);
        CountDownLatch done = new CountDownLatch(2);
        for (int editor = 0; editor < 2; editor++) {
            Random random = new Random(seed + editor);
            Thread.ofVirtual().start(() -> {
                while (left.getAndDecrement() > 0) {
                    racks.values().forEach(each -> each.change(legs.get(random.nextInt(legs.size())),
                            world.clock(), Duration.ofSeconds(random.nextLong(LATE_MAX.toSeconds()))));
                    Thread.yield();
                }
                done.countDown();
            });
        }
        do {
            look();
        } while (!done.await(1, TimeUnit.MILLISECONDS));
        look();

        racks.forEach((system, rack) -> rack.rows().stream().forEach(row -> {
            List<String> heard = heard(system, row.ref());
            assertThat(heard).as("%s with seed %d", system, seed).doesNotHaveDuplicates()
                    .endsWith(row.ref() + "#" + row.no());
            assertThat(heard).extracting(key -> Integer.valueOf(key.substring(key.indexOf('#') + 1))).isSorted();
        }));
    }

    @Test
    void whatSlipsIntoAPageThatWasReadBeforeIsNotPassedOver() {
        for (String system : List.of("wms-atl", "wms-dfw")) {
            AskedRacks rack = rack(system);
            for (int i = 0; i < 9; i++) {
                rack.change("S" + i, world.clock(), Duration.ZERO);
            }
            // The first moves behind the others, and the fifth becomes the last of the first page, which was read.
            rack.betweenPages(first -> rack.change(first, world.clock(), Duration.ofSeconds(-1)));
        }
        look();
        for (String system : List.of("wms-atl", "wms-dfw")) {
            assertThat(rack(system).rows()).as(system).allSatisfy(row -> assertThat(heard(system, row.ref()))
                    .doesNotHaveDuplicates().endsWith(row.ref() + "#" + row.no()));
        }
    }

    @Test
    void whatIsHeardMovesALegByTheWordsOfTheSameFile() {
        LegNumber leg = world.leg();
        AskedRacks rack = rack("wms-atl");
        rack.change(leg.toString(), world.clock(), Duration.ZERO);
        look();
        rack.change(leg.toString(), world.clock(), Duration.ZERO);
        look();
        List<Fact> heard = world.hub().get(Journal.class).ofKey("wms-atl:" + leg, 0).stream()
                .filter(fact -> fact.type().equals(Inbox.RECEIVED)).toList();
        world.hub().inTransaction(() -> world.hub().get(WarehouseIntake.class).handleAll(Batch.of(heard)));

        assertThat(heard).hasSize(2);
        assertThat(world.legs(leg).getFirst().state()).isEqualTo(LegState.PICKED);
    }
}
