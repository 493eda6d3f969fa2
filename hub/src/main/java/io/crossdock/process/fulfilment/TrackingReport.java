package io.crossdock.process.fulfilment;

import io.crossdock.canonical.CarrierMilestone;
import java.time.Instant;
import java.util.Optional;

/**
 * What a carrier says about a package.
 *
 * @param tracking the carrier's number of the package
 * @param place    where it happened, for people
 * @param signedBy proof of delivery
 */
public record TrackingReport(String carrier, String tracking, CarrierMilestone milestone, Instant at, String place,
        Optional<String> signedBy, Optional<String> note) {
}
