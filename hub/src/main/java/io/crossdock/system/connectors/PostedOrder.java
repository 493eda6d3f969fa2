package io.crossdock.system.connectors;

import java.time.Instant;
import java.util.Optional;

/**
 * What an {@link OrderSink} answers: the order as the books have it.
 *
 * @param number   the system's own number
 * @param position the system's number of the booking, where it counts them; see {@link CreditSource}
 */
public record PostedOrder(String number, Optional<Long> position, Optional<Instant> postedAt) {
}
