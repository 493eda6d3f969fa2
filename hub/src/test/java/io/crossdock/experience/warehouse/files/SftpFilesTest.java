package io.crossdock.experience.warehouse.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.crossdock.experience.warehouse.IntakeWorld;
import io.crossdock.platform.landscape.FilePlace;
import io.crossdock.platform.landscape.Secret;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.Timeouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a real SFTP server: the same rules as in a folder, over a line that breaks. */
class SftpFilesTest {

    private static final String HEADER = "Item;On Hand;Counted\n";

    @TempDir
    Path directory;

    private WarehouseServer server;
    private IntakeWorld world;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        for (String feed : List.of("counts", "receipts")) {
            Files.createDirectories(directory.resolve("server").resolve(feed));
        }
        server = new WarehouseServer(directory.resolve("server"));
        KeyPair ours = WarehouseServer.key();
        server.letIn(ours.getPublic());
        world = new IntakeWorld(directory, landscape -> {
            Files.writeString(landscape.secrets().resolve("atl-password"), WarehouseServer.PASSWORD + "\n");
            Files.write(landscape.secrets().resolve("atl-key"), written(ours));
            // A connection and its keys may take seconds where much else is done.
            landscape.replace("systems/wms-atl.yaml", "{connect: 2s, call: 10s}", "{connect: 30s, call: 60s}");
            landscape.replace("systems/wms-atl.yaml", "location: ATL", """
                    location: ATL
                    ordering: timestamp
                    files:
                      - name: counts
                        sftp:
                          host: 127.0.0.1
                          port: %1$d
                          user: crossdock
                          hostKey: "%2$s"
                          password: file:atl-password
                          directory: /counts
                          archive: taken
                        pattern: "*.csv"
                        event: count
                        separator: ";"
                        columns: {sku: Item, quantity: On Hand, at: Counted}
                        maxBytes: 4000
                      - name: receipts
                        sftp:
                          host: 127.0.0.1
                          port: %1$d
                          user: crossdock
                          hostKey: "%3$s"
                          key: file:atl-key
                          directory: /receipts
                          poll: 1h
                        event: receipt
                        format: fixed
                        skip: 1
                        columns: {document: 1-8, sku: 9-18, quantity: 19-28, at: 29-36}
                        dateFormat: yyyyMMdd"""
                    .formatted(server.port(), WarehouseServer.fingerprint(server.hostKey()), line(server.hostKey())));
        });
    }

    @AfterEach
    void close() {
        world.close();
        server.close();
    }

    private static byte[] written(KeyPair pair) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "hub", null, out);
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
        return out.toByteArray();
    }

    private static String line(KeyPair pair) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair.getPublic(), "atl", out);
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void goodRowsAreTakenAndBadOnesNamedWithLineAndColumn() throws IOException {
        leave("counts", "c1.csv", HEADER + """
                CD-1;1200;2026-11-21T08:00:00
                CD-9999;5;2026-11-21T08:00:00
                CD-2;-5;2026-11-21T08:00:00
                CD-3;37;2026-11-21T08:00:00
                """);
        leave("receipts", "r1.txt", """
                HDR 20261121
                RC000001CD-2              1220261121
                        CD-1              1020261121
                """);
        looks(2);
        world.clock().advance(Duration.ofHours(1));
        looks(1);
        assertThat(report("counts", "taken")).isEqualTo("""
                4 rows, 2 of them refused, 1 messages taken.
                line 3, column 1: item-unknown: There is no item 'CD-9999'.
                line 4, column 6: quantity-bad: A count cannot be of -5.
                """);
        assertThat(report("receipts", "done")).isEqualTo("""
                2 rows, 1 of them refused, 1 messages taken.
                line 3, column 1: required: There is no document.
                """);
        assertThat(kept("counts", "taken")).hasSize(2).anyMatch(name -> name.endsWith("-c1.csv"));
        world.hub().start();
        await().untilAsserted(() -> assertThat(world.position("CD-1").onHand().decimal()).isEqualTo("1200"));
        await().untilAsserted(() -> assertThat(world.position("CD-2").onHand().decimal()).isEqualTo("512"));
        assertThat(world.position("CD-3").onHand().decimal()).isEqualTo("37");
    }

    @Test
    void aFileThatIsStillWrittenIsLeftAlone() throws IOException {
        leave("counts", "half.csv", HEADER + "CD-1;7;2026-11-21T08:00:00\n");
        leave("counts", "other.csv.part", HEADER);
        leave("counts", "next.tmp", HEADER);
        looks(1);
        Files.writeString(in("counts").resolve("half.csv"), "CD-2;8;2026-11-21T08:00:00\n", StandardOpenOption.APPEND);
        looks(1);
        assertThat(in("counts").resolve("half.csv")).exists();
        assertThat(noted("waiting")).isEqualTo("1");
        looks(1);
        assertThat(report("counts", "taken")).startsWith("2 rows, 0 of them refused");
        assertThat(in("counts").resolve("other.csv.part")).exists();
        assertThat(in("counts").resolve("next.tmp")).exists();
        assertThat(noted("waiting")).isEqualTo("0");
    }

    @Test
    void theSameContentIsAnsweredAndNotTakenAgain() throws IOException {
        leave("counts", "c1.csv", count(7));
        looks(2);
        leave("counts", "c1-again.csv", count(7));
        leave("counts", "c1.csv", count(7));
        looks(2);
        assertThat(report("counts", "taken")).contains("1 messages taken", "file-repeated: the same content came as c1.csv");
        assertThat(kept("counts", "taken")).hasSize(6);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void whatCannotBeMeantGoesToRefusedWithASentence() throws IOException {
        leave("counts", "phone.csv", "Name;Phone\nMiller;5550100\n");
        leave("counts", "long.csv", count(1) + " ".repeat(4000));
        looks(2);
        assertThat(report("counts", "refused")).contains("column-missing: There is no column 'Item'.",
                "file-too-large: The file has 4048 bytes, at most 4000 are read.");
        assertThat(kept("counts", "refused")).hasSize(4);
        assertThat(messages()).isZero();
    }

    @Test
    void anotherHostKeyIsRefusedBeforeAnythingIsSent() throws IOException {
        KeyPair known = server.hostKey();
        KeyPair other = WarehouseServer.key();
        server.stop();
        server.startAgain(other);
        leave("counts", "c1.csv", count(7));
        looks(2);
        assertThat(server.logins()).isZero();
        assertThat(noted("code")).isEqualTo("host-key-refused");
        assertThat(noted("failure")).startsWith("127.0.0.1:" + server.port() + " shows the host key "
                + WarehouseServer.fingerprint(other) + " (ecdsa-sha2-nistp256), and the landscape names "
                + WarehouseServer.fingerprint(known) + ". Nothing was sent.");
        assertThat(in("counts").resolve("c1.csv")).exists();
        server.stop();
        server.startAgain(known);
        looks(2);
        assertThat(noted("code")).isEqualTo("none");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aLoginThatIsRefusedIsNamedWithoutItsSecret() throws IOException {
        Files.writeString(world.landscape().secrets().resolve("atl-password"), "an-old-secret");
        leave("counts", "c1.csv", count(7));
        looks(1);
        assertThat(noted("code")).isEqualTo("login-refused");
        assertThat(noted("failure")).isEqualTo("127.0.0.1:" + server.port()
                + " does not let crossdock in with file:atl-password.").doesNotContain("an-old-secret");
        Files.writeString(world.landscape().secrets().resolve("atl-password"), WarehouseServer.PASSWORD);
        looks(2);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aServerThatIsAwayIsAskedEverMoreSeldomAndThenGoesOn() throws IOException {
        leave("counts", "c1.csv", count(7));
        looks(1);
        server.stop();
        looks(1);
        assertThat(noted("code")).isEqualTo("unreachable");
        assertThat(noted("failure")).isEqualTo("127.0.0.1:" + server.port() + " does not answer: Connection refused.");
        String asked = noted("looked_at");
        world.clock().advance(Duration.ofSeconds(14));
        world.hub().get(FileWatch.class).look();
        assertThat(noted("looked_at")).as("too early").isEqualTo(asked);
        server.startAgain();
        looks(2);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aServerThatFallsSilentIsNotWaitedForLonger() throws IOException {
        FilePlace.Sftp place = (FilePlace.Sftp) world.landscapes().current().system("wms-atl").orElseThrow().messages()
                .files().getFirst().place();
        Secret secret = world.landscape().secretsInForce().resolve(place.login().secret());
        Timeouts brief = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5));
        try (SftpFolder folder = new SftpFolder(SftpLine.open(place, secret, brief), place, "hub", world.clock())) {
            server.fallSilent();
            assertTimeout(Duration.ofSeconds(60), () -> assertThatThrownBy(() -> folder.left(name -> true, 10))
                    .isInstanceOf(IOException.class));
        }
        server.speak();
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            FilePlace.Sftp other = new FilePlace.Sftp("127.0.0.1", mute.getLocalPort(), place.user(), place.hostKey(),
                    place.login(), place.directory(), place.archive(), place.poll());
            assertTimeout(Duration.ofSeconds(60), () -> assertThatThrownBy(() -> SftpLine.open(other, secret, brief))
                    .isInstanceOf(FolderTrouble.class));
        }
    }

    @Test
    void whatAKilledHubHadInItsHandsIsFinishedByItsSuccessor() throws IOException {
        looks(1);
        Files.writeString(in("counts").resolve("working/hub/before.csv"), count(7));
        FileWatch successor = new FileWatch(world.hub().get(FileDoor.class), world.hub().get(FileStore.class),
                new FileFolders(world.landscape().secretsInForce(), "hub", world.clock()), world.landscapes(), world.clock());
        successor.look();
        assertThat(report("counts", "taken")).startsWith("1 rows, 0 of them refused, 1 messages taken.");
        assertThat(messages()).isEqualTo(1);
    }

    /** Cut at the first command, at the second, and so on, until a whole delivery goes by without being cut. */
    @Test
    void aLineThatBreaksAnywhereLosesNothingAndDoublesNothing() throws IOException {
        int files = 0;
        for (boolean cut = true; cut && files < 100;) {
            leave("counts", "c" + files + ".csv", count(files + 1));
            looks(1);
            server.cutAt(files);
            looks(1);
            cut = server.hasCut();
            server.cutAt(-1);
            files++;
            looks(2);
        }
        looks(2);
        assertThat(files).as("commands of a look").isGreaterThan(10);
        assertThat(messages()).isEqualTo(files);
        assertThat(kept("counts", "taken").stream().filter(name -> name.endsWith(".csv"))).hasSize(files);
        assertThat(report("counts", "taken")).doesNotContain("file-repeated");
        assertThat(noted("code")).isEqualTo("none");
    }

    @Test
    void ofTwoHubsOneTakesEachFile() throws Exception {
        Secrets secrets = world.landscape().secretsInForce();
        FileWatch second = new FileWatch(world.hub().get(FileDoor.class), world.hub().get(FileStore.class),
                new FileFolders(secrets, "hub-2", world.clock()), world.landscapes(), world.clock());
        for (int i = 1; i <= 30; i++) {
            leave("counts", "c" + i + ".csv", count(i));
        }
        try (ExecutorService hubs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                world.clock().advance(Duration.ofMinutes(10));
                List<Future<?>> both = List.of(hubs.submit(() -> world.hub().get(FileWatch.class).look()),
                        hubs.submit(second::look));
                for (Future<?> each : both) {
                    each.get();
                }
            }
        }
        assertThat(messages()).isEqualTo(30);
        assertThat(kept("counts", "taken")).hasSize(60);
        assertThat(report("counts", "taken")).doesNotContain("file-repeated");
        assertThat(world.hub().jdbc().sql("SELECT count(*) FROM warehouse.file_feed WHERE code IS NOT NULL")
                .query(Integer.class).single()).isZero();
    }

    private static String count(int pieces) {
        return HEADER + "CD-1;" + pieces + ";2026-11-21T08:00:00\n";
    }

    private Path in(String feed) {
        return directory.resolve("server").resolve(feed);
    }

    private void leave(String feed, String name, String text) throws IOException {
        Files.writeString(in(feed).resolve(name), text);
    }

    /** Looks, each after the longest pause. */
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

    private List<String> kept(String feed, String ending) throws IOException {
        try (Stream<Path> files = Files.list(in(feed).resolve(ending))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String report(String feed, String ending) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : kept(feed, ending)) {
            if (name.endsWith(FileReport.SUFFIX)) {
                text.append(Files.readString(in(feed).resolve(ending).resolve(name)));
            }
        }
        return text.toString();
    }
}
