package io.crossdock.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One server for all tests of a JVM, started on first use, stopped at the JVM's end; each caller gets
 * databases of its own on it. The folder lies below {@code target/} where there is one. Durability is the
 * same as in production.
 */
public final class SharedPostgres {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private SharedPostgres() {}

    /**
     * A database of this caller's own.
     *
     * @param jdbcUrl address without user and password
     * @param end what becomes of it when it is closed
     */
    public record Database(String name, String jdbcUrl, String username, String password,
            Consumer<Database> end) implements AutoCloseable {

        /** Unless somebody else decides, it is dropped. */
        @Override
        public void close() {
            end.accept(this);
        }

        /** Drops the database and whatever is connected to it. */
        public void drop() {
            server().dropDatabase(name);
        }
    }

    /** A fresh, empty database. */
    public static Database database() {
        return database("template1");
    }

    /** A fresh database with the content of another one, to which nobody may be connected. */
    public static Database database(String template) {
        Database fresh = named(Database::drop);
        server().createDatabase(fresh.name(), template);
        return fresh;
    }

    /** A name that no other one has, for a database that is yet to be made. */
    public static Database named(Consumer<Database> end) {
        String name = "test_" + COUNTER.incrementAndGet();
        EmbeddedPostgres server = server();
        return new Database(name, server.jdbcUrl(name), server.username(), server.password(), end);
    }

    /** The server itself, for tests about it. */
    public static EmbeddedPostgres server() {
        return Holder.SERVER;
    }

    /** The class loader's once-only initialisation is the lock. */
    private static final class Holder {

        /** What the folder of a test run is called, before the number of its process. */
        private static final String RUN = "run-";
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                Path parent = Files.isDirectory(Path.of("target")) ? Path.of("target", "postgres")
                        : Path.of(System.getProperty("java.io.tmpdir"), "crossdock-tests-"
                                + System.getProperty("user.name"));
                sweep(parent);
                Path folder = parent.resolve(RUN + ProcessHandle.current().pid()).toAbsolutePath();
                EmbeddedPostgres server = EmbeddedPostgres.start(Options.in(folder).withConnections(300));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder), "stop-postgres"));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(EmbeddedPostgres server, Path folder) {
            server.close();
            try {
                Binaries.deleteTree(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Removes what killed test runs left: starting and stopping ends a server still running there. */
        private static void sweep(Path parent) throws IOException {
            if (!Files.isDirectory(parent)) {
                return;
            }
            List<Path> folders;
            try (Stream<Path> children = Files.list(parent)) {
                folders = children.filter(Files::isDirectory).filter(folder -> !isAlive(folder)).toList();
            }
            for (Path folder : folders) {
                try {
                    EmbeddedPostgres.delete(folder);
                } catch (FolderInUseException _) {
                    // Another test run is alive there.
                }
            }
        }

        /** One that has made its folder just now may not have locked it yet. */
        private static boolean isAlive(Path folder) {
            String name = folder.getFileName().toString();
            return name.matches(RUN + "\\d{1,18}")
                    && ProcessHandle.of(Long.parseLong(name.substring(RUN.length()))).isPresent();
        }
    }
}
