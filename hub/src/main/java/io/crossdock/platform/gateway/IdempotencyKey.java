package io.crossdock.platform.gateway;

import org.jspecify.annotations.Nullable;

/**
 * What makes a repeated request recognisable: the caller's own name for the attempt.
 *
 * @param value 1 to 128 visible ASCII characters (no blanks), kept exactly as sent
 */
public record IdempotencyKey(String value) {

    /** The header it travels in. */
    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 128;

    public IdempotencyKey {
        if (!usable(value)) {
            throw new IllegalArgumentException("not an idempotency key");
        }
    }

    /**
     * The key of a request that must have one.
     *
     * @param header the header as received, null when it was not sent
     * @throws ProblemException 400 {@code idempotency-key-required} when it is missing or unusable
     */
    public static IdempotencyKey required(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            throw Problems.IDEMPOTENCY_KEY_REQUIRED.problem().exception();
        }
        if (!usable(header)) {
            throw Problems.IDEMPOTENCY_KEY_REQUIRED
                    .problem("The Idempotency-Key sent is not 1 to " + LONGEST + " visible ASCII characters.")
                    .exception();
        }
        return new IdempotencyKey(header);
    }

    private static boolean usable(String text) {
        return !text.isEmpty() && text.length() <= LONGEST
                && text.chars().allMatch(IdempotencyKey::visible);
    }

    private static boolean visible(int character) {
        return character > 0x20 && character < 0x7F;
    }

    @Override
    public String toString() {
        return value;
    }
}
