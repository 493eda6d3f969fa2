package io.crossdock.estate.carrier;

import io.crossdock.estate.world.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A package on its way.
 *
 * @param reference  the release or purchase order it belongs to
 * @param milestones what its carrier has reported so far
 */
public record Parcel(String trackingNumber, String carrier, String sscc, BigDecimal weightKg,
        String reference, Place from, Place to, List<Milestone> milestones) {

    /** A town. */
    public record Place(String city, String region) {}

    /** A report of the carrier, in its own code. */
    public record Milestone(String code, Instant at) {}

    /** The town of an address. */
    public static Place place(Address address) {
        return new Place(address.city(), address.region());
    }

    Parcel reported(Milestone milestone) {
        List<Milestone> all = new ArrayList<>(milestones);
        all.add(milestone);
        return new Parcel(trackingNumber, carrier, sscc, weightKg, reference, from, to, List.copyOf(all));
    }
}
