package io.crossdock.estate.erp;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one rounding rule of the ERP: half up to cents. */
final class Rounding {

    private Rounding() {}

    /** Net of a number of base units at a price per {@code pack} base units. */
    static BigDecimal net(BigDecimal unitPrice, BigDecimal pack, BigDecimal base) {
        return unitPrice.multiply(base).divide(pack, 2, RoundingMode.HALF_UP);
    }

    static BigDecimal tax(BigDecimal net, BigDecimal rate) {
        return net.multiply(rate).setScale(2, RoundingMode.HALF_UP);
    }

    static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
