package io.crossdock.platform.transports;

import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.Ports;
import io.crossdock.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.awaitility.Awaitility;

/** A real Artemis broker in a process of its own, which can be killed and started again on its journal. */
public final class ArtemisServer implements AutoCloseable {

    public static final String USER = "crossdock";
    public static final String PASSWORD = "artemis-secret";

    private final Path directory;
    private final int port;
    private final List<String> queues;
    private final Optional<TestAuthority.Stores> tls;
    private ChildJvm process;

    private ArtemisServer(Path directory, int port, Optional<TestAuthority.Stores> tls, List<String> queues) {
        this.directory = directory;
        this.port = port;
        this.queues = queues;
        this.tls = tls;
        this.process = start();
    }

    public static ArtemisServer in(Path directory, String... queues) {
        return new ArtemisServer(directory, Ports.free(), Optional.empty(), List.of(queues));
    }

    /** One that speaks nothing but TLS, and with those who show a certificate. */
    static ArtemisServer withTls(Path directory, TestAuthority.Stores stores, String... queues) {
        return new ArtemisServer(directory, Ports.free(), Optional.of(stores), List.of(queues));
    }

    int port() {
        return port;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    public void startAgain() {
        process = start();
    }

    private ChildJvm start() {
        ChildJvm child = ChildJvm.start(ArtemisServer.class, directory.toString(), String.valueOf(port),
                String.join(",", queues), tls.map(each -> each.keys().toString()).orElse(""),
                tls.map(each -> each.clients().toString()).orElse(""));
        awaitListener(port, child);
        return child;
    }

    static void awaitListener(int port, ChildJvm child) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!child.isAlive()) {
                throw new IllegalStateException("the server at port " + port + " has ended: " + child.output());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        process.close();
    }

    /** The broker itself. Arguments: folder, port, queues, keys, clients. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        // Without it Netty cannot free the buffers of the journal under Java 25, and a journal is read only once.
        System.setProperty("io.netty.noUnsafe", "false");
        Path folder = Path.of(arguments[0]);
        Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(true).setSecurityEnabled(true)
                .setJournalType(JournalType.NIO).setJournalMinFiles(2).setJournalFileSize(1 << 20)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString()).setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + arguments[1] + "?protocols=CORE" + (arguments[3].isEmpty() ? ""
                        : ";sslEnabled=true;keyStoreType=PKCS12;keyStorePath=" + arguments[3] + ";keyStorePassword="
                        + TestAuthority.PASSWORD + ";needClientAuth=true;trustStoreType=PKCS12;trustStorePath=" + arguments[4]
                        + ";trustStorePassword=" + TestAuthority.PASSWORD));
        configuration.addAddressSetting("#", new AddressSettings().setAutoCreateAddresses(false)
                .setAutoCreateQueues(false).setMaxDeliveryAttempts(-1));
        configuration.putSecurityRoles("#", Set.of(new Role("all", true, true, true, true, true, true, true, true, true, true,
                true, true)));
        for (String queue : arguments[2].split(",")) {
            configuration.addAddressConfiguration(new CoreAddressConfiguration().setName(queue)
                    .addRoutingType(RoutingType.ANYCAST)
                    .addQueueConfig(QueueConfiguration.of(queue).setAddress(queue).setRoutingType(RoutingType.ANYCAST)));
        }
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, PASSWORD);
        users.addRole(USER, "all");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.start();
        Thread.currentThread().join();
    }
}
