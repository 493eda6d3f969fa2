package io.crossdock.drills;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One hub process. It can be killed and started again, as the same node on the same port. */
public final class Hub implements AutoCloseable {

    /** Generous: the machine may be busy with other things. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);

    private static final int KILLED = 137;

    private final String node;
    private final URI address;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile Child process;

    /** Starts it; {@link #awaitReady()} tells when it takes work. */
    public Hub(String node, int port, Database database, Estate estate, Landscape landscape, Path log) {
        this.node = node;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.log = log;
        command = new ArrayList<>(Programs.hub());
        command.addAll(List.of("--server.port=" + port, "--server.address=127.0.0.1",
                "--crossdock.node=" + node, "--crossdock.landscape=" + landscape.folder(),
                "--crossdock.secrets=" + Secrets.FOLDER,
                "--crossdock.database.url=" + database.jdbcUrl(),
                "--crossdock.database.username=" + database.username(), "--crossdock.exit-with-parent=true"));
        environment = Map.of("CROSSDOCK_DATABASE_PASSWORD", database.password(), "ESTATE_URL",
                estate.address().toString());
        process = start();
    }

    private Child start(String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return Child.start("hub " + node, all, environment, log);
    }

    /** Starts it again after its end, this once with more arguments; does not wait until it is ready. */
    public void begin(String... more) {
        process = start(more);
    }

    /** Whether it ended as by {@code kill -9}, and not because it could not run. */
    boolean wasKilled() {
        return !process.isAlive() && process.exitValue() == KILLED;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Hub awaitReady() {
        Awaitility.await("hub " + node).atMost(START_PATIENCE).pollInterval(Duration.ofMillis(100))
                .ignoreExceptions().failFast(process::requireAlive).until(this::isReady);
        return this;
    }

    public boolean isReady() {
        return Http.get(address.resolve("/actuator/health/readiness")).status() == 200;
    }

    /** As {@link #isReady}; also false while nobody answers. */
    boolean isUp() {
        try {
            return process.isAlive() && isReady();
        } catch (RuntimeException nobody) {
            return false;
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    public void restart() {
        process = start();
        awaitReady();
    }

    public URI address() {
        return address;
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
