package io.crossdock.platform.transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.testing.MailKeys;
import io.crossdock.testing.TestAuthority;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines with TLS to servers that only an authority of the landscape vouches for: to no other, and under no other name. */
class TransportTlsTest {

    private TestAuthority authority = new TestAuthority("Ours");

    @TempDir
    Path directory;

    private Path keys() {
        return authority.issue("localhost", "localhost").store(directory.resolve("keys.p12"));
    }

    @Test
    void jmsByArtemis() throws Exception {
        try (ArtemisServer broker = ArtemisServer.withTls(directory.resolve("artemis"), keys(), "Q")) {
            rightAndWrong("jms: {url: \"ssl://%s:" + broker.port() + "\", user: " + ArtemisServer.USER
                    + ", password: file:pass, queue: Q}", ArtemisServer.PASSWORD, true);
        }
    }

    @Test
    void amqpByQpid() throws Exception {
        try (QpidServer broker = new QpidServer(directory.resolve("qpid"), Optional.of(keys()))) {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(broker.url());
            factory.setUsername(QpidServer.USER);
            factory.setPassword(QpidServer.PASSWORD);
            try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
                channel.queueDeclare("Q", true, false, false, Map.of());
            }
            rightAndWrong("amqp: {url: \"amqps://%s:" + broker.url().getPort() + "/default\", user: " + QpidServer.USER
                    + ", password: file:pass, queue: Q}", QpidServer.PASSWORD, true);
        }
    }

    @Test
    void imapByGreenMail() throws Exception {
        authority = MailKeys.authority();
        int port = ArtemisServer.freePort();
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS));
        try {
            server.start();
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
            mail.setText("hello");
            server.setUser("orders@hub.example", "orders", "secret").deliver(mail);
            rightAndWrong("imap: {host: %s, port: " + port + ", user: orders, password: file:pass, senders: [\"@a.example\"]}",
                    "secret", false);
        } finally {
            server.stop();
        }
    }

    private void rightAndWrong(String place, String password, boolean out) throws Exception {
        ExampleLandscape landscape = ExampleLandscape.in(directory.resolve("landscape"));
        secret(landscape, "pass", password);
        secret(landscape, "ours", authority.pem());
        secret(landscape, "strangers", new TestAuthority("Strangers").pem());
        write(landscape, "right", place.formatted("localhost"), "tls: {authorities: file:ours}", out);
        write(landscape, "misnamed", place.formatted("127.0.0.1"), "tls: {authorities: file:ours}", out);
        write(landscape, "stranger", place.formatted("localhost"), "tls: {authorities: file:strangers}", out);
        write(landscape, "java", place.formatted("localhost"), "", out);
        Landscapes landscapes = landscape.landscapes(Clock.systemUTC());
        Lines lines = new Lines(landscape.secretsInForce(), "hub", Clock.systemUTC());

        if (out) {
            try (Post post = lines.open(landscapes.current().outlet("right").orElseThrow())) {
                assertThat(post.send(new Letter("1", "text/plain", "hello"))).isInstanceOf(Outcome.Done.class);
            }
        }
        try (Line line = lines.open(landscapes.current().inlet("right").orElseThrow())) {
            List<Parcel> parcels = line.fetch(5, TransportWorld.PATIENCE);
            assertThat(parcels).hasSize(1).allSatisfy(each -> assertThat(new String(each.content(), StandardCharsets.UTF_8))
                    .contains("hello"));
            line.kept();
        }
        for (String wrong : List.of("misnamed", "stranger", "java")) {
            assertThatThrownBy(() -> lines.open(landscapes.current().inlet(wrong).orElseThrow())).as(wrong)
                    .isInstanceOfSatisfying(TransportTrouble.class, trouble -> assertThat(trouble.code())
                            .isEqualTo("unreachable"));
            if (out) {
                assertThatThrownBy(() -> lines.open(landscapes.current().outlet(wrong).orElseThrow())).as(wrong)
                        .isInstanceOf(TransportTrouble.class);
            }
        }
        secret(landscape, "ours", "no certificate");
        assertThatThrownBy(() -> lines.open(landscapes.current().inlet("right").orElseThrow()))
                .isInstanceOfSatisfying(TransportTrouble.class, trouble -> assertThat(trouble.code())
                        .isEqualTo("certificate-unusable"));
        Files.delete(landscape.secrets().resolve("ours"));
        assertThatThrownBy(() -> lines.open(landscapes.current().inlet("right").orElseThrow()))
                .isInstanceOfSatisfying(TransportTrouble.class, trouble -> assertThat(trouble.code())
                        .isEqualTo("secret-missing"));
    }

    private static void secret(ExampleLandscape landscape, String name, String text) throws IOException {
        Files.writeString(landscape.secrets().resolve(name), text);
    }

    private static void write(ExampleLandscape landscape, String id, String place, String tls, boolean out)
            throws IOException {
        String file = "id: " + id + "\n" + place + "\n" + tls + "\ntimeouts: {connect: 2s, call: 5s}\n";
        landscape.write("sources/" + id + ".yaml", file + "takes: {edi: [\"*\"]}\n");
        if (out) {
            landscape.write("destinations/" + id + ".yaml", file);
        }
    }
}
