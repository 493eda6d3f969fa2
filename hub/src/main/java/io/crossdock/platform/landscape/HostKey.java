package io.crossdock.platform.landscape;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what a server is known.
 *
 * @param type        {@code ssh-ed25519}, when the whole key is known
 * @param fingerprint {@code SHA256:} and 43 characters, as OpenSSH shows it
 */
public record HostKey(Optional<String> type, String fingerprint) {

    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    private static final Pattern LINE = Pattern.compile("(ssh|ecdsa|sk)-\\S{1,60} [A-Za-z0-9+/]{20,8000}={0,2}( .*)?");

    /** Reads a fingerprint, or a line of {@code .pub} or {@code known_hosts} without its host; empty when it is neither. */
    static Optional<HostKey> parse(String text) {
        if (FINGERPRINT.matcher(text.replaceFirst("=$", "")).matches()) {
            return Optional.of(new HostKey(Optional.empty(), text.replaceFirst("=$", "")));
        }
        if (!LINE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            String[] parts = text.split(" ", 3);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(parts[1]));
            return Optional.of(new HostKey(Optional.of(parts[0]),
                    "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
