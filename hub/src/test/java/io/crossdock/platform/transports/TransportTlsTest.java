package io.crossdock.platform.transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Inlet;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Outlet;
import io.crossdock.testing.MailKeys;
import io.crossdock.testing.Ports;
import io.crossdock.testing.TestAuthority;
import io.crossdock.testing.TestCertificate;
import io.crossdock.testing.TlsFront;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines with TLS to servers that only an authority of the landscape vouches for: to no other, and under no other name. */
class TransportTlsTest {

    private TestAuthority authority = new TestAuthority("Ours");
    private String shown = ", certificate: file:hub";

    @TempDir
    Path directory;

    @Test
    void jmsByArtemis() throws Exception {
        try (ArtemisServer broker = ArtemisServer.withTls(directory.resolve("artemis"), authority.stores(directory), "Q")) {
            rightAndWrong("jms: {url: \"ssl://%s:" + broker.port() + "\", user: " + ArtemisServer.USER
                    + ", password: file:pass, queue: Q}", ArtemisServer.PASSWORD, true);
        }
    }

    @Test
    void amqpByQpid() throws Exception {
        try (QpidServer broker = new QpidServer(directory.resolve("qpid"), Optional.of(authority.stores(directory)), true)) {
            queue(broker, factory -> {
                factory.setUsername(QpidServer.USER);
                factory.setPassword(QpidServer.PASSWORD);
            });
            rightAndWrong("amqp: {url: \"amqps://%s:" + broker.url().getPort() + "/default\", user: " + QpidServer.USER
                    + ", password: file:pass, queue: Q}", QpidServer.PASSWORD, true);
        }
    }

    @Test
    void amqpWithoutAPasswordByQpidThatKnowsTheCertificate() throws Exception {
        try (QpidServer broker = new QpidServer(directory.resolve("qpid"), Optional.of(authority.stores(directory)), false)) {
            queue(broker, factory -> factory.setSaslConfig(DefaultSaslConfig.EXTERNAL));
            rightAndWrong("amqp: {url: \"amqps://%s:" + broker.url().getPort() + "/default\", queue: Q}", "none", true);
        }
    }

    private void queue(QpidServer broker, Consumer<ConnectionFactory> login) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.url());
        factory.useSslProtocol(authority.issue("hub", "hub").server());
        login.accept(factory);
        try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
            channel.queueDeclare("Q", true, false, false, Map.of());
        }
    }

    @Test
    void imapByGreenMail() throws Exception {
        authority = MailKeys.authority();
        shown = "";
        try (Mailbox mailbox = new Mailbox(ServerSetup.PROTOCOL_IMAPS)) {
            mailbox.deliver();
            rightAndWrong(mailbox.place(mailbox.port, ""), Mailbox.PASSWORD, false);
        }
    }

    @Test
    void imapThatWantsACertificateAndImapWithStartTls() throws Exception {
        SSLContext tls = authority.issue("localhost", "localhost").server();
        try (Mailbox mailbox = new Mailbox(ServerSetup.PROTOCOL_IMAP);
                TlsFront atOnce = new TlsFront(TlsFront.Manner.AT_ONCE, tls, mailbox.port);
                TlsFront later = new TlsFront(TlsFront.Manner.IMAP_STARTTLS, tls, mailbox.port)) {
            mailbox.deliver();
            rightAndWrong(mailbox.place(atOnce.port(), "tls: implicit, "), Mailbox.PASSWORD, false);
            mailbox.deliver();
            rightAndWrong(mailbox.place(later.port(), "tls: starttls, "), Mailbox.PASSWORD, false);
            assertThat(startTls(mailbox, later, "tls: {authorities: file:strangers}"))
                    .contains("STARTTLS failure: ", "certification path");
            assertThat(later.heard()).isNotEmpty().allMatch(each -> each.matches("[A-Z]+\\d+ (CAPABILITY|STARTTLS)"));
            assertThat(atOnce.heard()).isEmpty();
        }
    }

    /** GreenMail stands behind them and would let the hub in: not one of them hears the password. */
    @Test
    void imapWhoseServerDoesNotGoOverToTls() throws Exception {
        SSLContext tls = authority.issue("localhost", "localhost").server();
        Map<TlsFront.Manner, String> troubles = Map.of(
                TlsFront.Manner.IMAP_WITHOUT, "starttls-refused: localhost:%d does not go over to TLS (STARTTLS): it does not "
                        + "offer it. No password was sent.",
                TlsFront.Manner.IMAP_REFUSED, "starttls-refused: localhost:%d does not go over to TLS (STARTTLS): it answered "
                        + "not today. No password was sent.",
                TlsFront.Manner.IMAP_FEIGNED, "unreachable: There is no way to folder INBOX of orders at localhost:%d: "
                        + "STARTTLS failure: ");
        try (Mailbox mailbox = new Mailbox(ServerSetup.PROTOCOL_IMAP)) {
            for (Map.Entry<TlsFront.Manner, String> each : troubles.entrySet()) {
                try (TlsFront front = new TlsFront(each.getKey(), tls, mailbox.port)) {
                    assertThat(startTls(mailbox, front, "")).startsWith(each.getValue().formatted(front.port()));
                    assertThat(front.heard()).isNotEmpty().noneMatch(line -> line.contains("LOGIN")
                            || line.contains("AUTHENTICATE") || line.contains("orders") || line.contains(Mailbox.PASSWORD));
                }
            }
        }
    }

    /** What is wrong with that way to it. */
    private String startTls(Mailbox mailbox, TlsFront front, String tls) throws Exception {
        ExampleLandscape landscape = secrets("mail-" + front.port(), Mailbox.PASSWORD);
        write(landscape, "mail", mailbox.place(front.port(), "tls: starttls, ").formatted("localhost"), tls, false);
        Lines lines = new Lines(landscape.secretsInForce(), "hub", Clock.systemUTC());
        TransportTrouble trouble = catchThrowableOfType(TransportTrouble.class, () -> fetched(lines,
                landscape.landscapes(Clock.systemUTC()).current().inlet("mail").orElseThrow()));
        return trouble.code() + ": " + trouble.sentence();
    }

    /** GreenMail with a mail. */
    private static final class Mailbox implements AutoCloseable {

        private static final String PASSWORD = "mail-secret";

        private final int port = Ports.free();
        private final GreenMail server;

        Mailbox(String protocol) {
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", protocol));
            server.start();
        }

        void deliver() throws Exception {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
            mail.setText("hello");
            server.setUser("orders@hub.example", "orders", PASSWORD).deliver(mail);
        }

        String place(int at, String more) {
            return "imap: {host: %s, port: " + at + ", " + more + "user: orders, password: file:pass, "
                    + "senders: [\"@a.example\"]}";
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    @Test
    void kafka() throws Exception {
        Path authorities = Files.writeString(directory.resolve("authorities.pem"), authority.pem());
        try (KafkaServer broker = KafkaServer.withTls(directory.resolve("kafka"), authority.stores(directory).keys(),
                authorities)) {
            rightAndWrong("kafka: {brokers: [\"%s:" + broker.port() + "\"], topic: orders}", "none", true);
        }
    }

    @Test
    void ftpsByApache() throws Exception {
        Path files = Files.createDirectories(directory.resolve("files"));
        TestAuthority.Stores stores = authority.stores(directory);
        try (FtpsServer server = new FtpsServer(files, new TestCertificate(stores.keys()), Optional.of(stores.clients()),
                FtpsServer.UNLIMITED)) {
            Files.setLastModifiedTime(Files.writeString(files.resolve("a.edi"), "hello"),
                    FileTime.from(Instant.now().minusSeconds(60)));
            rightAndWrong("ftps: {host: %s, port: " + server.port() + ", user: " + FtpsServer.USER
                    + ", password: file:pass, directory: /}", FtpsServer.PASSWORD, false);
        }
    }

    private ExampleLandscape secrets(String name, String password) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory.resolve(name));
        secret(landscape, "pass", password);
        secret(landscape, "ours", authority.pem());
        secret(landscape, "hub", authority.issue("hub", "hub").pem());
        secret(landscape, "strangers", new TestAuthority("Strangers").pem());
        return landscape;
    }

    private void rightAndWrong(String place, String password, boolean out) throws Exception {
        ExampleLandscape landscape = secrets("landscape-" + place.hashCode(), password);
        List<String> wrongs = new ArrayList<>(List.of("misnamed", "stranger", "java"));
        if (!shown.isEmpty()) {
            wrongs.add("nameless");
            write(landscape, "nameless", place.formatted("localhost"), "tls: {authorities: file:ours}", out);
        }
        write(landscape, "right", place.formatted("localhost"), "tls: {authorities: file:ours" + shown + "}", out);
        write(landscape, "misnamed", place.formatted("127.0.0.1"), "tls: {authorities: file:ours" + shown + "}", out);
        write(landscape, "stranger", place.formatted("localhost"), "tls: {authorities: file:strangers" + shown + "}", out);
        write(landscape, "java", place.formatted("localhost"), "", out);
        Landscapes landscapes = landscape.landscapes(Clock.systemUTC());
        Lines lines = new Lines(landscape.secretsInForce(), "hub", Clock.systemUTC());

        if (out) {
            try (Post post = lines.open(landscapes.current().outlet("right").orElseThrow())) {
                assertThat(post.send(new Letter("1", "text/plain", "hello"))).isInstanceOf(Outcome.Done.class);
            }
        }
        try (Line line = lines.open(landscapes.current().inlet("right").orElseThrow())) {
            List<Parcel> parcels = new ArrayList<>();
            // A file is taken when it has not changed between two looks.
            await().atMost(TransportWorld.PATIENCE).until(() -> parcels.addAll(line.fetch(5, Duration.ofMillis(500))));
            assertThat(parcels).hasSize(1).allSatisfy(each -> assertThat(new String(each.content(), StandardCharsets.UTF_8))
                    .contains("hello"));
            line.kept();
        }
        for (String wrong : wrongs) {
            assertThatThrownBy(() -> fetched(lines, landscapes.current().inlet(wrong).orElseThrow())).as(wrong)
                    .isInstanceOfSatisfying(TransportTrouble.class, trouble -> assertThat(trouble.code())
                            .isEqualTo("unreachable"));
            if (out) {
                assertThat(sent(lines, landscapes.current().outlet(wrong).orElseThrow())).as(wrong)
                        .isInstanceOf(Outcome.Unavailable.class);
            }
        }
        secret(landscape, "ours", "no certificate");
        assertThatThrownBy(() -> fetched(lines, landscapes.current().inlet("right").orElseThrow()))
                .isInstanceOfSatisfying(TransportTrouble.class, trouble -> assertThat(trouble.code())
                        .isEqualTo("certificate-unusable"));
        Files.delete(landscape.secrets().resolve("ours"));
        assertThatThrownBy(() -> fetched(lines, landscapes.current().inlet("right").orElseThrow()))
                .isInstanceOfSatisfying(TransportTrouble.class, trouble -> assertThat(trouble.code())
                        .isEqualTo("secret-missing"));
    }

    /** Whether a line is opened at once or with the first question is up to the transport. */
    private static List<Parcel> fetched(Lines lines, Inlet inlet) throws TransportTrouble {
        try (Line line = lines.open(inlet)) {
            return line.fetch(1, Duration.ofMillis(1));
        }
    }

    /** The same with the first letter. */
    private static Outcome sent(Lines lines, Outlet outlet) {
        try (Post post = lines.open(outlet)) {
            return post.send(new Letter("2", "text/plain", "not for you"));
        } catch (TransportTrouble trouble) {
            return new Outcome.Unavailable(trouble.sentence(), Optional.empty());
        }
    }

    private static void secret(ExampleLandscape landscape, String name, String text) throws IOException {
        Files.writeString(landscape.secrets().resolve(name), text);
    }

    private static void write(ExampleLandscape landscape, String id, String place, String tls, boolean out)
            throws IOException {
        String file = "id: " + id + "\n" + place + "\n" + tls + "\ntimeouts: {connect: 10s, call: 15s}\n";
        landscape.write("sources/" + id + ".yaml", file + "takes: {edi: [\"*\"]}\n");
        if (out) {
            landscape.write("destinations/" + id + ".yaml", file);
        }
    }
}
