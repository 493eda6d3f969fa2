package io.crossdock.platform.transports;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.crossdock.testing.Ports;
import io.crossdock.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A private RabbitMQ node with all that it has in one folder, on loopback, of the Debian package {@code rabbitmq-server}.
 * The port mapper of its language is its own, too, and ends with it.
 */
final class RabbitMqServer implements AmqpBroker {

    static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    static final String INSTALL = "RabbitMQ is not on this machine: apt-get install rabbitmq-server";

    private static final Duration START_MAX = Duration.ofSeconds(90);

    private final Path folder;
    private final int port = Ports.free();
    private final Map<String, String> environment = new HashMap<>();
    private final Program portMapper;
    private Program program;

    RabbitMqServer(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("rabbitmq.conf"), """
                    listeners.tcp.1 = 127.0.0.1:%d
                    log.file = false
                    log.console = true
                    log.console.level = warning
                    disk_free_limit.absolute = 10MB
                    """.formatted(port));
            Files.writeString(folder.resolve("plugins"), "[].\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        environment.putAll(Map.of("HOME", folder.toString(), "RABBITMQ_NODENAME", "crossdock-" + port + "@localhost",
                "RABBITMQ_MNESIA_BASE", folder.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", folder.resolve("log").toString(),
                "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString(),
                "RABBITMQ_DIST_PORT", String.valueOf(Ports.free()),
                "ERL_EPMD_PORT", String.valueOf(Ports.free()), "ERL_EPMD_ADDRESS", "127.0.0.1"));
        // A port mapper that the node starts itself would outlive it.
        portMapper = Program.start(folder.resolve("epmd.txt"), environment, List.of("epmd"));
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        startAgain();
    }

    @Override
    public URI url() {
        return URI.create("amqp://127.0.0.1:" + port + "/%2F");
    }

    @Override
    public String user() {
        return "guest";
    }

    @Override
    public String password() {
        return "guest";
    }

    @Override
    public void kill() {
        program.close();
    }

    @Override
    public void startAgain() {
        program = Program.start(folder.resolve("out.txt"), environment, List.of(PROGRAM.toString()));
        Awaitility.await().atMost(START_MAX).pollInterval(Duration.ofMillis(100)).until(this::answers);
    }

    private boolean answers() {
        if (!program.isAlive()) {
            throw new IllegalStateException("RabbitMQ has ended: " + program.output());
        }
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        try (Connection connection = factory.newConnection()) {
            return connection.isOpen();
        } catch (IOException | java.util.concurrent.TimeoutException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
        portMapper.close();
    }
}
