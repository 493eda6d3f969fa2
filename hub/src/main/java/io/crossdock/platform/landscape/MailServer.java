package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Who takes e-mails of alerts, from {@code policies.attention.mail}.
 *
 * @param port     587 with STARTTLS, 465 with TLS from the first byte, 25 without, unless it is said
 * @param login    empty: mails are taken without
 * @param from     address of the sender
 * @param console  where people reach the console, for links
 * @param runbooks where the documentation is, for links
 */
public record MailServer(String host, int port, Encryption encryption, Optional<Login> login, String from,
        Optional<URI> console, Optional<URI> runbooks, Tls tls) {

    /** The lane that mails go through. */
    public static final String TARGET = "mail:alerts";

    /** A mail server may be away for a night; it is spared a storm. */
    public static final Lane LANE = new Lane(2, BigDecimal.valueOf(5), 40, Duration.ofSeconds(2), Duration.ofMinutes(10),
            5, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(5));

    static int port(Encryption encryption) {
        return switch (encryption) {
            case STARTTLS -> 587;
            case IMPLICIT -> 465;
            case NONE -> 25;
        };
    }

    /** Who sends. */
    public record Login(String user, SecretRef password) {
    }
}
