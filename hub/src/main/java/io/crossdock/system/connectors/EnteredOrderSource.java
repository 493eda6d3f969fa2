package io.crossdock.system.connectors;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists the orders that people have entered in the ERP itself, and that the hub has not posted. */
public interface EnteredOrderSource extends Role {

    /** One page of those that were changed; throws {@link SystemUnavailable} when it does not answer. */
    Page<Entered> entered(SystemSettings system, Asking asking);

    /** How far an order is there. */
    enum Standing {
        BOOKED, DONE, CANCELLED
    }

    /**
     * An order as the ERP has it.
     *
     * @param number    the system's own
     * @param reference whatever was noted as the customer's number
     * @param account   code of the customer there, which may be no account of ours
     * @param currency  ISO 4217 code of every amount
     */
    record Entered(String number, Optional<String> reference, String account, Standing standing, String currency,
            BigDecimal total, Instant enteredAt, Instant changedAt, List<Line> lines) {

        public Entered {
            lines = List.copyOf(lines);
        }
    }

    /** @param item code there, or what the line says; @param unitPrice per unit of the quantity */
    record Line(int lineNo, String item, Quantity quantity, BigDecimal unitPrice) {
    }
}
