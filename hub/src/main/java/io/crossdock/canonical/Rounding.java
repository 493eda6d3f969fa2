package io.crossdock.canonical;

import java.math.RoundingMode;

/**
 * The named rules by which an amount is brought to the smallest coin of its currency. A document uses one of
 * them throughout and says which.
 */
public enum Rounding {
    /** Commercial rounding: half a cent goes away from zero. The default of invoices. */
    HALF_UP(RoundingMode.HALF_UP),
    /** Banker's rounding: half a cent goes to the even neighbour. */
    HALF_EVEN(RoundingMode.HALF_EVEN),
    /** Fractions of a cent are cut toward zero. */
    DOWN(RoundingMode.DOWN),
    /** Fractions of a cent go away from zero. */
    UP(RoundingMode.UP);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) {
        this.mode = mode;
    }

    /** How {@link java.math.BigDecimal} calls it. */
    public RoundingMode mode() {
        return mode;
    }
}
