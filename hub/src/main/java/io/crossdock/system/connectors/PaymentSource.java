package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import java.math.BigDecimal;
import java.time.Instant;

/** Tells what is still to be paid of invoices. */
public interface PaymentSource extends Role {

    /** One page of those that were changed; throws {@link SystemUnavailable} when it does not answer. */
    Page<Paid> payments(SystemSettings system, Asking asking);

    /**
     * How an invoice stands.
     *
     * @param number the system's own
     * @param open   what is still to be paid, in the invoice's currency
     */
    record Paid(String number, BigDecimal open, Instant changedAt) {
    }
}
