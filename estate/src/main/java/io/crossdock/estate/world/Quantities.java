package io.crossdock.estate.world;

import io.crossdock.estate.http.Fields;
import io.crossdock.estate.http.Refused;
import java.math.BigDecimal;

/** Turns quantities into base units, exactly or not at all. */
public final class Quantities {

    private Quantities() {}

    /** Base units in one unit of the item. */
    public static BigDecimal packing(Item item, String unit, int lineNo) {
        return item.packing(unit).orElseThrow(
                () -> Refused.line(lineNo, "unknown_unit", item.sku() + " is not sold in " + unit + "."));
    }

    /** A quantity in base units: a whole number. */
    public static long base(Item item, BigDecimal quantity, String unit, int lineNo) {
        BigDecimal base = quantity.multiply(packing(item, unit, lineNo));
        try {
            return base.longValueExact();
        } catch (ArithmeticException e) {
            throw Refused.line(lineNo, "unconvertible_quantity", quantity.toPlainString() + " " + unit
                    + " of " + item.sku() + " is not a whole number of " + item.baseUnit() + ".");
        }
    }

    /** Quantity and unit of a request line in base units of the item. */
    public static long base(Item item, Fields line, int lineNo) {
        return base(item, line.quantity("quantity"), line.optionalText("unit").orElse(item.baseUnit()),
                lineNo);
    }
}
