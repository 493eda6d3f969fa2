package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.testing.Ports;
import io.crossdock.testing.Relay;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail against a real IMAP server, GreenMail. */
class MailTransportTest {

    @TempDir
    Path directory;

    private final int port = Ports.free();
    private final GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser mailbox;
    private TransportWorld world;

    @BeforeEach
    void open() throws IOException {
        server.start();
        mailbox = server.setUser("orders@hub.example", "orders", "mail-secret");
        world = new TransportWorld(directory, Map.of("sources/mail.yaml", """
                id: mail
                imap:
                  host: 127.0.0.1
                  port: %d
                  tls: false
                  user: orders
                  password: file:mail
                  senders: ["edi@acme.example", "@buildwell.example"]
                  poll: 1s
                takes: {edi: ["*"]}
                timeouts: {connect: 10s, call: 10s}
                """.formatted(port)), Map.of("mail", "mail-secret"));
    }

    @AfterEach
    void close() {
        world.close();
        server.stop();
    }

    @Test
    void attachmentsAreTakenAndTheMailMovesToTheArchive() throws Exception {
        deliver(mail("<1@acme>", "EDI <edi@acme.example>", "order one"));
        deliver(mail("<2@buildwell>", "Anna@Buildwell.example", "order two", "bad one", "order three"));
        world.hub().start();
        eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("order one", "order two"));
        eventually(() -> assertThat(inFolder("INBOX")).isZero());
        assertThat(inFolder("Crossdock")).isEqualTo(2);
        assertThat(world.hub().jdbc().sql("SELECT outcome ->> 'says' FROM inbox.message WHERE dedupe_key = '<2@buildwell>'")
                .query(String.class).single()).isEqualTo("It was read. It says 'bad one'. It was read.");
    }

    @Test
    void mailsOfStrangersAndMailsWithoutFilesWaitAlone() throws Exception {
        deliver(mail("<1@evil>", "edi@acme.example.evil.example", "order one"));
        deliver(mail("<2@acme>", "edi@acme.example"));
        deliver(mail("<3@acme>", "edi@acme.example", "order three"));
        world.hub().start();
        eventually(() -> assertThat(world.seen()).containsExactly("order three"));
        eventually(() -> assertThat(world.parked()).containsExactlyInAnyOrder(
                "mail-sender-unknown: Mail <1@evil> in folder INBOX of orders at 127.0.0.1:" + port + " is from "
                        + "edi@acme.example.evil.example, whom senders of sources/mail.yaml does not name.",
                "mail-without-file: Mail <2@acme> from edi@acme.example has no file attached."));
    }

    @Test
    void aMailThatWasKeptBeforeTheServerWentAwayIsTheSameWhenItIsBack() throws Exception {
        deliver(mail("<1@acme>", "edi@acme.example", "order one"));
        Inlet inlet = world.hub().get(Landscapes.class).current().inlet("mail").orElseThrow();
        Line line = world.hub().get(Lines.class).open(inlet);
        assertThat(world.hub().get(Keeper.class).keep(inlet, line.fetch(20, Duration.ZERO))).isEqualTo(1);
        server.stop();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(line::kept)).isInstanceOf(TransportTrouble.class);
        line.close();
        world.hub().start();
        eventually(() -> assertThat(world.trouble("mail")).startsWith("unreachable: "));
        // It comes back without a memory; the mail is there again.
        server.start();
        mailbox = server.setUser("orders@hub.example", "orders", "mail-secret");
        deliver(mail("<1@acme>", "edi@acme.example", "order one"));
        eventually(() -> assertThat(inFolder("Crossdock")).isEqualTo(1));
        eventually(() -> assertThat(world.seen()).containsExactly("order one"));
        assertThat(world.kept("mail")).isEqualTo(1);
    }

    /** A third of a mail of two megabytes has come when the server dies. */
    @Test
    void aServerThatIsKilledInMidMailLosesAndDoublesNothing(@TempDir Path mails) throws Exception {
        String large = "0123456789abcdef\r\n".repeat(100_000);
        store(mails.resolve("1.eml"), mail("<1@acme>", "edi@acme.example", "order one"));
        store(mails.resolve("2.eml"), mail("<2@acme>", "edi@acme.example", "order two", large));
        store(mails.resolve("3.eml"), mail("<3@acme>", "edi@acme.example", "order three"));
        try (MailServer other = new MailServer(mails); Relay way = Relay.to(other.port())) {
            world.landscape().replace("sources/mail.yaml", "port: " + port, "port: " + way.port());
            // One at a time: the first mail is kept before the second one breaks off.
            world.landscape().replace("sources/mail.yaml", "takes:", "prefetch: 1\ntakes:");
            world.reload();
            way.stopAfter(Relay.Way.OUT, large.length() / 3);
            world.hub().start();
            eventually(() -> assertThat(way.hasStopped(Relay.Way.OUT)).isTrue());
            other.kill();
            way.cut();
            eventually(() -> assertThat(world.trouble("mail")).startsWith("unreachable: "));
            eventually(() -> assertThat(world.seen()).containsExactly("order one"));
            other.startAgain();
            eventually(() -> assertThat(world.seen()).containsExactlyInAnyOrder("order one", "order two", "order three"));
            assertThat(world.kept("mail")).isEqualTo(3);
            assertThat(world.hub().jdbc().sql("SELECT length(payload) FROM inbox.message WHERE dedupe_key = '<2@acme>'")
                    .query(Integer.class).single()).isGreaterThan(large.length());
        }
    }

    private static void store(Path file, MimeMessage mail) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            mail.writeTo(out);
        }
    }

    @Test
    void aWrongPasswordAndAMissingFolderAreNamedWithoutTheSecret() throws IOException {
        Files.writeString(world.landscape().secrets().resolve("mail"), "an-old-secret");
        world.hub().start();
        eventually(() -> assertThat(world.trouble("mail")).isEqualTo("login-refused: 127.0.0.1:" + port
                + " does not let orders in with file:mail."));
        Files.writeString(world.landscape().secrets().resolve("mail"), "mail-secret");
        world.landscape().replace("sources/mail.yaml", "poll: 1s", "folder: Nowhere");
        world.reload();
        eventually(() -> assertThat(world.trouble("mail")).startsWith("folder-missing: There is no folder Nowhere of orders"));
    }

    private int inFolder(String name) throws FolderException {
        var folder = server.getManagers().getImapHostManager().getFolder(mailbox, name);
        return folder == null ? -1 : folder.getMessageCount();
    }

    private void deliver(MimeMessage mail) throws Exception {
        mailbox.deliver(mail);
    }

    private static MimeMessage mail(String id, String from, String... files) throws MessagingException {
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Please find our order attached.");
        parts.addBodyPart(text);
        for (int i = 0; i < files.length; i++) {
            MimeBodyPart file = new MimeBodyPart();
            file.setText(files[i]);
            file.setFileName("order-" + i + ".x12");
            parts.addBodyPart(file);
        }
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        mail.setFrom(from);
        mail.setRecipients(jakarta.mail.Message.RecipientType.TO, "orders@hub.example");
        mail.setSubject("Order");
        mail.setContent(parts);
        mail.saveChanges();
        return mail;
    }
}
