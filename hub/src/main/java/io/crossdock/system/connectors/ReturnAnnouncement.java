package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.util.List;

/**
 * The request of effect {@code return.announce}: goods that a warehouse may take back.
 *
 * @param reference our number of the return, which stands on the parcel
 * @param order     our number of the order that they were shipped for
 */
public record ReturnAnnouncement(String reference, String order, AccountId account, List<Line> lines) {

    public ReturnAnnouncement {
        lines = List.copyOf(lines);
    }

    /** @param quantity in the item's base unit */
    public record Line(int lineNo, Sku sku, Quantity quantity) {
    }
}
