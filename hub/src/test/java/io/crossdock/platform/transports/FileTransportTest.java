package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in a directory, and on Apache FtpServer with TLS, which is killed while it hands one over. */
class FileTransportTest {

    private static final String LARGE = "0123456789abcdef".repeat(1 << 16);
    /** Bytes per second: the large file takes most of a minute, in which the other way is to begin. */
    private static final int SLOW = 20_000;
    private static TestCertificate certificate;

    @TempDir
    Path directory;

    private Path in;
    private Path out;
    private TransportWorld world;

    @BeforeAll
    static void makeCertificate(@TempDir Path store) {
        certificate = TestCertificate.in(store);
    }

    @BeforeEach
    void open() throws IOException {
        in = Files.createDirectories(directory.resolve("files/in"));
        out = Files.createDirectories(directory.resolve("files/out"));
        world = new TransportWorld(directory, Map.of("sources/acme.yaml", """
                id: acme
                folder: {path: "%s", pattern: "*.edi", archive: taken}
                takes: {edi: ["*"]}
                prefetch: 3
                """.formatted(in), "destinations/out.yaml", """
                id: out
                folder: {path: "%s", suffix: .edi}
                """.formatted(out)), Map.of("ftp", FtpsServer.PASSWORD));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void filesAreTakenWhenTheyNoLongerChangeAndMoveToTheArchive() throws IOException {
        for (String name : List.of("1.edi", "2.edi", "3.edi", "4.edi", "5.edi")) {
            Files.writeString(in.resolve(name), "text of " + name);
        }
        Files.writeString(in.resolve("6.edi"), "bad news");
        for (String name : List.of("notes.txt", ".hidden.edi", "7.edi.part")) {
            Files.writeString(in.resolve(name), "not meant");
        }
        world.hub().start();
        eventually(() -> assertThat(world.seen()).hasSize(5));
        eventually(() -> assertThat(world.parked()).singleElement().asString().endsWith("It says 'bad news'."));
        eventually(() -> assertThat(names(in)).containsExactlyInAnyOrder("notes.txt", ".hidden.edi", "7.edi.part", "taken",
                "working"));
        eventually(() -> assertThat(names(in.resolve("taken"))).hasSize(6)
                .allMatch(name -> name.matches("\\d{8}T\\d{6}-\\d\\.edi")));
        Files.writeString(in.resolve("again.edi"), "text of 1.edi");
        eventually(() -> assertThat(names(in.resolve("taken"))).hasSize(7));
        assertThat(world.kept("acme")).isEqualTo(6);
    }

    @Test
    void aFileThatStillGrowsIsLeftAlone() throws Exception {
        Line line = line("acme");
        Files.writeString(in.resolve("1.edi"), "half");
        assertThat(line.fetch(10, TransportWorld.PATIENCE)).isEmpty();
        Files.writeString(in.resolve("1.edi"), "half and half");
        assertThat(line.fetch(10, TransportWorld.PATIENCE)).as("it has just changed").isEmpty();
        eventually(() -> assertThat(line.fetch(10, TransportWorld.PATIENCE)).singleElement()
                .satisfies(parcel -> assertThat(parcel.content()).asString().isEqualTo("half and half")));
        line.close();
    }

    @Test
    void whatAKilledHubHadInItsHandsIsFinishedByItsSuccessor() throws Exception {
        Files.writeString(in.resolve("1.edi"), "one");
        Inlet inlet = inlet("acme");
        Line line = line("acme");
        Keeper keeper = world.hub().get(Keeper.class);
        eventually(() -> assertThat(line.fetch(10, TransportWorld.PATIENCE)).hasSize(1));
        assertThat(names(in)).contains("working").doesNotContain("1.edi");
        try (Line successor = line("acme")) {
            assertThat(keeper.keep(inlet, successor.fetch(10, TransportWorld.PATIENCE))).isEqualTo(1);
        }
        try (Line successor = line("acme")) {
            assertThat(keeper.keep(inlet, successor.fetch(10, TransportWorld.PATIENCE))).isZero();
            successor.kept();
        }
        assertThat(names(in.resolve("taken"))).hasSize(1);
        assertThat(names(in.resolve("working/hub"))).isEmpty();
    }

    @Test
    void ofTwoHubsOneTakesEachFile() throws Exception {
        for (int i = 0; i < 40; i++) {
            Files.writeString(in.resolve(i + ".edi"), "m" + i);
        }
        Lines second = new Lines(world.landscape().secretsInForce(), "hub-2", java.time.Clock.systemUTC());
        InletWatch fetching = world.hub().get(InletWatch.class);
        world.hub().start();
        InletRun other = new InletRun(inlet("acme"), new InletRun.InletWork(second, world.hub().get(Keeper.class),
                world.hub().get(TransportStore.class), "hub-2", java.time.Clock.systemUTC()));
        Thread running = Thread.ofVirtual().start(other);
        eventually(() -> assertThat(world.seen()).hasSize(40));
        eventually(() -> assertThat(names(in.resolve("taken"))).hasSize(40));
        other.end();
        assertThat(running.join(TransportWorld.PATIENCE)).isTrue();
        fetching.stop();
        assertThat(world.kept("acme")).isEqualTo(40);
        assertThat(world.trouble("acme")).isEqualTo("none");
    }

    @Test
    void aMountThatIsGoneIsToldOfAndNotMadeAnew() throws IOException {
        Path elsewhere = Files.move(in, directory.resolve("elsewhere"), StandardCopyOption.ATOMIC_MOVE);
        world.hub().start();
        eventually(() -> assertThat(world.trouble("acme")).isEqualTo("directory-missing: There is no directory " + in
                + " that the hub may see."));
        assertThat(in).doesNotExist();
        Files.writeString(elsewhere.resolve("1.edi"), "one");
        Files.move(elsewhere, in, StandardCopyOption.ATOMIC_MOVE);
        eventually(() -> assertThat(world.seen()).containsExactly("one"));
    }

    @Test
    void whatIsLeftIsWholeAndThereOnceHoweverOftenItIsSent() throws IOException {
        Sending sending = world.hub().get(Sending.class);
        for (int i = 0; i < 2; i++) {
            assertThat(sending.send("out", new Letter("997-1", "text/plain", "hello"))).isInstanceOf(Outcome.Done.class);
            assertThat(sending.send("out", new Letter("../997:2", "text/plain", "other"))).isInstanceOf(Outcome.Done.class);
        }
        Files.writeString(out.resolve(".997-3.edi.part"), "of a hub that was killed while it wrote this");
        assertThat(sending.send("out", new Letter("997-3", "text/plain", "three"))).isInstanceOf(Outcome.Done.class);
        assertThat(sending.send("out", new Letter("997-1", "text/plain", "something else")))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason()).contains("another file"));
        assertThat(names(out)).hasSize(3).contains("997-1.edi", "997-3.edi").allMatch(name -> name.matches("[\\w-]+\\.edi"));
        assertThat(out.resolve("997-1.edi")).hasContent("hello");
        assertThat(out.resolve("997-3.edi")).hasContent("three");
    }

    @Test
    void anFtpServerThatIsKilledInMidFileLosesAndDoublesNothing() throws Exception {
        try (FtpsServer server = new FtpsServer(directory.resolve("files"), certificate, SLOW)) {
            ftps(server, certificate.fingerprint());
            Files.writeString(in.resolve("1.edi"), "one");
            Files.writeString(in.resolve("2.edi"), LARGE);
            Files.writeString(in.resolve("3.edi"), "three");
            Sending sending = world.hub().get(Sending.class);
            Letter large = new Letter("856-large", "text/plain", LARGE);
            world.hub().start();
            server.awaitHandingOver("2.edi");
            CompletableFuture<Outcome> half = CompletableFuture.supplyAsync(() -> sending.send("out", large));
            eventually(() -> assertThat(names(out)).containsExactly(".856-large.edi.part"));
            server.kill();
            assertThat(half.get(60, TimeUnit.SECONDS)).isInstanceOfAny(Outcome.Ambiguous.class, Outcome.Unavailable.class);
            eventually(() -> assertThat(world.trouble("acme")).startsWith("unreachable: "));
            assertThat(world.kept("acme")).as("a look is kept whole or not at all").isZero();
            assertThat(Files.size(out.resolve(".856-large.edi.part"))).isLessThan(LARGE.length());
            server.startAgain(FtpsServer.UNLIMITED);
            eventually(() -> assertThat(sending.send("out", large)).isInstanceOf(Outcome.Done.class));
            eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("one", TransportWorld.subject(LARGE), "three"));
            eventually(() -> assertThat(names(in.resolve("taken"))).hasSize(3));
            assertThat(world.kept("acme")).isEqualTo(3);
            assertThat(names(out)).containsExactly("856-large.edi");
            assertThat(out.resolve("856-large.edi")).hasContent(LARGE);
            assertThat(sending.send("out", large)).isInstanceOf(Outcome.Done.class);
            assertThat(names(out)).containsExactly("856-large.edi");
        }
    }

    @Test
    void aServerThatShowsAnotherCertificateOrKnowsAnotherPasswordIsNamed() throws Exception {
        try (FtpsServer server = new FtpsServer(directory.resolve("files"), certificate, FtpsServer.UNLIMITED)) {
            ftps(server, "sha256:" + "0".repeat(64));
            world.hub().start();
            eventually(() -> assertThat(world.trouble("acme")).isEqualTo("certificate-refused: 127.0.0.1:" + server.port()
                    + " shows the certificate " + certificate.fingerprint()
                    + ", which the landscape does not name. Nothing was sent."));
            world.landscape().replace("sources/acme.yaml", "certificate: \"sha256:" + "0".repeat(64) + "\", ", "");
            world.reload();
            eventually(() -> assertThat(world.trouble("acme")).startsWith("unreachable: ").contains("certificat"));
            Files.writeString(world.landscape().secrets().resolve("ftp"), "an-old-secret");
            world.landscape().replace("sources/acme.yaml", "user: crossdock", "user: crossdock, certificate: \""
                    + certificate.fingerprint() + "\"");
            world.reload();
            eventually(() -> assertThat(world.trouble("acme")).isEqualTo("login-refused: 127.0.0.1:" + server.port()
                    + " does not let crossdock in with file:ftp."));
            Files.writeString(world.landscape().secrets().resolve("ftp"), FtpsServer.PASSWORD);
            world.landscape().replace("sources/acme.yaml", "directory: /in", "directory: /nowhere");
            world.reload();
            eventually(() -> assertThat(world.trouble("acme")).startsWith("directory-missing: There is no directory ftps://"));
        }
    }

    private void ftps(FtpsServer server, String fingerprint) throws IOException {
        world.landscape().write("sources/acme.yaml", """
                id: acme
                ftps: {host: 127.0.0.1, port: %d, certificate: "%s", user: crossdock, password: file:ftp, directory: /in,
                       archive: taken, poll: 1s}
                takes: {edi: ["*"]}
                timeouts: {connect: 10s, call: 20s}
                """.formatted(server.port(), fingerprint));
        world.landscape().write("destinations/out.yaml", """
                id: out
                ftps: {host: 127.0.0.1, port: %d, certificate: "%s", user: crossdock, password: file:ftp, directory: /out,
                       suffix: .edi}
                timeouts: {connect: 10s, call: 20s}
                """.formatted(server.port(), fingerprint));
        world.reload();
    }

    private Inlet inlet(String id) {
        return world.hub().get(Landscapes.class).current().inlet(id).orElseThrow();
    }

    private Line line(String id) throws TransportTrouble {
        return world.hub().get(Lines.class).open(inlet(id));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
