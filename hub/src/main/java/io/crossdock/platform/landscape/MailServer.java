package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who takes e-mails of alerts, from {@code policies.attention.mail}.
 *
 * @param port     587 with {@link Tls#STARTTLS}, 465 with {@link Tls#IMPLICIT}, 25 with {@link Tls#NONE} unless it is said
 * @param login    empty: mails are taken without
 * @param from     address of the sender
 * @param authorities who vouches for the server instead of Java's own, in PEM
 * @param console  where people reach the console, for links
 * @param runbooks where the documentation is, for links
 */
public record MailServer(String host, int port, Tls tls, Optional<Login> login, String from, Optional<URI> console,
        Optional<URI> runbooks, Optional<SecretRef> authorities) {

    /** The lane that mails go through. */
    public static final String TARGET = "mail:alerts";

    /** A mail server may be away for a night; it is spared a storm. */
    public static final Lane LANE = new Lane(2, BigDecimal.valueOf(5), 40, Duration.ofSeconds(2), Duration.ofMinutes(10),
            5, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(5));

    /** How the way to the server is kept from being read. */
    public enum Tls {
        /** RFC 3207; a server that does not offer it gets no mail. */
        STARTTLS(587),
        /** RFC 8314. */
        IMPLICIT(465),
        /** Readable on the way: for a server on this machine. */
        NONE(25);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }
    }

    /** Who sends. */
    public record Login(String user, SecretRef password) {
    }
}
