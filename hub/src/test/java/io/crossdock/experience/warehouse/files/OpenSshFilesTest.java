package io.crossdock.experience.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.warehouse.IntakeWorld;
import io.crossdock.testing.Ports;
import io.crossdock.testing.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on OpenSSH, which is killed while it hands one over. */
class OpenSshFilesTest {

    private static final String HEADER = "Item;On Hand;Counted\n";
    private static final int ROWS = 15_000;

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new java.util.ArrayList<>();
    private OpenSshServer server;
    private Relay line;
    private IntakeWorld world;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(OpenSshServer.PROGRAM), OpenSshServer.INSTALL);
        Path counts = Files.createDirectories(directory.resolve("counts"));
        KeyPair ours = WarehouseServer.key();
        int port = Ports.free();
        server = new OpenSshServer(directory.resolve("sshd"), port, ours);
        open.add(server);
        line = Relay.to(port);
        open.add(line);
        world = new IntakeWorld(directory, landscape -> {
            Files.write(landscape.secrets().resolve("atl-key"), OpenSshServer.written(ours));
            // A connection and its keys may take seconds where much else is done.
            landscape.replace("systems/wms-atl.yaml", "{connect: 2s, call: 10s}", "{connect: 30s, call: 30s}");
            landscape.replace("systems/wms-atl.yaml", "location: ATL", """
                    location: ATL
                    ordering: timestamp
                    files:
                      - name: counts
                        sftp:
                          host: 127.0.0.1
                          port: %d
                          user: %s
                          hostKey: "%s"
                          key: file:atl-key
                          directory: %s
                        pattern: "*.csv"
                        event: count
                        separator: ";"
                        columns: {sku: Item, quantity: On Hand, at: Counted}"""
                    .formatted(line.port(), OpenSshServer.user(), OpenSshServer.line(server.hostKey()), counts));
        });
        open.add(world::close);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aServerThatIsKilledWhileItHandsAFileOverLosesAndDoublesNothing() throws Exception {
        leave("c1.csv", "CD-2;7;2026-11-21T08:00:00\n");
        looks(2);
        assertThat(noted("failure")).isEqualTo("none");
        assertThat(messages()).isEqualTo(1);

        leave("large.csv", "CD-1;1;2026-11-21T08:00:00\n".repeat(ROWS));
        looks(1);
        line.stopAfter(Relay.Way.OUT, ROWS * 14L);
        CompletableFuture<Void> look = CompletableFuture.runAsync(() -> looks(1));
        await().atMost(Duration.ofSeconds(60)).until(() -> line.hasStopped(Relay.Way.OUT));
        server.kill();
        line.cut();
        look.get(120, TimeUnit.SECONDS);
        assertThat(noted("failure")).isNotEqualTo("none");
        assertThat(messages()).isEqualTo(1);
        assertThat(directory.resolve("counts/working/hub/large.csv")).exists();

        looks(1);
        assertThat(noted("code")).isEqualTo("unreachable");
        server.startAgain();
        looks(2);
        assertThat(messages()).isEqualTo(2);
        assertThat(noted("failure")).isEqualTo("none");
        assertThat(kept()).hasSize(2).allMatch(name -> name.endsWith("-c1.csv") || name.endsWith("-large.csv"));
        world.hub().start();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.position("CD-1").onHand().decimal())
                .isEqualTo(String.valueOf(ROWS)));
    }

    @Test
    void anotherKeyThanThatOfTheLandscapeGetsNothing() throws IOException {
        leave("c1.csv", "CD-2;7;2026-11-21T08:00:00\n");
        Files.write(directory.resolve("sshd/host_key"), OpenSshServer.written(WarehouseServer.key()));
        server.kill();
        server.startAgain();
        looks(2);
        assertThat(noted("code")).isEqualTo("host-key-refused");
        assertThat(directory.resolve("counts/c1.csv")).exists();
    }

    private void leave(String name, String rows) throws IOException {
        Files.writeString(directory.resolve("counts").resolve(name), HEADER + rows);
    }

    private void looks(int times) {
        for (int i = 0; i < times; i++) {
            world.clock().advance(Duration.ofMinutes(10));
            world.hub().get(FileWatch.class).look();
        }
    }

    private int messages() {
        return world.hub().jdbc().sql("SELECT count(*) FROM inbox.message WHERE source = 'wms-atl'")
                .query(Integer.class).single();
    }

    private String noted(String column) {
        return world.hub().jdbc().sql("SELECT * FROM warehouse.file_feed WHERE feed = 'counts'")
                .query((row, n) -> String.valueOf(row.getString(column) == null ? "none" : row.getString(column))).single();
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("counts/done"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".csv")).sorted().toList();
        }
    }
}
