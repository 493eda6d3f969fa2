package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists the invoices of the books. */
public interface InvoiceSource extends Role {

    /**
     * One page of the invoices that were posted at a time or later.
     *
     * @param after the cursor given with the page before
     */
    Answer invoices(SystemSettings system, Instant since, Optional<String> after);

    /** @param shipment our reference of what it is for, as the books have it */
    record Booked(String shipment, PostedInvoice invoice) {
    }

    /** What came of asking. */
    sealed interface Answer {

        record Page(List<Booked> invoices, Optional<String> next) implements Answer {

            public Page {
                invoices = List.copyOf(invoices);
            }
        }

        record NoAnswer(String why) implements Answer {
        }
    }
}
