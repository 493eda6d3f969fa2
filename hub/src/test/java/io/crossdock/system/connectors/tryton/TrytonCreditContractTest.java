package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.CreditPosting;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.SinkRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Credit memos keep the promise against a Tryton of our own making, with the invoice that they give back of. */
class TrytonCreditContractTest extends TrytonDeedContract<CreditPosting> {

    @Override
    protected SinkRules.Subject<CreditPosting> subject() {
        return new TrytonSubject<>(rig().creditMemos(), fake().settings(), this::posted,
                forgetting(reference -> credit(reference, "5.42")), reference -> credit(reference, "5.43"),
                Duration.ofSeconds(20)).holding(new SinkRules.Lines<>(credit -> List.of("1 for 15.5: -5 Unit",
                        "Restocking fee for 10: 1"), this::held)).doneAgainBy(reference -> copied("account.invoice", reference));
    }

    /** 5 of 60 hats came back: 77.50 with 7 % on it, 10 for the trouble. */
    private CreditPosting credit(String reference, String tax) {
        String order = reference + "-O";
        String sale = preparing().orders().post(fake().settings(), TrytonOrdersTest.order(order, "C-OPEN"))
                instanceof Outcome.Done done ? done.reference() : "none";
        preparing().invoices().post(fake().settings(), new InvoicePosting(sale, new InvoiceRequest(reference + "-S", order,
                List.of(new InvoiceRequest.Line(1, Quantity.of("60", "EA"))))));
        BigDecimal net = new BigDecimal("77.50");
        BigDecimal fee = new BigDecimal("10.00");
        return new CreditPosting(sale, new CreditRequest(reference, order, new AccountId("C-OPEN"), "USD",
                List.of(new CreditRequest.Line(1, Quantity.of("5", "EA"), net)), net, new BigDecimal(tax), fee,
                net.add(new BigDecimal(tax)).subtract(fee)));
    }

    /** What is given back at its price, and what is kept. */
    private List<String> held(String reference) {
        List<Long> memos = fake().tables().all("account.invoice").stream()
                .filter(row -> row.path("reference").asString("").equals(reference)).map(Wire::id).toList();
        return fake().tables().all("account.invoice.line").stream()
                .filter(line -> memos.contains(line.path("invoice").asLong())).map(this::line).toList();
    }

    private String line(ObjectNode line) {
        boolean goods = line.path("origin").isString();
        String what = goods ? origin(fake().tables().row("account.invoice.line", Long.parseLong(line.path("origin").asString()
                .substring("account.invoice.line,".length())))).path("sequence").asString()
                : line.path("description").asString();
        return SinkRules.Lines.line(what + " for " + Wire.quantity(line.path("unit_price")).stripTrailingZeros()
                .toPlainString(), Wire.quantity(line.path("quantity")), goods ? fake().tables().row("product.uom",
                        line.path("unit").asLong()).path("name").asString() : "").strip();
    }

    private List<String> posted(String reference) {
        return fake().tables().all("account.invoice").stream()
                .filter(row -> row.path("reference").asString("").equals(reference)
                        && row.path("state").asString().equals("posted"))
                .map(row -> row.path("number").asString()).toList();
    }
}
