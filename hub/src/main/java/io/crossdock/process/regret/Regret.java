package io.crossdock.process.regret;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import java.util.Optional;

/**
 * A decision of an outage that reality contradicted.
 *
 * @param about   the account that the money is of, or the order line
 * @param decided what we decided, and on what
 * @param reality what turned out to be so
 * @param cost    what the difference comes to; negative where we asked for too much. Empty where it is not money
 * @param done    what was done about it, or what is still to be done
 */
public record Regret(OrderNumber order, Kind kind, String about, String decided, String reality, Optional<Money> cost,
        String done) {

    /** What reality contradicted. */
    public enum Kind {
        /** The ERP did not take the order. */
        POSTING("ERP refused"),
        /** The ERP's price for that day had been another already. */
        PRICE("price"),
        /** The account has more on its account than its limit, or may not buy at all. */
        CREDIT("credit"),
        /** The goods were not all there. */
        STOCK("stock");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
