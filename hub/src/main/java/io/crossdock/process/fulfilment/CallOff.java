package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.util.Locale;

/** A part of a leg that shall not be delivered. @param quantity in base units */
public record CallOff(LegNumber leg, int lineNo, Sku sku, Quantity quantity, Fate fate) {

    /** What becomes of it at once. */
    public enum Fate {
        /** It is undone. */
        UNDONE,
        /** The warehouse or supplier is asked for it. */
        ASKED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
