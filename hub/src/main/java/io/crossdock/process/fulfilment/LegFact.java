package io.crossdock.process.fulfilment;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.ShippedPackage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the facts about legs say; their ordering key is the order, so that its story is told in order, their subject
 * the leg. Quantities are in base units.
 */
public sealed interface LegFact {

    String PLANNED = "leg.planned";
    String REQUESTED = "leg.requested";
    String RELEASED = "leg.released";
    String PICKING = "leg.picking";
    String PICKED = "leg.picked";
    String PACKED = "leg.packed";
    String SHORTED = "leg.shorted";
    String CANCELLED = "leg.cancelled";
    String CALLED_OFF = "leg.called_off";
    String NOT_CALLED_OFF = "leg.not_called_off";
    String DELIVERED = "leg.delivered";
    String REDATED = "leg.redated";
    String DISPATCHED = "shipment.dispatched";
    String ACKNOWLEDGED = "supplier.acknowledged";
    String PROGRESSED = "shipment.progressed";
    String DELAYED = "shipment.delayed";

    LegNumber leg();

    /** {@code leg.planned}: where it comes from and when. */
    record Planned(LegNumber leg, LegPlan plan) implements LegFact {
    }

    /** {@code leg.requested} to {@code leg.packed}, {@code leg.cancelled}, {@code leg.delivered}. */
    record Moved(LegNumber leg, LegState state, Instant occurredAt, List<LegReport.Line> lines) implements LegFact {
    }

    /** {@code leg.shorted}: what is missing, and the part of it that will never come. */
    record Shorted(LegNumber leg, Instant occurredAt, List<LegReport.Line> missing, List<LegReport.Line> cut)
            implements LegFact {
    }

    /** {@code leg.called_off}: what will not be delivered because nobody wants it any more; {@code why} is a clause. */
    record CalledOff(LegNumber leg, Instant occurredAt, List<LegReport.Line> lines, String why) implements LegFact {
    }

    /** {@code leg.not_called_off}: what was asked back is shipped all the same; {@code why} is a clause. */
    record NotCalledOff(LegNumber leg, Instant occurredAt, String why) implements LegFact {
    }

    /** {@code leg.redated}: what waits is promised for another day, because supply has changed; {@code why} is a clause. */
    record Redated(LegNumber leg, LocalDate promisedBefore, LocalDate promisedFor, String why) implements LegFact {
    }

    /** {@code shipment.dispatched}: what left. */
    record Dispatched(LegNumber leg, String origin, String carrier, Instant occurredAt, List<LegReport.Line> lines,
            List<ShippedPackage> packages) implements LegFact {
    }

    /** {@code supplier.acknowledged}. */
    record Acknowledged(LegNumber leg, Instant occurredAt, LocalDate shipBy, LocalDate promisedFor)
            implements LegFact {
    }

    /** {@code shipment.progressed}, {@code shipment.delayed}: a carrier's milestone. */
    record Progressed(LegNumber leg, String carrier, String tracking, CarrierMilestone milestone, Instant occurredAt,
            String place, Optional<String> signedBy, Optional<String> note) implements LegFact {
    }
}
