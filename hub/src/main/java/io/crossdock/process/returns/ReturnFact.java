package io.crossdock.process.returns;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.Disposition;
import io.crossdock.canonical.Sku;
import java.util.List;
import java.util.Optional;

/**
 * What the facts of returns say. Their key is the order's number, their subject the return's.
 *
 * @param current the return as it is then
 * @param came    what came or was looked at, for {@code return.received} and {@code return.inspected}
 * @param why     for refusals and lapses
 */
public record ReturnFact(Return current, List<Came> came, Optional<String> why) {

    public static final String REQUESTED = "return.requested";
    public static final String AUTHORISED = "return.authorised";
    public static final String REFUSED = "return.refused";
    public static final String CANCELLED = "return.cancelled";
    public static final String LAPSED = "return.lapsed";
    public static final String RECEIVED = "return.received";
    public static final String INSPECTED = "return.inspected";
    /** Everything that will come is looked at: the credit can be worked out. */
    public static final String SETTLED = "return.settled";
    public static final String CREDIT_POSTED = "credit.posted";
    public static final String CREDIT_REFUSED = "credit.refused";

    public ReturnFact {
        came = List.copyOf(came);
    }

    /**
     * Goods that came back to a place.
     *
     * @param disposition empty until they are looked at
     */
    public record Came(Sku sku, LocationId warehouse, Quantity quantity, Optional<Disposition> disposition,
            Optional<String> why) {
    }
}
