package io.crossdock.system.invoicing;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.replica.LastingFeed;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.PaymentSource;
import io.crossdock.system.connectors.PaymentSource.Paid;
import io.crossdock.system.connectors.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads from ERPs what is still to be paid of our invoices; {@code paymentsEvery} in their settings says how often. */
@Component
class PaymentFeed implements LastingFeed<PaymentFeed.Read> {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration FULL = Duration.ofDays(1);

    private final List<PaymentSource> sources;
    private final Landscapes landscapes;
    private final InvoiceStore store;
    private final Journal journal;

    PaymentFeed(ObjectProvider<PaymentSource> sources, Landscapes landscapes, InvoiceStore store, Journal journal) {
        this.sources = sources.stream().toList();
        this.landscapes = landscapes;
        this.store = store;
        this.journal = journal;
    }

    /** How an invoice stands, and who says so. */
    record Read(String system, Paid paid) {
    }

    /**
     * Of the fact {@code invoice.payment_changed}.
     *
     * @param open what is still to be paid
     */
    record Payment(String system, String number, String shipment, String currency, BigDecimal total, BigDecimal open) {
    }

    @Override
    public String name() {
        return "invoicing.payments";
    }

    @Override
    public List<String> systems() {
        return Role.played(sources, landscapes.current(), Kind.ERP);
    }

    @Override
    public Schedule schedule(String system) {
        return new Schedule(Role.of(sources, landscapes.current(), system).system().setting("paymentsEvery", EVERY), FULL);
    }

    @Override
    public Page<Read> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
        Role.Bound<PaymentSource> source = Role.of(sources, landscapes.current(), system);
        Page<Paid> page = source.role().payments(source.system(), new Asking(modifiedSince, after));
        return new Page<>(page.rows().stream().map(paid -> new Read(system, paid)).toList(), page.next());
    }

    @Override
    public String key(Read row) {
        return row.system() + " " + row.paid().number();
    }

    @Override
    public Optional<Instant> modifiedAt(Read row) {
        return Optional.of(row.paid().changedAt());
    }

    /** That nothing is paid yet of a new invoice is no news. */
    @Override
    public int store(List<Read> rows) {
        List<IssuedInvoice> changed = store.paid(rows);
        Map<LegNumber, BigDecimal> open = store.open(changed.stream().map(IssuedInvoice::order).distinct().toList());
        journal.append(changed.stream().map(each -> new NewFact(Invoicing.PAYMENT_CHANGED, each.invoice().number(),
                each.order().value(), Origin.start("payment-" + each.system() + "-" + each.invoice().number(),
                        "system:" + each.system()), 1, payment(each, open))).toList());
        return changed.size();
    }

    private static Payment payment(IssuedInvoice each, Map<LegNumber, BigDecimal> open) {
        return new Payment(each.system(), each.invoice().number(), each.shipment().toString(), each.invoice().currency(),
                each.invoice().total(), open.getOrDefault(each.shipment(), each.invoice().total()));
    }
}
