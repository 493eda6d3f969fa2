package io.crossdock.platform.landscape;

import java.util.Locale;

/** How a line to a mail server is kept from being read. */
public enum Encryption {
    /** TLS after some words in the clear (RFC 3207, RFC 9051); a server that does not offer it gets nothing. */
    STARTTLS,
    /** From the first byte (RFC 8314). */
    IMPLICIT,
    /** Readable on the way: for a server on this machine. */
    NONE;

    /** @param text as the landscape says it; once it said of mailboxes only whether there is TLS */
    static Encryption of(String text) {
        return switch (text) {
            case "true" -> IMPLICIT;
            case "false" -> NONE;
            default -> valueOf(text.toUpperCase(Locale.ROOT));
        };
    }
}
