package io.crossdock.estate.warehouse;

import java.math.BigDecimal;

/** A change of what lies on a shelf, as events tell it. */
record Movement(String sku, BigDecimal delta, BigDecimal onHand, long movement) {

    static Movement of(Shelf after, BigDecimal delta) {
        return new Movement(after.sku(), delta, after.onHand(), after.movement());
    }
}
