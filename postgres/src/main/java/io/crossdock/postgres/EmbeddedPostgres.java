package io.crossdock.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A running PostgreSQL on 127.0.0.1, with full durability ({@code fsync}, {@code synchronous_commit},
 * {@code full_page_writes} and data checksums on) and password authentication. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS_MAX = 20;

    private final Cluster cluster;
    private final FolderLock lock;
    private final ServerProcess server;
    private final int port;
    private final String password;

    private EmbeddedPostgres(Cluster cluster, FolderLock lock, ServerProcess server, int port) {
        this.cluster = cluster;
        this.lock = lock;
        this.server = server;
        this.port = port;
        this.password = cluster.password();
    }

    /**
     * Starts the server and returns when it takes connections: 1-3 s the first time, 0.2-0.5 s after that,
     * longer when it has to recover from a crash. A server left on this folder by a killed process is ended
     * first.
     *
     * @throws FolderInUseException when another process runs a server on this folder
     * @throws PostgresException when the server cannot start; the message carries the end of its log
     */
    public static EmbeddedPostgres start(Options options) {
        FolderLock lock = FolderLock.take(options.folder());
        try {
            Binaries binaries = Binaries.unpacked(Platform.current());
            RunAs runAs = RunAs.choose(binaries.program("postgres"));
            Cluster cluster = new Cluster(options.folder(), binaries, runAs);
            cluster.endLeftOver();
            cluster.prepare();
            return start(options, cluster, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(Options options, Cluster cluster, FolderLock lock) {
        for (int attempt = 1; ; attempt++) {
            boolean mayTryAgain = attempt < ATTEMPTS_MAX;
            int port = options.port() == 0 ? Ports.free() : options.port();
            ServerProcess server = ServerProcess.start(cluster, settings(options, port));
            ServerProcess.Outcome outcome = server.awaitReady(START_PATIENCE);
            switch (outcome) {
                case ServerProcess.Ready _ -> {
                    return new EmbeddedPostgres(cluster, lock, server, port);
                }
                case ServerProcess.PortTaken _ when options.port() == 0 && mayTryAgain -> {
                    // Somebody was faster; the next round takes another port.
                }
                case ServerProcess.DataStillOpen _ when mayTryAgain ->
                        // Backends of a killed server notice its death within moments.
                        server.pause(Duration.ofMillis(250));
                case ServerProcess.PortTaken _ ->
                        throw new PostgresException("Port " + port
                                + " on 127.0.0.1 is taken by another program");
                case ServerProcess.DataStillOpen(String log) -> throw failed(cluster, log);
                case ServerProcess.Failed(String log) -> throw failed(cluster, log);
            }
        }
    }

    private static PostgresException failed(Cluster cluster, String log) {
        return new PostgresException("PostgreSQL on " + cluster.data()
                + " did not start. The end of its log:\n" + log);
    }

    private static List<String> settings(Options options, int port) {
        Map<String, String> settings = new TreeMap<>(options.settings());
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", Integer.toString(options.connections()));
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("logging_collector", "off");
        settings.put("log_destination", "stderr");
        settings.putIfAbsent("log_timezone", "UTC");
        settings.putIfAbsent("timezone", "UTC");
        // Refused statements are reported to their client; writing each here too would fill the disk.
        settings.putIfAbsent("log_min_messages", "log");
        settings.putIfAbsent("log_checkpoints", "off");
        return settings.entrySet().stream()
                .flatMap(setting -> Stream.of("-c", setting.getKey() + "=" + setting.getValue()))
                .toList();
    }

    /** JDBC address of a database, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String username() {
        return Cluster.USER;
    }

    /** Random, made when the folder was created, kept there in the file {@code password}. */
    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** Process id of the server. */
    public long pid() {
        return server.pid();
    }

    public boolean isAlive() {
        return server.isAlive();
    }

    /** Completes with this when the server process has ended, for whatever reason. */
    public CompletableFuture<EmbeddedPostgres> onExit() {
        return server.onExit().thenApply(_ -> this);
    }

    /**
     * Creates an empty database unless it exists.
     *
     * @param name lower-case letters, digits and underscores, at most 63
     */
    public void createDatabase(String name) {
        createDatabase(name, "template1");
    }

    /**
     * Creates a database with the content of another one, to which nobody may be connected; unless it exists.
     */
    public void createDatabase(String name, String template) {
        execute("CREATE DATABASE " + identifier(name) + " TEMPLATE " + identifier(template), "42P04");
    }

    /** Drops a database and whatever is connected to it, if it exists. */
    public void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + identifier(name) + " WITH (FORCE)", "");
    }

    private void execute(String sql, String acceptedState) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), Cluster.USER, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!acceptedState.equals(e.getSQLState())) {
                throw new PostgresException(sql + " failed: " + e.getMessage(), e);
            }
        }
    }

    private static String identifier(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        return '"' + name + '"';
    }

    /** Stops the server (open transactions are rolled back), waits for its end and gives the folder free. */
    @Override
    public void close() {
        try {
            if (server.isAlive()) {
                server.stop();
            }
        } finally {
            lock.close();
        }
    }

    /**
     * Deletes a server's folder with all data, after ending a server that a killed process left there. A
     * folder that is not there is fine.
     *
     * @throws FolderInUseException when a server runs there
     */
    public static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (FolderLock _ = FolderLock.take(folder)) {
            Binaries binaries = Binaries.unpacked(Platform.current());
            new Cluster(folder, binaries, RunAs.choose(binaries.program("postgres"))).endLeftOver();
            Binaries.deleteTree(folder);
        } catch (IOException e) {
            throw new PostgresException("Cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The folder given in the options. */
    public Path folder() {
        return cluster.folder();
    }

    /** What the server wrote last, for a message to a person. */
    public String logTail() {
        try {
            return ServerProcess.tail(Files.readString(cluster.log(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
