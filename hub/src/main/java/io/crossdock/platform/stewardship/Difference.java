package io.crossdock.platform.stewardship;

import io.crossdock.platform.landscape.MasterData.Risk;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * One thing that would be otherwise, in words.
 *
 * @param what {@code 1 CS}
 * @param before what is in force; blank: nothing
 * @param after what the source says; blank: nothing
 */
public record Difference(Risk risk, String what, String before, String after) {

    private static final int DIGEST_BYTES = 16;

    /** In the one order that digests and pages use. */
    static List<Difference> sorted(List<Difference> all) {
        return all.stream().sorted(Comparator.comparing(Difference::risk).thenComparing(Difference::what)
                .thenComparing(Difference::before).thenComparing(Difference::after)).toList();
    }

    /** The same for the same differences only: whoever approves says with it what was seen. */
    static String digest(List<Difference> all) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Difference each : sorted(all)) {
                for (String part : List.of(each.risk().key(), each.what(), each.before(), each.after())) {
                    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                    sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                    sha.update(bytes);
                }
            }
            return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException every) {
            throw new IllegalStateException("every Java has SHA-256", every);
        }
    }
}
