package io.crossdock.experience.supplierportal;

import io.crossdock.canonical.LegNumber;
import io.crossdock.process.fulfilment.LegReport;
import java.math.BigDecimal;
import java.util.List;

/** What a supplier says about one of our purchase orders, which bears the number of the leg. */
sealed interface SupplierEvent {

    String supplier();

    LegNumber leg();

    /** Something about the goods. */
    record Moved(String supplier, LegReport report) implements SupplierEvent {

        @Override
        public LegNumber leg() {
            return report.leg();
        }
    }

    /**
     * The supplier's invoice to us.
     *
     * @param number   the supplier's own
     * @param amount   of all lines
     * @param currency ISO 4217 code
     */
    record Invoiced(String supplier, LegNumber leg, String supplierOrder, String number, BigDecimal amount,
            String currency, List<Line> lines) implements SupplierEvent {

        public Invoiced {
            lines = List.copyOf(lines);
        }

        /** @param quantity in the item's base unit */
        record Line(int lineNo, BigDecimal quantity, BigDecimal unitCost, BigDecimal net) {
        }
    }
}
