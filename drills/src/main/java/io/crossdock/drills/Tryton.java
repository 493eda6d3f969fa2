package io.crossdock.drills;

import io.crossdock.postgres.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A Tryton of the drill's own, with a new company, started by {@code examples/tryton/tryton}. What it has is read from its
 * database.
 */
final class Tryton implements AutoCloseable {

    private final Path home;
    private final int port;
    private final int databasePort;
    /** Also when the drill is told to stop in between. */
    private final Thread last = new Thread(this::down, "stop-tryton");

    private Tryton(Path home) {
        this.home = home;
        this.port = Ports.free();
        this.databasePort = Ports.free();
    }

    /**
     * Fetches what is missing, which takes minutes the first time.
     *
     * @param home where it is kept from one drill to the next
     */
    static Tryton fresh(Path home, Consumer<String> voice) {
        Tryton tryton = new Tryton(home);
        Runtime.getRuntime().addShutdownHook(tryton.last);
        tryton.run("up", voice);
        tryton.run("renew", voice);
        return tryton;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/erp");
    }

    /** Of the hub's user. */
    String password() {
        return read("hub-password");
    }

    private String read(String file) {
        try {
            return Files.readString(home.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a query on its database, as text. */
    List<List<String>> rows(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + databasePort + "/erp",
                "tryton", read("db-password")); Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void run(String what, Consumer<String> voice) {
        Path script = Programs.HOME.resolve("examples").resolve("tryton").resolve("tryton");
        ProcessBuilder builder = new ProcessBuilder(script.toString(), what).redirectErrorStream(true);
        builder.environment().putAll(Map.of("CROSSDOCK_TRYTON", home.toString(), "TRYTON_PORT", Integer.toString(port),
                "TRYTON_DB_PORT", Integer.toString(databasePort)));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> said = new ArrayList<>();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    said.add(line);
                    voice.accept("tryton: " + line);
                });
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("Tryton did not do what it was told (" + what + "): "
                        + String.join(" ", said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void down() {
        run("down", line -> { });
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(last);
        down();
    }

    @Override
    public String toString() {
        return "Tryton at " + url() + ", database port " + databasePort + ", " + home;
    }
}
