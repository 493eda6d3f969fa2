package io.crossdock.platform.transports;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.Ports;
import io.crossdock.testing.Relay;
import io.crossdock.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** A real Kafka broker of one node, in a process of its own; clients that found it once come back by way of a relay. */
final class KafkaServer implements AutoCloseable {

    private final Path folder;
    private final int port = Ports.free();
    private final Relay line = Relay.to(port);
    private ChildJvm process;

    KafkaServer(Path folder) {
        this(folder, "");
    }

    /** A broker to which its clients show certificates, at its own port of localhost; it makes topics by itself. */
    static KafkaServer withTls(Path folder, Path keys, Path authorities) {
        return new KafkaServer(folder, """
                advertised.listeners=SSL://localhost:%%1$d
                listeners=SSL://127.0.0.1:%%1$d,CONTROLLER://127.0.0.1:%%2$d
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,SSL:SSL
                inter.broker.listener.name=SSL
                auto.create.topics.enable=true
                ssl.client.auth=required
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%1$s
                ssl.keystore.password=%2$s
                ssl.truststore.type=PEM
                ssl.truststore.location=%3$s
                """.formatted(keys, TestAuthority.PASSWORD, authorities));
    }

    /** @param more settings that take the place of the usual ones */
    private KafkaServer(Path folder, String more) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            int controller = Ports.free();
            Files.writeString(folder.resolve("server.properties"), """
                    process.roles=broker,controller
                    node.id=1
                    controller.quorum.voters=1@127.0.0.1:%2$d
                    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                    advertised.listeners=PLAINTEXT://127.0.0.1:%3$d
                    controller.listener.names=CONTROLLER
                    listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                    log.dirs=%4$s
                    offsets.topic.replication.factor=1
                    offsets.topic.num.partitions=1
                    transaction.state.log.replication.factor=1
                    transaction.state.log.min.isr=1
                    share.coordinator.state.topic.replication.factor=1
                    group.initial.rebalance.delay.ms=0
                    auto.create.topics.enable=false
                    message.max.bytes=16777216
                    log.cleaner.dedupe.buffer.size=4194304
                    """.concat(more).formatted(port, controller, line.port(), folder.resolve("data")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        startAgain();
    }

    String address() {
        return "127.0.0.1:" + line.port();
    }

    int port() {
        return port;
    }

    Relay line() {
        return line;
    }

    void topic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all()
                    .toCompletionStage().toCompletableFuture().join();
        }
    }

    /** As {@code kill -9}. */
    void kill() {
        process.close();
        line.cut();
    }

    void startAgain() {
        process = ChildJvm.start(KafkaServer.class, folder.toString());
        ArtemisServer.awaitListener(port, process);
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50))
                .until(() -> process.output().contains("Kafka Server started"));
    }

    @Override
    public void close() {
        line.close();
        process.close();
    }

    /** The broker itself. Argument: folder. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        if (org.slf4j.LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            log.getLogger("ROOT").setLevel(Level.WARN);
            log.getLogger("kafka.server").setLevel(Level.INFO);
        }
        Path folder = Path.of(arguments[0]);
        String settings = folder.resolve("server.properties").toString();
        boolean fresh = true;
        if (Files.isDirectory(folder.resolve("data"))) {
            try (Stream<Path> files = Files.list(folder.resolve("data"))) {
                fresh = files.findAny().isEmpty();
            }
        }
        if (fresh) {
            kafka.tools.StorageTool.execute(new String[] {"format", "-t", "MkU3OEVBNTcwNTJENDM2Qk", "-c", settings},
                    System.out);
        }
        kafka.Kafka.main(new String[] {settings});
    }
}
