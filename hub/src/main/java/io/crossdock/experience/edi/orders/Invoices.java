package io.crossdock.experience.edi.orders;

import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.ordering.Order;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an 810 says of an invoice; the figures are those of the books. */
@Component
class Invoices {

    private final Contents contents;
    private final Landscapes landscapes;

    Invoices(Contents contents, Landscapes landscapes) {
        this.contents = contents;
        this.landscapes = landscapes;
    }

    Map<String, Object> content(PurchaseOrder purchase, Order order, IssuedInvoice issued) {
        PostedInvoice invoice = issued.invoice();
        LocalDate day = LocalDate.ofInstant(invoice.postedAt(), landscapes.current().zone());
        Map<String, Object> content = contents.references(purchase);
        content.put("number", invoice.number());
        content.put("date", day.toString());
        content.put("orderNumber", order.number().value());
        content.put("currency", invoice.currency());
        content.put("due", invoice.dueOn().toString());
        content.put("netDays", String.valueOf(Math.max(0, ChronoUnit.DAYS.between(day, invoice.dueOn()))));
        content.put("parties", java.util.stream.Stream.concat(contents.billTo(purchase).stream(),
                contents.shipTo(purchase).stream()).toList());
        content.put("lines", invoice.lines().stream().map(line -> line(line, purchase, order)).toList());
        content.put("net", Contents.plain(invoice.net()));
        positive(invoice.freight()).ifPresent(freight -> content.put("freight", freight));
        positive(invoice.tax()).ifPresent(tax -> content.put("tax", tax));
        content.put("total", invoice.total().toPlainString());
        return content;
    }

    private Map<String, Object> line(PostedInvoice.Line line, PurchaseOrder purchase, Order order) {
        Optional<Order.Line> sold = order.lines().stream().filter(one -> one.lineNo() == line.lineNo()).findFirst();
        Optional<Integer> insteadOf = sold.flatMap(Order.Line::insteadOf);
        Map<String, Object> content = insteadOf.map(other -> contents.substitute(purchase, other, line.sku()))
                .orElseGet(() -> contents.line(purchase, line.lineNo(), Optional.of(line.sku())));
        Contents.Amount amount = insteadOf.isPresent() ? Contents.inOurs(line.quantity()) : amount(line, purchase, order);
        amount.into(content);
        content.put("price", amount.price(line.unitPrice()));
        content.put("basis", "PE");
        sold.ifPresent(one -> content.put("description", one.description()));
        return content;
    }

    private Contents.Amount amount(PostedInvoice.Line line, PurchaseOrder purchase, Order order) {
        PurchaseOrder.Line asked = purchase.line(line.lineNo());
        boolean asOrdered = order.lines().stream().anyMatch(one -> one.lineNo() == line.lineNo()
                && one.ordered().unit().equals(line.quantity().unit()));
        return asked.factor().isPresent() && !asOrdered ? Contents.inOurs(line.quantity())
                : contents.amount(line.sku(), line.quantity(), line.quantity(), asked);
    }

    private static Optional<String> positive(BigDecimal amount) {
        return amount.signum() > 0 ? Optional.of(amount.toPlainString()) : Optional.empty();
    }
}
