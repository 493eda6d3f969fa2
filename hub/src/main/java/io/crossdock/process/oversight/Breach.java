package io.crossdock.process.oversight;

import io.crossdock.canonical.OrderNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that breaks an invariant.
 *
 * @param subject the business number it is about
 * @param says    what is the matter
 * @param since   when it was first seen
 * @param seenAt  when it was last seen
 */
public record Breach(UUID id, Invariant invariant, String subject, Optional<OrderNumber> order, String says,
        Instant since, Instant seenAt) {
}
