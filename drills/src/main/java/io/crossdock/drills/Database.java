package io.crossdock.drills;

import io.crossdock.postgres.EmbeddedPostgres;
import io.crossdock.postgres.Options;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database of its own, on the one server of this run or on a small disk; the server may be killed and comes back where
 * it was.
 */
public final class Database implements AutoCloseable {

    private final String name;
    private final Server server;
    private final Optional<SmallDisk> disk;

    private Database(String name, Server server, Optional<SmallDisk> disk) {
        this.name = name;
        this.server = server;
        this.disk = disk;
    }

    /** The class loader's once-only initialisation is the lock. */
    private static final class Shared {

        static final Server SERVER = new Server(Programs.WORK.resolve("postgres"));
    }

    /** Empty, whatever was in a database of this name before. */
    public static Database fresh(String name) {
        Shared.SERVER.running().dropDatabase(name);
        Shared.SERVER.running().createDatabase(name);
        return new Database(name, Shared.SERVER, Optional.empty());
    }

    /** Alone on a server whose disk can be filled. */
    static Database onSmallDisk(String name) {
        Path folder = Programs.WORK.resolve("disk");
        SmallDisk disk = SmallDisk.at(folder);
        try {
            Server server = new Server(folder.resolve("postgres"));
            server.running().createDatabase(name);
            return new Database(name, server, Optional.of(disk));
        } catch (RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    public String jdbcUrl() {
        return server.running().jdbcUrl(name);
    }

    public String username() {
        return server.running().username();
    }

    public String password() {
        return server.running().password();
    }

    /** Kills the server with SIGKILL, which leaves it no time for anything, and starts it again. */
    public void killServerAndRestart() {
        server.killAndRestart();
    }

    /** Its disk takes nothing more. */
    void fillDisk() {
        disk.ifPresent(SmallDisk::fill);
    }

    /** It does again; a server that has ended over it is started. */
    void freeDisk() {
        disk.ifPresent(SmallDisk::free);
        server.startIfDead();
    }

    /** The rows of a query, as text. */
    public List<List<String>> rows(String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), username(), password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw unanswered(sql, e);
        }
    }

    private IllegalStateException unanswered(String sql, SQLException why) {
        return new IllegalStateException("database " + name + " did not answer: " + why.getMessage() + "; it was asked "
                + sql.strip().replaceAll("\\s+", " "), why);
    }

    /** Changes rows. */
    void update(String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), username(), password());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw unanswered(sql, e);
        }
    }

    /** The one number that a query comes to. */
    public long number(String sql) {
        return new BigDecimal(rows(sql).getFirst().getFirst()).longValueExact();
    }

    /** How many rows each table of the hub has. */
    public Map<String, Long> rowCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (List<String> table : rows("""
                SELECT table_schema || '.' || table_name FROM information_schema.tables
                 WHERE table_type = 'BASE TABLE'
                   AND table_schema NOT IN ('pg_catalog', 'information_schema', 'public')
                 ORDER BY 1
                """)) {
            counts.put(table.getFirst(), number("SELECT count(*) FROM " + table.getFirst()));
        }
        return counts;
    }

    @Override
    public void close() {
        if (disk.isPresent()) {
            server.close();
            disk.get().close();
        } else {
            server.running().dropDatabase(name);
        }
    }

    private static final class Server {

        private final Path folder;
        private EmbeddedPostgres running;

        Server(Path folder) {
            this.folder = folder;
            EmbeddedPostgres.delete(folder);
            running = start(0);
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-postgres"));
        }

        private EmbeddedPostgres start(int port) {
            return EmbeddedPostgres.start(Options.in(folder).withPort(port).withConnections(200));
        }

        synchronized EmbeddedPostgres running() {
            return running;
        }

        synchronized void killAndRestart() {
            ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
            running.onExit().join();
            startIfDead();
        }

        synchronized void startIfDead() {
            if (!running.isAlive()) {
                running.close();
                running = start(running.port());
            }
        }

        synchronized void close() {
            running.close();
        }
    }
}
