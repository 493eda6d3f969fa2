package io.crossdock.process.returns;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.returns.CreditFigures.Basis;
import io.crossdock.process.returns.CreditFigures.Taxed;
import io.crossdock.process.returns.ReturnStore.Credited;
import io.crossdock.system.connectors.CreditRequest;
import io.crossdock.system.invoicing.Invoicing;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Works out what is given back for an inspected return, once all of it is invoiced, and has the ERP book it. */
@Component
class Crediting implements FactHandler {

    static final String KIND = "credit.post";

    private final ReturnStore store;
    private final Invoices invoices;
    private final Ordering ordering;
    private final Effects effects;

    Crediting(ReturnStore store, Invoices invoices, Ordering ordering, Effects effects) {
        this.store = store;
        this.invoices = invoices;
        this.ordering = ordering;
        this.effects = effects;
    }

    /** What was shipped, and what was invoiced of it. */
    @Component("returns-invoices")
    record Invoices(Invoicing invoicing, Fulfilment fulfilment) {
    }

    @Override
    public String subscription() {
        return "return-credit";
    }

    @Override
    public Set<String> types() {
        return Set.of(ReturnFact.SETTLED, Invoicing.POSTED);
    }

    @Override
    public void handle(Fact fact) {
        OrderNumber order = new OrderNumber(fact.key());
        for (ReturnNumber number : store.toCredit(order)) {
            credit(number, fact.cause("hub"));
        }
    }

    private void credit(ReturnNumber number, Origin origin) {
        Return back = store.lock(List.of(number)).getFirst();
        if (back.credit().isPresent()) {
            return;
        }
        // One return of an order after the other: each gives back what those before it have left.
        store.lockClaims(back.order(), back.lines().stream().map(Return.Line::lineNo).toList());
        List<Credited> before = store.credited(back.order());
        List<Basis> bases = bases(back, before);
        if (!bases.stream().allMatch(Basis::isInvoiced)) {
            return;
        }
        ReturnStore.Terms terms = store.terms(number);
        Currency currency = back.value().currency();
        CreditFigures figures = CreditFigures.of(bases, taxes(back.order(), before), terms.feePercent(), terms.rounding(),
                currency);
        store.credit(number, figures);
        effects.request(List.of(new NewEffect(terms.erp(), KIND, number.value(), back.order().value(), Tier.NORMAL, origin,
                request(back, figures, currency))));
    }

    private static CreditRequest request(Return back, CreditFigures figures, Currency currency) {
        return new CreditRequest(back.number().value(), back.order().value(), back.account(),
                currency.getCurrencyCode(), figures.lines().stream().filter(line -> line.base().signum() > 0)
                        .map(line -> new CreditRequest.Line(line.lineNo(),
                                new Quantity(line.base(), back.lines().stream()
                                        .filter(each -> each.lineNo() == line.lineNo()).findFirst().orElseThrow().quantity()
                                        .unit()), line.net()))
                        .toList(), figures.net(), figures.tax(), figures.fee(), figures.total());
    }

    private List<Basis> bases(Return back, List<Credited> before) {
        List<IssuedInvoice> issued = invoices.invoicing().ofOrders(List.of(back.order()));
        Map<LegNumber, Leg> legs = new HashMap<>();
        invoices.fulfilment().legs(List.of(back.order())).forEach(leg -> legs.put(leg.number(), leg));
        List<Basis> bases = new ArrayList<>();
        for (Return.Line line : back.lines()) {
            BigDecimal base = BigDecimal.ZERO;
            BigDecimal net = BigDecimal.ZERO;
            for (IssuedInvoice invoice : issued) {
                base = base.add(Optional.ofNullable(legs.get(invoice.shipment())).stream()
                        .flatMap(leg -> leg.lines().stream()).filter(each -> each.lineNo() == line.lineNo())
                        .map(each -> each.shipped().value()).reduce(BigDecimal.ZERO, BigDecimal::add));
                net = net.add(invoice.invoice().lines().stream().filter(each -> each.lineNo() == line.lineNo())
                        .map(each -> each.net()).reduce(BigDecimal.ZERO, BigDecimal::add));
            }
            Optional<Credited> credited = before.stream().filter(each -> each.lineNo() == line.lineNo()).findFirst();
            bases.add(new Basis(line.lineNo(), store.taxClass(back.number(), line.lineNo()), line.inspected().value(), base,
                    net, credited.map(Credited::base).orElse(BigDecimal.ZERO),
                    credited.map(Credited::net).orElse(BigDecimal.ZERO), line.reason().ofTheBuyer()));
        }
        return bases;
    }

    /** The rates are those of the decision receipt. */
    private Map<String, Taxed> taxes(OrderNumber order, List<Credited> before) {
        Map<String, Taxed> taxes = new HashMap<>();
        for (JsonNode tax : ordering.receipt(order).map(receipt -> receipt.path("taxes")).stream()
                .flatMap(JsonNode::valueStream).toList()) {
            String taxClass = tax.path("taxClass").asString("");
            List<Credited> same = before.stream().filter(each -> each.taxClass().equals(taxClass)).toList();
            taxes.put(taxClass, new Taxed(new BigDecimal(tax.path("rate").asString("0")),
                    same.stream().map(Credited::net).reduce(BigDecimal.ZERO, BigDecimal::add),
                    same.stream().map(Credited::tax).reduce(BigDecimal.ZERO, BigDecimal::add)));
        }
        return taxes;
    }
}
