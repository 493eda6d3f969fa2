package io.crossdock.experience.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.crossdock.platform.landscape.Encryption;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.Tls;
import io.crossdock.platform.tls.TlsContexts;
import io.crossdock.testing.MailKeys;
import io.crossdock.testing.TestAuthority;
import io.crossdock.testing.TlsFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts leave over TLS to a server that an authority of one's own vouches for: to no other, and under no other name. */
class SmtpTlsTest {

    private static final Mail MAIL = new Mail("desk@example.com", "alert-1.x", "Subject", "Text\n",
            Instant.parse("2026-11-20T15:00:00Z"));

    private final TestAuthority authority = MailKeys.authority();
    private final TestAuthority strangers = new TestAuthority("Strangers");

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("ours"), authority.pem());
        Files.writeString(directory.resolve("hub"), authority.issue("hub", "hub").pem());
        Files.writeString(directory.resolve("strangers"), strangers.pem());
        Files.writeString(directory.resolve("foreign"), strangers.issue("hub", "hub").pem());
    }

    @Test
    void implicitTls() {
        GreenMail server = MailDesk.at(0, ServerSetup.PROTOCOL_SMTPS);
        try {
            server.start();
            int port = server.getSmtps().getPort();
            assertThat(send("localhost", port, Optional.of("ours"))).isInstanceOf(Smtp.Reply.Taken.class);
            assertThat(send("127.0.0.1", port, Optional.of("ours"))).isInstanceOf(Smtp.Reply.NotThere.class);
            assertThat(send("localhost", port, Optional.of("strangers"))).isInstanceOf(Smtp.Reply.NotThere.class);
            assertThat(send("localhost", port, Optional.empty())).isInstanceOf(Smtp.Reply.NotThere.class);
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    /** GreenMail has no STARTTLS, nor does it want certificates: before it stands one that does. */
    @Test
    void withACertificateOfTheHubAtOnceAndByStartTls() {
        GreenMail server = MailDesk.at(0, ServerSetup.PROTOCOL_SMTP);
        server.start();
        SSLContext shown = authority.issue("localhost", "localhost").server();
        try (TlsFront atOnce = new TlsFront(TlsFront.Manner.AT_ONCE, shown, server.getSmtp().getPort());
                TlsFront later = new TlsFront(TlsFront.Manner.SMTP_STARTTLS, shown, server.getSmtp().getPort())) {
            Map.of(Encryption.IMPLICIT, atOnce.port(), Encryption.STARTTLS, later.port()).forEach((encryption, port) -> {
                assertThat(send("localhost", port, encryption, tls("ours", "hub"))).isInstanceOf(Smtp.Reply.Taken.class);
                assertThat(send("localhost", port, encryption, tls("ours", "foreign"))).isInstanceOf(Smtp.Reply.NotThere.class);
                assertThat(send("localhost", port, encryption, tls("strangers", "hub")))
                        .isInstanceOf(Smtp.Reply.NotThere.class);
                assertThat(send("localhost", port, encryption, new Tls(Optional.of(new SecretRef("file:ours")),
                        Optional.empty()))).isInstanceOf(Smtp.Reply.NotThere.class);
            });
            assertThat(server.getReceivedMessages()).hasSize(2);
            assertThat(later.heard()).isNotEmpty().allMatch(each -> each.matches("(EHLO .*|STARTTLS)"));
        } finally {
            server.stop();
        }
    }

    private static Tls tls(String authorities, String certificate) {
        return new Tls(Optional.of(new SecretRef("file:" + authorities)), Optional.of(new SecretRef("file:" + certificate)));
    }

    private Smtp.Reply send(String host, int port, Optional<String> authorities) {
        return send(host, port, Encryption.IMPLICIT, new Tls(authorities.map(each -> new SecretRef("file:" + each)),
                Optional.empty()));
    }

    private Smtp.Reply send(String host, int port, Encryption encryption, Tls tls) {
        MailServer server = new MailServer(host, port, encryption, Optional.empty(), "hub@example.com", Optional.empty(),
                Optional.empty(), tls);
        return Smtp.send(server, Optional.empty(), new TlsContexts(new Secrets(directory, _ -> Optional.empty()))
                .of(server.tls()), MAIL);
    }
}
