package io.crossdock.platform.maps;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A map as it reads.
 *
 * @param id      stable: {@code 850-order}, {@code maps/buildwell-850.jsonata}
 * @param version as its owner declares it; {@link #UNDECLARED} where nobody does
 * @param owner   who answers for it; {@link #UNOWNED} where nobody does
 * @param source  its text
 */
public record MapVersion(String id, String version, String owner, String source) {

    public static final String UNDECLARED = "undeclared";
    public static final String UNOWNED = "nobody";

    /** SHA-256 of the text, in hexadecimal: what tells two texts of one declared version apart. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
