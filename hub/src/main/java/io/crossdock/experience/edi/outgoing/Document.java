package io.crossdock.experience.edi.outgoing;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A document as it was sent.
 *
 * @param kind {@code 997}, {@code TA1}, {@code 855}, {@code 856}, {@code 810} or {@code 846}
 * @param businessKey what it answers or tells of, unique per partner and kind
 * @param control ISA13
 * @param content the whole interchange
 * @param answer AK901 of the partner's 997; empty until it came
 */
public record Document(UUID id, String partner, String kind, String businessKey, long control, Optional<Long> group,
        String content, Instant writtenAt, Optional<String> orderNumber, Optional<String> answer) {
}
