package io.crossdock.process.ordering;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.ShipTo;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Policies.Check;
import io.crossdock.platform.landscape.Policies.Source;
import io.crossdock.platform.replica.Known;
import io.crossdock.process.ordering.Draft.Evidence;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.pricing.Taxes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Checks a request against everything that needs no lock, each check from the source that its policy names, and reports
 * all faults at once.
 */
@Component
class Capture {

    private final Customers customers;
    private final LineCapture lines;
    private final CreditAnswers credit;
    private final Taxes taxes;
    private final Circumstances circumstances;

    Capture(Customers customers, LineCapture lines, CreditAnswers credit, Taxes taxes, Circumstances circumstances) {
        this.customers = customers;
        this.lines = lines;
        this.credit = credit;
        this.taxes = taxes;
        this.circumstances = circumstances;
    }

    /** The rules and the time under which a request is checked. */
    @Component
    record Circumstances(Landscapes landscapes, Clock clock) {
    }

    Draft check(OrderRequest request) {
        Landscape landscape = circumstances.landscapes().current();
        Instant now = circumstances.clock().instant();
        Optional<Known<Account>> known = customers.known(request.account());
        if (known.isEmpty()) {
            return customers.asOf().equals(Instant.EPOCH)
                    ? new Draft.Blind(request, "The accounts have not been read from the ERP yet.")
                    : new Draft.Faulty(request, List.of(new Fault("/account", "account-unknown",
                            "There is no account " + request.account() + ".")));
        }
        Account account = known.get().value();
        List<Fault> faults = new ArrayList<>(accountFaults(request, account));
        if (request.lines().size() > landscape.policies().limits().maxLines()) {
            faults.add(new Fault("/lines", "too-many-lines", "An order has at most "
                    + landscape.policies().limits().maxLines() + " lines."));
            return new Draft.Faulty(request, faults);
        }
        Optional<ShipTo> onFile = onFile(request, account);
        Optional<Address> shipTo = address(request, onFile, faults);
        LineCapture.Checked checked = lines.check(request, account, landscape, now);
        faults.addAll(checked.faults());
        if (!faults.isEmpty() || shipTo.isEmpty()) {
            return new Draft.Faulty(request, List.copyOf(faults));
        }
        Map<String, Evidence> evidence = new TreeMap<>(checked.evidence());
        evidence.put("account", new Evidence("replicated", known.get().version(), known.get().asOf()));
        Map<String, BigDecimal> rates = rates(account, shipTo.get(), checked, evidence);
        Optional<String> blind = tooOld(evidence, landscape, now);
        if (blind.isPresent()) {
            return new Draft.Blind(request, blind.get());
        }
        boolean answered = credit.refresh(account.id(), landscape);
        return new Draft.Priced(request, account, onFile.map(ShipTo::id), shipTo.get(),
                request.completeness().orElse(account.completeness()), checked.lines(), rates,
                answered && checked.erpAnswered(), evidence, landscape, Draft.Before.NOTHING);
    }

    private static List<Fault> accountFaults(OrderRequest request, Account account) {
        List<Fault> faults = new ArrayList<>();
        switch (account.status()) {
            case ACTIVE -> { }
            case ON_HOLD -> faults.add(new Fault("/account", "account-on-hold", "Account " + account.id()
                    + " is on hold. Please call us; the order can be sent again once it is released."));
            case BLOCKED -> faults.add(new Fault("/account", "account-blocked", "Account " + account.id()
                    + " takes no orders."));
        }
        if (!account.currency().equals(request.currency())) {
            faults.add(new Fault("/currency", "currency-mismatch", "Account " + account.id() + " is kept in "
                    + account.currency() + "."));
        }
        return faults;
    }

    private static Optional<ShipTo> onFile(OrderRequest request, Account account) {
        return switch (request.shipTo()) {
            case Destination.OnFile(ShipToId id) -> account.shipTo(id);
            case Destination.Usual usual -> account.shipTos().stream().findFirst();
            case Destination.Given given -> Optional.empty();
        };
    }

    private static Optional<Address> address(OrderRequest request, Optional<ShipTo> onFile, List<Fault> faults) {
        return switch (request.shipTo()) {
            case Destination.Given(Address given) -> Optional.of(given);
            case Destination.Usual usual -> {
                if (onFile.isEmpty()) {
                    faults.add(new Fault("/shipTo", "ship-to-missing", "Account " + request.account()
                            + " has no address on file; give one."));
                }
                yield onFile.map(ShipTo::address);
            }
            case Destination.OnFile(ShipToId id) -> {
                if (onFile.isEmpty()) {
                    faults.add(new Fault("/shipTo/id", "ship-to-unknown",
                            "Account " + request.account() + " has no ship-to " + id + "."));
                }
                yield onFile.map(ShipTo::address);
            }
        };
    }

    private Map<String, BigDecimal> rates(Account account, Address shipTo, LineCapture.Checked checked,
            Map<String, Evidence> evidence) {
        Map<String, BigDecimal> rates = new HashMap<>();
        if (account.taxStatus() == TaxStatus.EXEMPT) {
            return rates;
        }
        evidence.put("tax", new Evidence("replicated", "", taxes.asOf(account.id())));
        checked.lines().stream().map(line -> line.item().taxClass()).distinct()
                .forEach(taxClass -> taxes.rate(account.id(), shipTo.region(), taxClass).ifPresent(rate -> {
                    rates.put(taxClass, rate.value());
                    evidence.put("tax", new Evidence("replicated", rate.version(), rate.asOf()));
                }));
        return rates;
    }

    /** Which check has no answer young enough. */
    private static Optional<String> tooOld(Map<String, Evidence> evidence, Landscape landscape, Instant now) {
        for (Map.Entry<String, Check> check : Map.of("price", Check.PRICE, "tax", Check.TAX).entrySet()) {
            Source source = landscape.policies().check(check.getValue());
            Evidence found = evidence.get(check.getKey());
            if (found != null && found.asOf().plus(source.maxAge()).isBefore(now)) {
                return Optional.of("What is known of " + check.getKey() + " is of " + found.asOf()
                        + ", older than the policy allows.");
            }
        }
        return Optional.empty();
    }
}
