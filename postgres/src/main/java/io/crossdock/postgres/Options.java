package io.crossdock.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the embedded server runs.
 *
 * @param folder where the server keeps everything: data, password, log; created where missing
 * @param port TCP port on 127.0.0.1; 0 (default) takes a free one
 * @param connections most connections at once (PostgreSQL {@code max_connections}); default 100
 * @param settings further server settings by name; those which decide durability or reach are not open to
 * change
 */
public record Options(Path folder, int port, int connections, Map<String, String> settings) {

    private static final Set<String> FIXED = Set.of("fsync", "synchronous_commit", "full_page_writes",
            "listen_addresses", "port", "max_connections", "password_encryption", "hba_file",
                    "data_directory");

    public Options {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0..65535, not " + port);
        }
        if (connections < 5) {
            throw new IllegalArgumentException("connections must be at least 5, not " + connections);
        }
        for (String name : settings.keySet()) {
            if (FIXED.contains(name)) {
                throw new IllegalArgumentException("the setting " + name + " is not open to change");
            }
        }
        folder = folder.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    /** A free port, 100 connections, PostgreSQL's own defaults otherwise. */
    public static Options in(Path folder) {
        return new Options(folder, 0, 100, Map.of());
    }

    public Options withPort(int port) {
        return new Options(folder, port, connections, settings);
    }

    public Options withConnections(int connections) {
        return new Options(folder, port, connections, settings);
    }

    public Options withSetting(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new Options(folder, port, connections, more);
    }
}
