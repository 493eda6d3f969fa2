package io.crossdock.process.fulfilment;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

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
    String SUBSTITUTED = "leg.substituted";
    String SUBSTITUTE_NOT_TAKEN = "leg.substitute_not_taken";
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

    /**
     * {@code leg.shorted}: what is missing.
     *
     * @param cut      the part of it that will never come
     * @param replaced the part of it for which other items are sent
     */
    record Shorted(LegNumber leg, Instant occurredAt, List<LegReport.Line> missing, List<LegReport.Line> cut,
            List<LegReport.Line> replaced) implements LegFact {

        public Shorted {
            // Facts of former versions have none.
            replaced = Objects.requireNonNullElse(replaced, List.of());
        }
    }

    /**
     * {@code leg.substituted}: other items are sent for missing ones of this leg, each as a further line of the order.
     *
     * @param chosenBy {@code hub}: another leg is told of next; {@code warehouse}: they go in this leg
     * @param afterAll that a person has taken what was not taken
     */
    record Substituted(LegNumber leg, Instant occurredAt, String chosenBy, List<Substitute> substitutes,
            Optional<AfterAll> afterAll) implements LegFact {

        public Substituted {
            substitutes = List.copyOf(substitutes);
            // Facts of former versions do not say it.
            afterAll = Objects.requireNonNullElse(afterAll, Optional.empty());
        }

        /** What is cancelled of other lines; what a person has taken after all was cancelled, or given up, before. */
        public Map<Integer, Quantity> cancelled() {
            return afterAll.isPresent() ? Map.of() : substitutes.stream().collect(Collectors.toMap(Substitute::insteadOf,
                    Substitute::quantity, Quantity::plus));
        }
    }

    /** @param who a person; @param booking how the ERP comes to know of it */
    record AfterAll(String who, Booking booking) {
    }

    /** How the ERP comes to know of a line. */
    enum Booking {
        /** It is told. */
        TOLD,
        /** Somebody has booked it there by hand. */
        BY_HAND
    }

    /**
     * One of them.
     *
     * @param lineNo    of the order's further line
     * @param insteadOf number of the line whose item is missing
     * @param quantity  of either item, in base units
     */
    record Substitute(int lineNo, Sku sku, int insteadOf, Sku missing, Quantity quantity) {

        /** Lines above this number stand for others; none that a buyer writes is. */
        public static final int ABOVE = OrderRequest.MAX_LINES;
    }

    /**
     * {@code leg.substitute_not_taken}: what was put in for something that is missing, or could be sent, and is not taken.
     *
     * @param why  a clause
     * @param code why, for programs: {@link #UNWANTED} or {@link #NOT_BOOKABLE}
     * @param from where it lies, if nobody has put it in yet
     */
    record NotTaken(LegNumber leg, Instant occurredAt, int lineNo, Sku missing, Sku sku, Quantity quantity, String why,
            String code, Optional<LocationId> from) implements LegFact {

        /** The account does not take it, or it is not there to be taken. */
        public static final String UNWANTED = "substitute-not-taken";
        /** The account takes it, and its ERP adds no lines to orders. */
        public static final String NOT_BOOKABLE = "substitute-not-bookable";

        public NotTaken {
            // Facts of former versions say neither.
            code = Objects.requireNonNullElse(code, UNWANTED);
            from = Objects.requireNonNullElse(from, Optional.empty());
        }
    }

    /** {@code leg.called_off}: what will not be delivered because nobody wants it any more; {@code why} is a clause. */
    record CalledOff(LegNumber leg, Instant occurredAt, List<LegReport.Line> lines, String why) implements LegFact {

        private static final String INSTEAD = " is sent instead";

        static String instead(Sku sku) {
            return sku + INSTEAD;
        }

        /** Whether nobody wants it because another item is sent. */
        public boolean forAnother() {
            return why.endsWith(INSTEAD);
        }
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
