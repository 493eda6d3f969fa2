package io.crossdock.canonical;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;

/**
 * An invoice as the ERP posted it. Its figures are kept as they are, right or wrong; {@link #addsUp()} tells.
 *
 * @param number the ERP's number
 * @param dueOn the last day of payment
 */
public record Invoice(String number, OrderNumber order, AccountId account, LocalDate issuedOn,
        LocalDate dueOn, List<InvoiceLine> lines, Money net, Money freight, Money tax, Money total) {

    public Invoice {
        Text.required(number, 40, "invoice number");
        lines = List.copyOf(lines);
        Currency currency = total.currency();
        Stream.concat(Stream.of(net, freight, tax), lines.stream().map(InvoiceLine::amount))
                .forEach(each -> Text.refuse(!each.currency().equals(currency),
                        "an invoice has one currency"));
    }

    /** True when the lines make the net amount, and net, freight and tax the total. */
    public boolean addsUp() {
        Money ofLines = Money.sum(lines.stream().map(InvoiceLine::amount).toList(), total.currency());
        return ofLines.equals(net) && net.plus(freight).plus(tax).equals(total);
    }
}
