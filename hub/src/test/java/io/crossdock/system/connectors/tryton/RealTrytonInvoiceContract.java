package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.InvoicePosting;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The contract for invoices against a running Tryton; chosen by hand, see {@code examples/tryton}. */
class RealTrytonInvoiceContract extends SinkContract<InvoicePosting> {

    private final Rig rig = Rig.of(Path.of(System.getProperty("tryton.secrets", "secrets")), Clock.systemUTC());

    @Override
    protected SinkRules.Subject<InvoicePosting> subject() {
        return new TrytonSubject<>(rig.invoices(), RealTryton.settings(RealTryton.url()),
                reference -> RealTryton.invoiced(rig, reference), reference -> RealTryton.invoice(rig, reference),
                reference -> RealTryton.tooMuch(rig, reference), Duration.ofSeconds(120));
    }
}
