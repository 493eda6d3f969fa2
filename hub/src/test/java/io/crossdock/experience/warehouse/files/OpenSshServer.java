package io.crossdock.experience.warehouse.files;

import io.crossdock.testing.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.awaitility.Awaitility;

/** OpenSSH itself, of the Debian package {@code openssh-server}, on loopback, with keys of its own, for the user of the test. */
final class OpenSshServer implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    static final String INSTALL = "OpenSSH is not on this machine: apt-get install openssh-server";

    private static final Path PRIVILEGES = Path.of("/run/sshd");
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final KeyPair hostKey = WarehouseServer.key();
    private Program program;

    OpenSshServer(Path folder, int port, KeyPair user) {
        this.folder = folder;
        this.port = port;
        try {
            Files.createDirectories(folder);
            boolean root = user().equals("root");
            if (root && !Files.exists(PRIVILEGES)) {
                Files.createDirectory(PRIVILEGES);
            }
            Files.write(Files.createFile(folder.resolve("host_key"), PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------"))), written(hostKey));
            Files.writeString(folder.resolve("authorized_keys"), line(user) + "\n");
            Files.writeString(folder.resolve("sshd_config"), """
                    Port %d
                    ListenAddress 127.0.0.1
                    HostKey %2$s/host_key
                    AuthorizedKeysFile %2$s/authorized_keys
                    PidFile none
                    UsePAM no
                    StrictModes no
                    PasswordAuthentication no
                    PermitRootLogin prohibit-password
                    Subsystem sftp internal-sftp
                    """.formatted(port, folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        startAgain();
    }

    static String user() {
        return System.getProperty("user.name");
    }

    KeyPair hostKey() {
        return hostKey;
    }

    /** As {@code kill -9}, of the server and of every connection's process. */
    void kill() {
        program.close();
    }

    void startAgain() {
        program = Program.start(folder.resolve("sshd.log"), Map.of(), List.of(PROGRAM.toString(), "-D", "-e", "-f",
                folder.resolve("sshd_config").toString()));
        Awaitility.await().atMost(START_MAX).pollInterval(Duration.ofMillis(50)).until(this::answers);
    }

    private boolean answers() {
        if (!program.isAlive()) {
            throw new IllegalStateException("OpenSSH has ended: " + program.output());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    static byte[] written(KeyPair pair) throws IOException {
        return with(out -> OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "hub", null, out));
    }

    static String line(KeyPair pair) throws IOException {
        return new String(with(out -> OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair.getPublic(), "atl", out)),
                StandardCharsets.UTF_8).strip();
    }

    private interface Writing {

        void to(OutputStream out) throws IOException, GeneralSecurityException;
    }

    private static byte[] with(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        kill();
    }
}
