package io.crossdock.system.connectors;

import io.crossdock.canonical.CarrierMilestone;
import java.time.Instant;
import java.util.Optional;

/**
 * What a carrier says about a package, in our words.
 *
 * @param messageId the carrier's number of the message
 * @param tracking  the carrier's number of the package
 * @param place     where it happened, for people; may be empty
 * @param signedBy  proof of delivery
 * @param note      what the carrier adds, such as the reason of a delay
 */
public record CarrierEvent(String messageId, String tracking, CarrierMilestone milestone, Instant at,
        String place, Optional<String> signedBy, Optional<String> note) {
}
