package io.crossdock.estate.erp;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A line of an order in the ERP's books.
 *
 * @param pack         base units in the ordered unit
 * @param taxRate      the rate of this line's class at the ship-to
 * @param ownUnitPrice what the ERP's own price rule would have said
 */
record OrderLine(int lineNo, String sku, BigDecimal quantity, String unit, BigDecimal unitPrice,
        BigDecimal net, BigDecimal pack, String baseUnit, BigDecimal invoicedBase, BigDecimal cancelledBase,
        String taxClass, BigDecimal taxRate, BigDecimal ownUnitPrice) {

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    BigDecimal invoicedQuantity() {
        return ordered(invoicedBase);
    }

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    BigDecimal cancelledQuantity() {
        return ordered(cancelledBase);
    }

    /** Base units that may still be invoiced or cancelled. */
    BigDecimal openBase() {
        return quantity.multiply(pack).subtract(invoicedBase).subtract(cancelledBase);
    }

    /** Base units that the order comes to after cancellations. */
    BigDecimal standingBase() {
        return quantity.multiply(pack).subtract(cancelledBase);
    }

    BigDecimal netOf(BigDecimal base) {
        return Rounding.net(unitPrice, pack, base);
    }

    /** Base units as a quantity in the ordered unit. */
    BigDecimal ordered(BigDecimal base) {
        BigDecimal exact = base.divide(pack, 6, RoundingMode.HALF_UP).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** Whether it was ordered just so, whatever has become of it. */
    boolean isOrderedAs(OrderLine other) {
        return sku.equals(other.sku) && unit.equals(other.unit) && quantity.compareTo(other.quantity) == 0
                && unitPrice.compareTo(other.unitPrice) == 0;
    }

    OrderLine invoiced(BigDecimal base) {
        return new OrderLine(lineNo, sku, quantity, unit, unitPrice, net, pack, baseUnit,
                invoicedBase.add(base), cancelledBase, taxClass, taxRate, ownUnitPrice);
    }

    OrderLine cancelled(BigDecimal base) {
        return new OrderLine(lineNo, sku, quantity, unit, unitPrice, net, pack, baseUnit, invoicedBase,
                cancelledBase.add(base), taxClass, taxRate, ownUnitPrice);
    }
}
