package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.SinkRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Invoices keep the promise against a Tryton of our own making, with all the steps that lead to one. */
class TrytonInvoiceContractTest extends TrytonDeedContract<InvoicePosting> {

    private static final Set<String> BOOKED = Set.of("posted", "paid");

    @Override
    protected SinkRules.Subject<InvoicePosting> subject() {
        return new TrytonSubject<>(rig().invoices(), fake().settings(), this::posted,
                forgetting(reference -> invoice(reference, "20")), reference -> invoice(reference, "61"),
                Duration.ofSeconds(20)).holding(new SinkRules.Lines<>(invoice -> List.of("1: 20 Unit", "2: 2 Box of 100"),
                        this::held)).doneAgainBy(reference -> copied("account.invoice", reference));
    }

    /** Some of the 60 hats, and both boxes of bolts counted one by one. */
    private InvoicePosting invoice(String reference, String hats) {
        String sale = preparing().orders().post(fake().settings(), TrytonOrdersTest.order(reference + "-O", "C-OPEN"))
                instanceof Outcome.Done done ? done.reference() : "none";
        return new InvoicePosting(sale, new InvoiceRequest(reference, reference + "-O", List.of(
                new InvoiceRequest.Line(1, Quantity.of(hats, "EA")),
                new InvoiceRequest.Line(2, Quantity.of("200", "EA")))));
    }

    private List<String> held(String reference) {
        return lines(fake().tables().all("account.invoice.line").stream().filter(line -> fake().tables().row("account.invoice",
                line.path("invoice").asLong()).path("reference").asString("").equals(reference)).toList(), this::origin, "unit");
    }

    private List<String> posted(String reference) {
        return fake().tables().all("account.invoice").stream()
                .filter(row -> row.path("reference").asString("").equals(reference)
                        && BOOKED.contains(row.path("state").asString()))
                .map(row -> row.path("number").asString()).toList();
    }
}
