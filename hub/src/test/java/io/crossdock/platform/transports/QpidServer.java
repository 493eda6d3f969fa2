package io.crossdock.platform.transports;

import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.Ports;
import io.crossdock.testing.TestAuthority;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.server.SystemLauncher;
import org.awaitility.Awaitility;

/** A real broker that speaks AMQP 0-9-1, Qpid Broker-J, in a process of its own; what is persistent survives its death. */
final class QpidServer implements AmqpBroker {

    static final String USER = "crossdock";
    static final String PASSWORD = "qpid-secret";

    private final Path directory;
    private final Optional<TestAuthority.Stores> tls;
    private final boolean passwords;
    private final int port = Ports.free();
    private ChildJvm process;

    QpidServer(Path directory) {
        this(directory, Optional.empty(), true);
    }

    /**
     * @param tls       of a broker that speaks nothing but TLS, and with those who show a certificate
     * @param passwords whether it wants one besides, or knows its users by their certificates
     */
    QpidServer(Path directory, Optional<TestAuthority.Stores> tls, boolean passwords) {
        this.directory = directory;
        this.tls = tls;
        this.passwords = passwords;
        startAgain();
    }

    @Override
    public URI url() {
        return URI.create((tls.isPresent() ? "amqps://localhost:" : "amqp://127.0.0.1:") + port + "/default");
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void startAgain() {
        process = ChildJvm.start(QpidServer.class, directory.toString(), String.valueOf(port),
                tls.map(each -> each.keys().toString()).orElse(""), tls.map(each -> each.clients().toString()).orElse(""),
                String.valueOf(passwords));
        // It listens before its queues are there.
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50))
                .until(() -> process.output().contains("BRK-1004"));
    }

    @Override
    public void close() {
        process.close();
    }

    /** The broker itself. Arguments: folder, port, keys, clients, whether with passwords. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        System.setProperty("derby.stream.error.file", Path.of(arguments[0], "derby.log").toString());
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        boolean tls = !arguments[2].isEmpty();
        Path configuration = folder.resolve("initial.json");
        Files.writeString(configuration, """
                {"name": "broker", "modelVersion": "9.0",
                 "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                     "users": [{"name": "%s", "type": "managed", "password": "%s"}]},
                     {"name": "external", "type": "External"}],
                 %s
                 "ports": [{%s"name": "AMQP", "port": "%s", "bindingAddress": "127.0.0.1", "authenticationProvider": "%s",
                     "protocols": ["AMQP_0_9_1"], "virtualhostaliases": [{"name": "nameAlias", "type": "nameAlias"}]}],
                 "virtualhostnodes": [{"name": "default", "type": "DERBY", "defaultVirtualHostNode": "true",
                     "storePath": "%s", "virtualHostInitialConfiguration":
                     "{\\"name\\": \\"default\\", \\"type\\": \\"DERBY\\", \\"storePath\\": \\"%s\\"}"}]}
                """.formatted(USER, PASSWORD, tls ? """
                        "keystores": [{"name": "keys", "type": "FileKeyStore", "storeUrl": "%s", "password": "%s"}],
                        "truststores": [{"name": "clients", "type": "FileTrustStore", "storeUrl": "%s", "password": "%s"}],
                        """.formatted(arguments[2], TestAuthority.PASSWORD, arguments[3], TestAuthority.PASSWORD) : "",
                        tls ? "\"transports\": [\"SSL\"], \"keyStore\": \"keys\", \"trustStores\": [\"clients\"], "
                                + "\"needClientAuth\": true, " : "", arguments[1],
                        Boolean.parseBoolean(arguments[4]) ? "plain" : "external", folder.resolve("node"), folder.resolve("messages")));
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("type", "Memory");
        attributes.put("initialConfigurationLocation", configuration.toUri().toString());
        attributes.put("qpid.work_dir", folder.toString());
        attributes.put("startupLoggedToSystemOut", "true");
        new SystemLauncher().startup(attributes);
        Thread.currentThread().join();
    }
}
