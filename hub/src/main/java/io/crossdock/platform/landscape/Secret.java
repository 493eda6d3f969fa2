package io.crossdock.platform.landscape;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** A secret in hand. It shows itself to nobody who does not ask for it by {@link #reveal()}. */
public final class Secret {

    private static final String SIGNING = "whsec_";
    private static final int SIGNING_BYTES_MIN = 24;
    private static final int SIGNING_BYTES_MAX = 64;

    private final String value;

    Secret(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    /** The secret as UTF-8, such as a signature needs it. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** The key of a secret that is written as Standard Webhooks wants it, {@code whsec_} and Base64; else empty. */
    Optional<byte[]> signingKey() {
        if (!value.startsWith(SIGNING)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(value.substring(SIGNING.length())))
                    .filter(key -> key.length >= SIGNING_BYTES_MIN && key.length <= SIGNING_BYTES_MAX);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Compares in constant time. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(bytes(), presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
