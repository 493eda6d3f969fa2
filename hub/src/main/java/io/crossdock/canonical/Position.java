package io.crossdock.canonical;

import java.time.Instant;

/**
 * What one location holds of one item, in base units.
 *
 * @param onHand physically there
 * @param allocated picked or being picked for legs already released
 * @param reserved promised to accepted orders, not yet released
 * @param inTransit on its way in
 * @param backordered owed to buyers
 * @param onHold there, but not to be sold (damaged, in inspection)
 */
public record Position(Sku sku, LocationId location, Quantity onHand, Quantity allocated, Quantity reserved,
        Quantity inTransit, Quantity backordered, Quantity onHold, Instant asOf) {

    public Position {
        Unit unit = onHand.unit();
        for (Quantity each : new Quantity[] {allocated, reserved, inTransit, backordered, onHold}) {
            Text.refuse(!each.unit().equals(unit), "a position is kept in one unit");
        }
    }

    /** What can be promised from stock now; negative when more was promised than is there. */
    public Quantity available() {
        return onHand.minus(allocated).minus(reserved).minus(onHold);
    }
}
