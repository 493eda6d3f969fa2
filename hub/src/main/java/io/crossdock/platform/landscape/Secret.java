package io.crossdock.platform.landscape;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret in hand. It shows itself to nobody who does not ask for it by {@link #reveal()}. */
public final class Secret {

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

    /** Compares in constant time. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(bytes(), presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
