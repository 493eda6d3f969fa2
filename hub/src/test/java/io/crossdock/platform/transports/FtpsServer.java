package io.crossdock.platform.transports;

import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.Ports;
import io.crossdock.testing.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.TransferRatePermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.awaitility.Awaitility;

/** Apache FtpServer over a folder, with TLS, in a process of its own. */
final class FtpsServer implements AutoCloseable {

    static final String USER = "crossdock";
    static final String PASSWORD = "ftp-secret";
    static final int UNLIMITED = 0;

    private final Path root;
    private final TestCertificate certificate;
    private final Optional<Path> clients;
    private final int port = Ports.free();
    private ChildJvm process;

    /** @param rate bytes per second of every transfer */
    FtpsServer(Path root, TestCertificate certificate, int rate) {
        this(root, certificate, Optional.empty(), rate);
    }

    /** @param clients the authority of those who may come; everybody when empty */
    FtpsServer(Path root, TestCertificate certificate, Optional<Path> clients, int rate) {
        this.root = root;
        this.certificate = certificate;
        this.clients = clients;
        startAgain(rate);
    }

    int port() {
        return port;
    }

    /** As {@code kill -9}. */
    void kill() {
        process.close();
    }

    void startAgain(int rate) {
        process = ChildJvm.start(FtpsServer.class, root.toString(), String.valueOf(port), certificate.store().toString(),
                String.valueOf(rate), clients.map(Path::toString).orElse(""));
        ArtemisServer.awaitListener(port, process);
    }

    void awaitHandingOver(String file) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20))
                .until(() -> process.output().lines().anyMatch(line -> line.startsWith("hands over ")
                        && line.endsWith(file)));
    }

    @Override
    public void close() {
        process.close();
    }

    /** The server itself. Arguments: folder, port, key store, rate, clients. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        SslConfigurationFactory keys = new SslConfigurationFactory();
        keys.setKeystoreFile(Path.of(arguments[2]).toFile());
        keys.setKeystorePassword(TestCertificate.PASSWORD);
        keys.setKeystoreType("PKCS12");
        if (!arguments[4].isEmpty()) {
            keys.setClientAuthentication("NEED");
            keys.setTruststoreFile(Path.of(arguments[4]).toFile());
            keys.setTruststorePassword(TestCertificate.PASSWORD);
            keys.setTruststoreType("PKCS12");
        }
        SslConfiguration tls = keys.createSslConfiguration();
        DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
        data.setSslConfiguration(tls);
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(Integer.parseInt(arguments[1]));
        listener.setSslConfiguration(tls);
        listener.setImplicitSsl(false);
        listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        FtpServerFactory server = new FtpServerFactory();
        server.addListener("default", listener.createListener());
        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setLoginFailureDelay(0);
        server.setConnectionConfig(connections.createConnectionConfig());
        BaseUser user = new BaseUser();
        user.setName(USER);
        user.setPassword(PASSWORD);
        user.setHomeDirectory(arguments[0]);
        int rate = Integer.parseInt(arguments[3]);
        user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(20, 20),
                new TransferRatePermission(rate, rate)));
        var users = new PropertiesUserManagerFactory().createUserManager();
        users.save(user);
        server.setUserManager(users);
        server.setFtplets(Map.of("telling", new Telling()));
        server.createServer().start();
        Thread.currentThread().join();
    }

    /** Nobody in the clear; and what begins is told. */
    private static final class Telling extends DefaultFtplet {

        @Override
        public FtpletResult onUploadStart(FtpSession session, FtpRequest request) {
            return session.isSecure() ? FtpletResult.DEFAULT : FtpletResult.DISCONNECT;
        }

        @Override
        public FtpletResult onDownloadStart(FtpSession session, FtpRequest request) {
            System.out.println("hands over " + request.getArgument());
            return session.isSecure() ? FtpletResult.DEFAULT : FtpletResult.DISCONNECT;
        }
    }
}
