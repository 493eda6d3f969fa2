package io.crossdock.platform.gateway;

import java.math.BigDecimal;

/**
 * Which decimals a field takes.
 *
 * @param least smallest value allowed
 * @param most largest value allowed
 * @param places decimal places allowed, 0 or more
 */
public record Decimals(BigDecimal least, BigDecimal most, int places) {

    public Decimals {
        if (least.compareTo(most) > 0 || places < 0 || places > 12) {
            throw new IllegalArgumentException("no decimal fits " + least + ".." + most + " with " + places
                    + " places");
        }
    }

    /** Decimals from zero, zero included. */
    public static Decimals upTo(String most, int places) {
        return new Decimals(BigDecimal.ZERO, new BigDecimal(most), places);
    }

    /** Decimals above zero. */
    public static Decimals positiveUpTo(String most, int places) {
        return new Decimals(BigDecimal.ONE.movePointLeft(places), new BigDecimal(most), places);
    }
}
