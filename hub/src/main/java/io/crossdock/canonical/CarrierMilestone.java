package io.crossdock.canonical;

/** The one vocabulary all carriers' events are brought to, in the order a parcel normally lives them. */
public enum CarrierMilestone {
    /** The carrier knows of the shipment and does not have it yet. */
    BOOKED,
    PICKED_UP,
    IN_TRANSIT,
    OUT_FOR_DELIVERY,
    /** Nobody was there; the carrier will try again. */
    DELIVERY_ATTEMPTED,
    /** Handed over; proof of delivery follows or is attached. */
    DELIVERED,
    /** Damaged, lost, delayed or wrongly addressed: a person should look. */
    EXCEPTION,
    /** On its way back to the sender. */
    RETURNED;

    /** True when nothing more is expected from the carrier. */
    public boolean last() {
        return this == DELIVERED || this == RETURNED;
    }
}
