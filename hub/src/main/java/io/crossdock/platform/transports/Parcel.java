package io.crossdock.platform.transports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A message as a transport hands it over.
 *
 * @param key   what the transport calls it, or the digest of its content
 * @param group messages of one group are digested in the order in which they came
 */
@SuppressWarnings("ArrayRecordComponent")
record Parcel(String key, Optional<String> group, String contentType, byte[] content) {

    private static final int KEY_MAX = 200;

    /** @param key as the transport says it; one that is too long or strange is known by its digest */
    static Parcel of(String key, Optional<String> group, Optional<String> contentType, byte[] content) {
        return new Parcel(name(key), group.map(Parcel::name), contentType.filter(Parcel::isPlain)
                .orElse("application/octet-stream"), content);
    }

    /** For transports that give messages no name of their own. */
    static String digest(byte[] content) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String name(String given) {
        return isPlain(given) ? given : digest(given.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isPlain(String text) {
        return !text.isBlank() && text.length() <= KEY_MAX && text.chars().allMatch(each -> each >= ' ' && each < 127);
    }
}
