package io.crossdock.platform.landscape;

import java.util.Optional;

/**
 * How a line with TLS is believed, beyond what Java believes by itself. Both are PEM, by reference.
 *
 * @param authorities who vouches for the server, instead of Java's own authorities
 * @param certificate what the hub shows of itself: its certificate, those between it and its authority, and its key
 */
public record Tls(Optional<SecretRef> authorities, Optional<SecretRef> certificate) {

    /** What Java does by itself. */
    public static final Tls USUAL = new Tls(Optional.empty(), Optional.empty());

    static Tls read(Values values) {
        return new Tls(values.secret("authorities"), values.secret("certificate"));
    }

    public boolean isUsual() {
        return equals(USUAL);
    }
}
