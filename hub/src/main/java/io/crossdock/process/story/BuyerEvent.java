package io.crossdock.process.story;

import io.crossdock.canonical.LegNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of an order as its buyer may see it: nothing of our own systems.
 *
 * @param event    stable and made for programs: {@code accepted}, {@code confirmed}, {@code preparing},
 *                 {@code planned}, {@code delayed}, {@code short}, {@code shipped}, {@code in_transit},
 *                 {@code delivered}, {@code invoiced}, {@code held}, {@code closed}, {@code cancelled}
 * @param sentence for people
 * @param leg      the shipment it is about
 * @param tracking the carrier's number
 */
public record BuyerEvent(Instant at, String event, String sentence, Optional<LegNumber> leg,
        Optional<String> tracking) {
}
