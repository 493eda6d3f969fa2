package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.InvoiceSource;
import io.crossdock.system.connectors.InvoiceSource.Booked;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.invoicing.Invoicing;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The invoices of the last week against the ERP's books, by number and amount. */
@Component
@Order(4)
class ErpInvoices implements Comparison {

    private static final Duration BACK = Duration.ofDays(7);
    /** Theirs are read from a little earlier on, so that none is missing for standing on the edge. */
    private static final Duration EDGE = Duration.ofDays(1);
    private static final int PAGES_MOST = 10_000;

    private final List<InvoiceSource> sources;
    private final Invoicing invoicing;
    private final Json json;
    private final Clock clock;

    ErpInvoices(List<InvoiceSource> sources, Invoicing invoicing, Json json, Clock clock) {
        this.sources = sources;
        this.invoicing = invoicing;
        this.json = json;
        this.clock = clock;
    }

    /** An invoice on both sides. */
    private record Sides(Optional<IssuedInvoice> ours, Optional<Booked> theirs) {

        boolean agree() {
            return ours.isPresent() && theirs.isPresent() && sameAmounts(ours.get().invoice(), theirs.get().invoice())
                    && ours.get().shipment().toString().equals(theirs.get().shipment());
        }

        private static boolean sameAmounts(PostedInvoice one, PostedInvoice other) {
            return one.currency().equals(other.currency()) && one.net().compareTo(other.net()) == 0
                    && one.freight().compareTo(other.freight()) == 0 && one.tax().compareTo(other.tax()) == 0
                    && one.total().compareTo(other.total()) == 0;
        }
    }

    /** What it takes to repair. */
    record Details(String system, Optional<Booked> theirs) {
    }

    @Override
    public String name() {
        return "invoices-erp";
    }

    @Override
    public String title() {
        return "Invoices against the ERP";
    }

    @Override
    public List<SystemSettings> systems(Landscape landscape) {
        return landscape.systems(SystemSettings.Kind.ERP).stream()
                .filter(system -> Role.of(sources, system).isPresent()).toList();
    }

    @Override
    public Look look(SystemSettings system) {
        Instant since = clock.instant().minus(BACK);
        Map<String, Booked> theirs = theirs(system, since);
        Map<String, IssuedInvoice> ours = new TreeMap<>();
        invoicing.postedSince(system.id(), since).forEach(each -> ours.put(each.invoice().number(), each));
        TreeSet<String> numbers = new TreeSet<>(ours.keySet());
        theirs.values().stream().filter(each -> !each.invoice().postedAt().isBefore(since))
                .forEach(each -> numbers.add(each.invoice().number()));
        List<Suspect> suspects = new ArrayList<>();
        for (String number : numbers) {
            if (!new Sides(Optional.ofNullable(ours.get(number)), Optional.ofNullable(theirs.get(number))).agree()) {
                suspects.add(new Suspect(number, json.parse("{}")));
            }
        }
        return new Look(numbers.size(), suspects);
    }

    private Map<String, Booked> theirs(SystemSettings system, Instant since) {
        InvoiceSource source = Role.of(sources, system).orElseThrow(() -> new SystemUnavailable(
                "The connector of " + system.id() + " cannot list invoices.")).role();
        Map<String, Booked> all = new TreeMap<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < PAGES_MOST; page++) {
            switch (source.invoices(system, since.minus(EDGE), after)) {
                case InvoiceSource.Answer.NoAnswer(String why) -> throw new SystemUnavailable(why);
                case InvoiceSource.Answer.Page(List<Booked> rows, Optional<String> next) -> {
                    rows.forEach(each -> all.put(each.invoice().number(), each));
                    after = next;
                }
            }
            if (after.isEmpty()) {
                return all;
            }
        }
        throw new SystemUnavailable(system.id() + " has more than " + PAGES_MOST + " pages of invoices.");
    }

    /** Theirs first, then ours: what is answered in between is ours by then. */
    @Override
    public List<Verdict> judge(SystemSettings system, List<Suspect> suspects) {
        Map<String, Booked> theirs = theirs(system, clock.instant().minus(BACK));
        Map<String, IssuedInvoice> ours = new TreeMap<>();
        invoicing.numbered(system.id(), suspects.stream().map(Suspect::key).toList())
                .forEach(each -> ours.put(each.invoice().number(), each));
        return suspects.stream().map(suspect -> verdict(system, suspect.key(),
                new Sides(Optional.ofNullable(ours.get(suspect.key())), Optional.ofNullable(theirs.get(suspect.key())))))
                .toList();
    }

    private Verdict verdict(SystemSettings system, String number, Sides now) {
        String weSay = now.ours().map(each -> said(each.invoice(), each.shipment().toString())).orElse("not there");
        String theySay = now.theirs().map(each -> said(each.invoice(), each.shipment())).orElse("not there");
        if (now.agree() || now.ours().isEmpty() && now.theirs().isEmpty()) {
            return new Verdict.InFlight(number, "It came in the meantime.", weSay, theySay);
        }
        Optional<EffectState> asked = now.ours().isPresent() ? Optional.empty()
                : now.theirs().flatMap(each -> invoicing.asked(system.id(), each.shipment()));
        if (asked.filter(state -> state == EffectState.READY || state == EffectState.SENDING
                || state == EffectState.IN_DOUBT).isPresent()) {
            return new Verdict.InFlight(number, "We have asked for it, and the answer is under way.", weSay, theySay);
        }
        Cause cause = now.ours().isEmpty() ? Cause.UNKNOWN_TO_US
                : now.theirs().isEmpty() ? Cause.UNKNOWN_TO_THEM : Cause.VALUES_DIFFER;
        boolean repairable = asked.filter(EffectState.DONE::equals).isPresent();
        return new Verdict.Drifted(new Difference(number, cause, sentence(system, cause, number, now, repairable), weSay,
                theySay, Optional.empty(), worth(now), repairable,
                json.tree(new Details(system.id(), now.theirs()))));
    }

    private static String said(PostedInvoice invoice, String shipment) {
        return invoice.total().toPlainString() + " " + invoice.currency() + " for " + shipment;
    }

    private static String sentence(SystemSettings system, Cause cause, String number, Sides now, boolean repairable) {
        if (cause == Cause.UNKNOWN_TO_US) {
            String shipment = now.theirs().map(Booked::shipment).orElse("");
            return system.id() + " has posted invoice " + number + (repairable
                    ? " for our shipment " + shipment + ", and its amounts have never reached us."
                    : ", for which we have not asked.");
        }
        return cause == Cause.UNKNOWN_TO_THEM
                ? "We have told of invoice " + number + ", and " + system.id() + " knows nothing of it."
                : system.id() + " says another amount or shipment of invoice " + number + " than it answered.";
    }

    /** What is missing on a side, or by how much the totals differ. */
    private static Optional<Money> worth(Sides now) {
        Optional<Money> ours = now.ours().map(each -> total(each.invoice()));
        Optional<Money> theirs = now.theirs().map(each -> total(each.invoice()));
        if (ours.isEmpty() || theirs.isEmpty() || !ours.get().currency().equals(theirs.get().currency())) {
            return theirs.or(() -> ours);
        }
        return Optional.of(Money.of(theirs.get().amount().subtract(ours.get().amount()).abs(), ours.get().currency()));
    }

    private static Money total(PostedInvoice invoice) {
        return Money.of(invoice.total(), Currency.getInstance(invoice.currency()));
    }

    /** An invoice that we asked for is taken over; what the buyer has been told already is never changed unasked. */
    @Override
    public boolean unasked(Difference difference, Policies.Reconciliation policy) {
        return difference.repairable();
    }

    @Override
    public int unaskedMost(Policies.Reconciliation policy) {
        return policy.repairRows();
    }

    @Override
    public boolean repair(Difference difference, Origin origin) {
        Details details = json.read(difference.details(), Details.class);
        return details.theirs().filter(each -> invoicing.take(details.system(), each.shipment(), each.invoice(), origin))
                .isPresent();
    }
}
