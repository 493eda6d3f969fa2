package io.crossdock.process.fulfilment;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A leg as it stands.
 *
 * @param promisedFor the day it arrives; for a backorder an estimate
 * @param traits      of its order; unknown for one that a former version took
 */
public record Leg(LegNumber number, LegPlan.Origin origin, LegState state, AccountId account,
        Optional<ShipToId> shipToId, Address shipTo, BackorderPolicy shortage, Completeness completeness,
        Optional<OrderTraits> traits, LocalDate shipBy, LocalDate promisedFor, Optional<String> carrier,
        String correlation, Instant plannedAt, Optional<Instant> shippedAt, Optional<Instant> deliveredAt,
        List<Line> lines, List<Package> packages) {

    public Leg {
        lines = List.copyOf(lines);
        packages = List.copyOf(packages);
    }

    Leg with(List<Line> newLines, List<Package> newPackages) {
        return new Leg(number, origin, state, account, shipToId, shipTo, shortage, completeness, traits, shipBy,
                promisedFor, carrier, correlation, plannedAt, shippedAt, deliveredAt, newLines, newPackages);
    }

    /** One line, in base units; {@code shipped + missing <= planned}. */
    public record Line(int lineNo, Sku sku, Quantity planned, Quantity picked, Quantity shipped, Quantity missing) {

        /** What is still to leave. */
        public Quantity open() {
            return planned.minus(shipped).minus(missing);
        }
    }

    /** A package and how far its carrier has brought it. */
    public record Package(ShippedPackage contents, String carrier, Optional<CarrierMilestone> milestone,
            Optional<Instant> milestoneAt, Optional<String> signedBy) {
    }
}
