package io.crossdock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void startsTakesConnectionsAndStops() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(folder));
        try (postgres) {
            postgres.createDatabase("shop");
            postgres.createDatabase("shop");
            assertThat(ask(postgres, "shop", "SHOW server_version_num")).startsWith("18");
            assertThat(postgres.isAlive()).isTrue();
        }
        assertThat(postgres.isAlive()).isFalse();
        assertThat(ProcessHandle.of(postgres.pid())).isEmpty();
    }

    @Test
    void runsWithFullDurabilityOnTheLoopbackInterfaceOnly() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(folder).withConnections(40))) {
            assertThat(ask(postgres, "postgres", "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "postgres", "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "postgres", "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(postgres, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "postgres", "SHOW max_connections")).isEqualTo("40");
        }
        assertThatThrownBy(() -> Options.in(folder).withSetting("fsync", "off"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksForThePasswordKeptInAFileOfItsOwner() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(folder))) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                    postgres.jdbcUrl("postgres"), postgres.username(), "wrong"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                    .isEqualTo("28P01"));
            assertThat(Files.readString(folder.resolve("password"))).isEqualTo(postgres.password());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder
                    .resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void committedRowsSurviveTheKillOfTheServer() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(folder));
        tell(postgres, "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (42)");
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        postgres.onExit().join();
        assertThat(postgres.isAlive()).isFalse();
        assertThat(folder.resolve("data/postmaster.pid")).exists();
        postgres.close();

        try (EmbeddedPostgres again = EmbeddedPostgres.start(Options.in(folder).withPort(postgres.port()))) {
            assertThat(again.port()).isEqualTo(postgres.port());
            assertThat(ask(again, "postgres", "SELECT id FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aSecondStartOnTheSameFolderIsRefusedAndHarmless() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(folder))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(Options.in(folder)))
                    .isInstanceOf(FolderInUseException.class)
                    .hasMessageContaining(folder.toString());
            Process other = OtherJvm.starting(folder);
            String answer = new String(other.getInputStream().readAllBytes());
            assertThat(answer).contains("is in use by process " + ProcessHandle.current().pid());
            assertThat(ask(postgres, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerWhoseLauncherWasKilledIsReplaced() throws Exception {
        Process launcher = OtherJvm.starting(folder);
        String line = launcher.inputReader().readLine();
        assertThat(line).startsWith("pid ");
        ProcessHandle server = ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow();
        launcher.destroyForcibly().waitFor();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(folder))) {
            assertThat(ask(postgres, "postgres", "SELECT 1")).isEqualTo("1");
            await().atMost(PATIENCE).until(() -> server.info().command().isEmpty());
        }
    }

    @Test
    void aServerNobodyOwnsAnyMoreIsEnded() throws Exception {
        EmbeddedPostgres.start(Options.in(folder)).close();
        Binaries binaries = Binaries.unpacked(Platform.current());
        RunAs runAs = RunAs.choose(binaries.program("postgres"));
        Process orphan = runAs.command(binaries.program("postgres"), List.of("-D", folder.resolve("data")
                .toString(),
                        "-c", "unix_socket_directories=", "-c", "port=" + Ports.free()))
                .redirectOutput(folder.resolve("orphan.log").toFile()).start();
        await().atMost(PATIENCE).until(() -> pidFile().size() >= 8 && pidFile().get(7).startsWith("ready"));

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Options.in(folder))) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(ask(postgres, "postgres", "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aStalePidOfAnUnrelatedLivingProcessDoesNotBlockTheStart() throws Exception {
        EmbeddedPostgres.start(Options.in(folder)).close();
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("data/postmaster.pid"), bystander.pid() + "\n" + folder
                    .resolve("data")
                    + "\n" + System.currentTimeMillis() / 1000 + "\n5432\n\n127.0.0.1\n0 0\nready\n");
            EmbeddedPostgres.start(Options.in(folder)).close();
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsReportedAsSuch() {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(Options.in(folder.resolve("first")))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(
                    Options.in(folder.resolve("second")).withPort(first.port())))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("Port " + first.port());
        }
    }

    @Test
    void everyWayToRunAsRootThatWorksHereWorksToTheEnd() throws Exception {
        if (!RunAs.isRoot()) {
            return;
        }
        Binaries binaries = Binaries.unpacked(Platform.current());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int number = 0;
        for (RunAs choice : RunAs.rootChoices().toList()) {
            Path own = Files.createDirectories(folder.resolve("choice-" + number++));
            Cluster cluster = new Cluster(own, binaries, choice);
            cluster.prepare();
            ServerProcess server = ServerProcess.start(cluster, List.of(
                    "-c", "unix_socket_directories=", "-c", "port=" + Ports.free()));
            assertThat(server.awaitReady(PATIENCE))
                    .as("%s", choice).isInstanceOf(ServerProcess.Ready.class);
            server.stop();
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void eachCallerOfTheSharedServerHasADatabaseOfItsOwn() throws Exception {
        try (SharedPostgres.Database one = SharedPostgres.database();
                SharedPostgres.Database other = SharedPostgres.database()) {
            assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
            try (Connection connection = DriverManager.getConnection(one.jdbcUrl(), one.username(), one
                    .password())) {
                connection.createStatement().execute("CREATE TABLE mark (id int)");
            }
            try (SharedPostgres.Database copy = SharedPostgres.database(one.name());
                    Connection connection = DriverManager.getConnection(
                            copy.jdbcUrl(), copy.username(), copy.password())) {
                connection.createStatement().execute("INSERT INTO mark VALUES (1)");
            }
        }
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(folder.resolve("data/postmaster.pid"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String ask(EmbeddedPostgres postgres, String database, String sql) throws SQLException {
        try (Connection connection = connect(postgres, database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void tell(EmbeddedPostgres postgres, String... statements) throws SQLException {
        try (Connection connection = connect(postgres, "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(EmbeddedPostgres postgres, String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), postgres.username(), postgres
                .password());
    }
}
