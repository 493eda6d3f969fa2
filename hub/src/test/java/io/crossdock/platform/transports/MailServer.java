package io.crossdock.platform.transports;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.Ports;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * GreenMail in a process of its own, over a folder of mails. Started again after its death it has all mails of the folder
 * in the inbox, also those that were moved away: the worst that a mail server restored from a backup can do.
 */
final class MailServer implements AutoCloseable {

    private final Path mails;
    private final int port = Ports.free();
    private ChildJvm process;

    MailServer(Path mails) {
        this.mails = mails;
        startAgain();
    }

    int port() {
        return port;
    }

    /** As {@code kill -9}. */
    void kill() {
        process.close();
    }

    void startAgain() {
        process = ChildJvm.start(MailServer.class, mails.toString(), String.valueOf(port));
        ArtemisServer.awaitListener(port, process);
    }

    @Override
    public void close() {
        process.close();
    }

    /** The server itself. Arguments: folder, port. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        GreenMail server = new GreenMail(new ServerSetup(Integer.parseInt(arguments[1]), "127.0.0.1",
                ServerSetup.PROTOCOL_IMAP));
        GreenMailUser mailbox = server.getUserManager().createUser("orders@hub.example", "orders", "mail-secret");
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                mailbox.deliver(new MimeMessage(Session.getInstance(new Properties()), in));
            }
        }
        server.start();
        Thread.currentThread().join();
    }
}
