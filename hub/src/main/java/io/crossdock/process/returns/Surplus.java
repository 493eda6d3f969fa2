package io.crossdock.process.returns;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Indigestible;

/**
 * Goods that came with a return and do not belong to it. They lie where the warehouse says, and nobody is credited.
 *
 * @param code     {@code return-wrong-item} or {@code return-over-received}
 * @param sentence what a person reads
 */
record Surplus(Sku sku, String code, String sentence) {

    static final String TYPE = "return.surplus";

    static Surplus ofOtherGoods(ReturnNumber number, LocationId warehouse, ReturnTelling.Line said) {
        return new Surplus(said.sku(), "return-wrong-item", number + " at " + warehouse + ": " + said.quantity() + " of "
                + said.sku() + " came, which the return does not name.");
    }

    static Surplus ofTooMuch(ReturnNumber number, LocationId warehouse, Sku sku, Quantity left) {
        return new Surplus(sku, "return-over-received", number + " at " + warehouse + ": " + left + " of " + sku
                + " came in addition to what was authorised.");
    }

    Indigestible indigestible() {
        return new Indigestible(code, sentence);
    }
}
