package io.crossdock.system.pricing;

import io.crossdock.system.connectors.PriceSource.TaxRate;

/**
 * A tax rate as the books of an ERP have it.
 *
 * @param erp landscape id; empty for rates that were read when all ERPs had the same, until they are read again
 */
record BookedRate(String erp, TaxRate rate) {

    String key() {
        return erp + "|" + rate.region() + "|" + rate.taxClass();
    }
}
