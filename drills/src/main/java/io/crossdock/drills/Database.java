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

/** A database of its own on the one server of this run, which may be killed and comes back where it was. */
public final class Database implements AutoCloseable {

    private static final Server SERVER = new Server();

    private final String name;

    private Database(String name) {
        this.name = name;
    }

    /** Empty, whatever was in a database of this name before. */
    public static Database fresh(String name) {
        SERVER.running().dropDatabase(name);
        SERVER.running().createDatabase(name);
        return new Database(name);
    }

    public String jdbcUrl() {
        return SERVER.running().jdbcUrl(name);
    }

    public String username() {
        return SERVER.running().username();
    }

    public String password() {
        return SERVER.running().password();
    }

    /** Kills the server with SIGKILL, which leaves it no time for anything, and starts it again. */
    public void killServerAndRestart() {
        SERVER.killAndRestart();
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
            throw new IllegalStateException(sql, e);
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
        SERVER.running().dropDatabase(name);
    }

    private static final class Server {

        private static final Path FOLDER = Programs.WORK.resolve("postgres");

        private EmbeddedPostgres running;

        private Server() {
            EmbeddedPostgres.delete(FOLDER);
            running = start(0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> running().close(), "stop-postgres"));
        }

        private static EmbeddedPostgres start(int port) {
            return EmbeddedPostgres.start(Options.in(FOLDER).withPort(port).withConnections(200));
        }

        synchronized EmbeddedPostgres running() {
            return running;
        }

        synchronized void killAndRestart() {
            ProcessHandle process = ProcessHandle.of(running.pid()).orElseThrow();
            process.destroyForcibly();
            running.onExit().join();
            running.close();
            running = start(running.port());
        }
    }
}
