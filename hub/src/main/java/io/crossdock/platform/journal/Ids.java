package io.crossdock.platform.journal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Identifiers that grow with time, so that an index on them grows at one end. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {
    }

    /** A UUID version 7 ({@code RFC 9562 §5.7}) of the given instant. */
    public static UUID at(Instant instant) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long high = (instant.toEpochMilli() << 16) | 0x7000L | ((random[0] & 0x0FL) << 8) | (random[1] & 0xFFL);
        long low = 0;
        for (int i = 2; i < 10; i++) {
            low = (low << 8) | (random[i] & 0xFFL);
        }
        return new UUID(high, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }
}
