package io.crossdock.experience.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.landscape.Encryption;
import io.crossdock.platform.landscape.MailServer;
import io.crossdock.platform.landscape.Tls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server's answer means. */
class SmtpTest {

    private static final Mail MAIL = new Mail("desk@example.com", "alert-1.x", "Subject", "Text\n",
            Instant.parse("2026-11-20T15:00:00Z"));

    /** A server that says what it is told to say to a command. */
    private static Smtp.Reply against(Map<String, String> answers, Encryption encryption) throws IOException {
        try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = door.accept(); BufferedReader in = new BufferedReader(new InputStreamReader(
                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
                    say(socket, "220 ready");
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        String command = line.split("[ :]")[0];
                        String answer = answers.getOrDefault(command, command.equals(".") ? "250 taken"
                                : command.equals("DATA") ? "354 go on" : command.matches("[A-Z]{4}") ? "250 yes" : "");
                        if (answer.equals("hang up")) {
                            return;
                        }
                        if (!answer.isEmpty()) {
                            say(socket, answer);
                        }
                    }
                } catch (IOException gone) {
                    return;
                }
            });
            return Smtp.send(new MailServer("127.0.0.1", door.getLocalPort(), encryption, Optional.empty(), "hub@example.com",
                    Optional.empty(), Optional.empty(), Tls.USUAL), Optional.empty(), Optional.empty(), MAIL);
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Smtp.Reply against(String command, String answer) throws IOException {
        return against(Map.of(command, answer), Encryption.NONE);
    }

    @Test
    void whatTheServerHasTakenIsKnownByItsMessageId() throws IOException {
        assertThat(against("NOOP", "250 yes")).isEqualTo(new Smtp.Reply.Taken("<alert-1.x@example.com>", "250 taken"));
    }

    @Test
    void aNoForEverAndANoForNowAreToldApart() throws IOException {
        assertThat(against("RCPT", "550 no such user")).isInstanceOfSatisfying(Smtp.Reply.Never.class,
                never -> assertThat(never.code()).isEqualTo(550));
        assertThat(against("RCPT", "451 greylisted")).isInstanceOfSatisfying(Smtp.Reply.Later.class,
                later -> assertThat(later.code()).isEqualTo(451));
        assertThat(against("MAIL", "553 not you")).isInstanceOf(Smtp.Reply.Never.class);
        assertThat(against("DATA", "452 no room")).isInstanceOf(Smtp.Reply.Later.class);
        assertThat(against(".", "554 spam")).isInstanceOf(Smtp.Reply.Never.class);
    }

    @Test
    void whoHangsUpInTheMiddleLeavesItOpenAndBeforeThatHasNothing() throws IOException {
        assertThat(against(".", "hang up")).isInstanceOf(Smtp.Reply.Lost.class);
        assertThat(against("EHLO", "hang up")).isInstanceOf(Smtp.Reply.NotThere.class);
    }

    @Test
    void aServerWithoutTlsGetsNothingUnlessTheLandscapeSaysSo() throws IOException {
        assertThat(against(Map.of(), Encryption.STARTTLS)).isInstanceOf(Smtp.Reply.NotThere.class);
    }

    @Test
    void nobodyThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(Smtp.send(new MailServer("127.0.0.1", free, Encryption.NONE, Optional.empty(), "hub@example.com",
                Optional.empty(), Optional.empty(), Tls.USUAL), Optional.empty(), Optional.empty(), MAIL))
                .isInstanceOf(Smtp.Reply.NotThere.class);
    }
}
