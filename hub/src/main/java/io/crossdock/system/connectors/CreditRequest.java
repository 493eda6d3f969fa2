package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import java.math.BigDecimal;
import java.util.List;

/**
 * The request of effect {@code credit.post}: what a buyer gets back for goods returned.
 * {@code net} is the sum of the lines, {@code total = net + tax − fee}.
 *
 * @param reference our number of the return, by which the books will know the credit memo
 * @param order     our number of the order
 * @param fee       what is kept for taking the goods back
 */
public record CreditRequest(String reference, String order, AccountId account, String currency, List<Line> lines,
        BigDecimal net, BigDecimal tax, BigDecimal fee, BigDecimal total) {

    public CreditRequest {
        lines = List.copyOf(lines);
    }

    /**
     * @param lineNo   of the order
     * @param quantity in the item's base unit
     */
    public record Line(int lineNo, Quantity quantity, BigDecimal net) {
    }
}
