package io.crossdock.experience.warehouse.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A warehouse's SFTP server, on a free port of this machine, over a folder. */
final class WarehouseServer implements AutoCloseable {

    static final String PASSWORD = "w4rehouse-secret";

    private final Path root;
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger untilCut = new AtomicInteger(-1);
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private KeyPair hostKey = key();
    private volatile List<PublicKey> users = List.of();
    private SshServer server;
    private int port;

    WarehouseServer(Path root) {
        this.root = root;
        this.server = started();
    }

    static KeyPair key() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (java.security.GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    int port() {
        return port;
    }

    KeyPair hostKey() {
        return hostKey;
    }

    static String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    int logins() {
        return logins.get();
    }

    void letIn(PublicKey user) {
        users = List.of(user);
    }

    /** Breaks the connection off at the n-th command from now; what it asks is done or not, as it comes. */
    void cutAt(int command) {
        untilCut.set(command);
    }

    /** Answers nothing any more, and keeps the line open. */
    void fallSilent() {
        silence = new CountDownLatch(1);
    }

    void speak() {
        silence.countDown();
    }

    boolean hasCut() {
        return untilCut.get() < 0;
    }

    void stop() {
        try {
            server.stop(true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void startAgain() {
        server = started();
    }

    void startAgain(KeyPair key) {
        hostKey = key;
        server = started();
    }

    private SshServer started() {
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost("127.0.0.1");
        fresh.setPort(port);
        fresh.setNioWorkers(2);
        CoreModuleProperties.TCP_NODELAY.set(fresh, true);
        // What the client likes best, a key exchange that outlasts quantum computers, takes it half a second.
        fresh.setKeyExchangeFactories(fresh.getKeyExchangeFactories().stream()
                .filter(each -> each.getName().equals("ecdh-sha2-nistp256")).toList());
        fresh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        fresh.setPasswordAuthenticator((user, password, session) -> {
            logins.incrementAndGet();
            return user.equals("crossdock") && password.equals(PASSWORD);
        });
        fresh.setPublickeyAuthenticator((user, key, session) -> users.stream()
                .anyMatch(known -> KeyUtils.compareKeys(known, key)));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(root));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(new Cutting());
        fresh.setSubsystemFactories(List.of(sftp));
        try {
            fresh.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        port = fresh.getPort();
        return fresh;
    }

    private final class Cutting implements SftpEventListener {

        @Override
        public void received(ServerSession session, int type, int id) throws IOException {
            try {
                silence.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            if (untilCut.get() >= 0 && untilCut.decrementAndGet() < 0) {
                session.close(true);
            }
        }
    }

    @Override
    public void close() {
        speak();
        stop();
    }
}
