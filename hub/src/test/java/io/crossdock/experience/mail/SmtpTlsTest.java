package io.crossdock.experience.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.Tls;
import io.crossdock.platform.tls.TlsContexts;
import io.crossdock.testing.MailKeys;
import io.crossdock.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts leave over TLS to a server that an authority of one's own vouches for: to no other, and under no other name. */
class SmtpTlsTest {

    private static final Mail MAIL = new Mail("desk@example.com", "alert-1.x", "Subject", "Text\n",
            Instant.parse("2026-11-20T15:00:00Z"));

    private final TestAuthority authority = MailKeys.authority();

    @TempDir
    Path directory;

    @Test
    void implicitTls() throws IOException {
        GreenMail server = new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        try {
            server.start();
            int port = server.getSmtps().getPort();
            Files.writeString(directory.resolve("ours"), authority.pem());
            Files.writeString(directory.resolve("strangers"), new TestAuthority("Strangers").pem());

            assertThat(send("localhost", port, Optional.of("ours"))).isInstanceOf(Smtp.Reply.Taken.class);
            assertThat(send("127.0.0.1", port, Optional.of("ours"))).isInstanceOf(Smtp.Reply.NotThere.class);
            assertThat(send("localhost", port, Optional.of("strangers"))).isInstanceOf(Smtp.Reply.NotThere.class);
            assertThat(send("localhost", port, Optional.empty())).isInstanceOf(Smtp.Reply.NotThere.class);
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }

    private Smtp.Reply send(String host, int port, Optional<String> authorities) {
        MailServer server = new MailServer(host, port, MailServer.Tls.IMPLICIT, Optional.empty(), "hub@example.com",
                Optional.empty(), Optional.empty(), authorities.map(each -> new SecretRef("file:" + each)));
        return Smtp.send(server, Optional.empty(), new TlsContexts(new Secrets(directory, _ -> Optional.empty()))
                .of(new Tls(server.authorities(), Optional.empty())), MAIL);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
