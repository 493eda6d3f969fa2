package io.crossdock.process.ordering;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.landscape.Policies.Fallback;
import io.crossdock.process.fulfilment.Demand;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.Sourcing;
import io.crossdock.process.fulfilment.SourcingDecision;
import io.crossdock.process.fulfilment.SourcingDecision.Impossible;
import io.crossdock.process.fulfilment.SourcingDecision.Sourced;
import io.crossdock.system.credit.CreditLine;
import io.crossdock.system.inventory.Stock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether and how an order is taken, given stock and credit that nobody else can change meanwhile. Pure.
 *
 * @param erpDown whether the ERP takes no calls, so that the fallback policy decides
 */
record Decision(Draft.Priced draft, Instant now, boolean erpDown, Sourcing.Supply supply, Books.Documents documents) {

    /** What it comes to. */
    sealed interface Verdict {

        record Take(Sourced plan, Figures figures, boolean held, List<String> conditions, List<Seen> seen)
                implements Verdict {
        }

        record Refuse(List<Fault> faults) implements Verdict {
        }

        /** The source of a check does not answer and what is known is too old. */
        record Blind(String why) implements Verdict {
        }
    }

    /** A position as it was looked at, with what of it could be promised. */
    record Seen(Stock stock, BigDecimal available) {
    }

    /** Positions and credit lines, as they are after the decisions before this one. */
    interface Locked {

        Optional<Stock> stock(Item item, LocationId location);

        List<Stock> stock(Item item);

        Optional<CreditLine> credit();

        /** How much of a position the reservation that the order takes keeps for it already. */
        BigDecimal kept(Stock stock);
    }

    Verdict verdict(Locked locked) {
        List<Fault> faults = new ArrayList<>();
        SourcingDecision plan = new Sourcing(draft.landscape(), supply).decide(demand(),
                (item, location) -> locked.stock(item, location).map(stock -> promisable(locked, stock))
                        .orElse(Quantity.zero(item.packs().base())));
        if (plan instanceof Impossible(String why)) {
            faults.add(new Fault("/lines", "not-available", why));
        }
        Optional<CreditLine> credit = locked.credit();
        if (credit.isEmpty()) {
            return new Verdict.Blind("The credit standing of account " + draft.account().id() + " is not known yet.");
        }
        if (tooOld(credit.get())) {
            return new Verdict.Blind("The credit standing of account " + draft.account().id() + " is of "
                    + credit.get().asOf() + ", which is older than the policy allows, and the ERP does not answer.");
        }
        if (!(plan instanceof Sourced sourced)) {
            return new Verdict.Refuse(faults);
        }
        Figures figures = Figures.of(draft, sourced, documents);
        BigDecimal available = creditAvailable(credit.get());
        if (figures.total().compareTo(available) > 0) {
            faults.add(new Fault("/account", "credit-exceeded", "The order comes to " + figures.total().toPlainString()
                    + " " + draft.request().currency() + " and the account has "
                    + available.max(BigDecimal.ZERO).toPlainString() + " of credit left."));
        }
        if (!faults.isEmpty()) {
            return new Verdict.Refuse(faults);
        }
        boolean held = erpDown && fallback().maxOrderValue()
                .filter(most -> figures.total().compareTo(most.amount()) > 0).isPresent();
        return new Verdict.Take(sourced, figures, held, conditions(held),
                draft.lines().stream().map(Draft.Line::item).distinct().flatMap(item -> locked.stock(item).stream())
                        .map(stock -> new Seen(stock, promisable(locked, stock).value())).toList());
    }

    private Demand demand() {
        return new Demand(draft.account().id(), draft.shipTo().region(), draft.lines().stream()
                .map(line -> new Demand.Line(line.asked().lineNo(), line.item(), line.base())).toList(),
                draft.completeness(), draft.account().backorderPolicy(), draft.request().requestedDate(), now,
                Optional.of(draft.traits()));
    }

    private Fallback fallback() {
        return draft.landscape().policies().fallback();
    }

    BigDecimal headroomPercent() {
        return erpDown ? fallback().creditHeadroomPercent() : BigDecimal.valueOf(100);
    }

    BigDecimal haircutPercent() {
        return erpDown ? fallback().atpHaircutPercent() : BigDecimal.ZERO;
    }

    BigDecimal creditAvailable(CreditLine line) {
        return line.limit().multiply(headroomPercent()).movePointLeft(2).subtract(line.exposure())
                .subtract(line.reserved());
    }

    private boolean tooOld(CreditLine line) {
        var source = draft.landscape().policies().check(io.crossdock.platform.landscape.Policies.Check.CREDIT);
        return line.asOf().plus(source.maxAge()).isBefore(now);
    }

    /** What a buyer keeps in a reservation is his, whatever else may be promised to him. */
    private Quantity promisable(Locked locked, Stock stock) {
        Quantity kept = new Quantity(locked.kept(stock), stock.available().unit());
        return promisable(stock).max(kept.min(stock.available()));
    }

    private Quantity promisable(Stock stock) {
        BigDecimal allowed = draft.landscape().terms(stock.sku(), draft.request().channel(),
                Optional.of(draft.account().id()), now.atZone(draft.landscape().zone()).toLocalDate())
                .of(stock.location(), stock.available().value());
        if (haircutPercent().signum() == 0) {
            return new Quantity(allowed, stock.available().unit());
        }
        BigDecimal share = BigDecimal.valueOf(100).subtract(haircutPercent()).movePointLeft(2);
        return new Quantity(allowed.multiply(share).setScale(0, RoundingMode.DOWN), stock.available().unit());
    }

    private List<String> conditions(boolean held) {
        List<String> conditions = new ArrayList<>();
        if (erpDown) {
            conditions.add("Our ERP does not answer right now. Price, credit and stock were decided from what it told us "
                    + "last; the order is posted as soon as it is back.");
        }
        if (held) {
            conditions.add("Orders of this size wait for the ERP: the goods are reserved, and the order is confirmed once "
                    + "the ERP has it.");
        }
        return conditions;
    }

    /** The answer to the buyer. */
    static OrderAnswer answer(Draft.Priced draft, Verdict.Take take, OrderNumber number, Instant now, String state,
            java.util.UUID id) {
        List<OrderAnswer.Leg> legs = new ArrayList<>();
        for (LegPlan leg : take.plan().legs()) {
            legs.add(new OrderAnswer.Leg(new LegNumber(number, legs.size() + 1), kind(leg), from(leg), leg.shipBy(),
                    leg.promisedFor()));
        }
        List<OrderAnswer.Line> lines = draft.lines().stream().map(line -> {
            Figures.Line figure = take.figures().line(line.asked().lineNo());
            return new OrderAnswer.Line(line.asked().lineNo(), line.asked().buyerLine(), line.item().sku(),
                    line.item().description(), figure.quantity(), figure.unitPrice(), figure.net(),
                    take.plan().cut().stream().filter(cut -> cut.lineNo() == line.asked().lineNo())
                            .map(SourcingDecision.Cut::quantity).findFirst(),
                    promises(take.plan().legs(), number, line.asked().lineNo()));
        }).toList();
        return new OrderAnswer(id, number, state, draft.account().id(), draft.request().buyerReference(),
                draft.request().channel().label(), draft.request().consumer(),
                draft.request().currency().getCurrencyCode(), now, lines, legs, take.figures().totals(),
                take.conditions());
    }

    private static List<OrderAnswer.Promise> promises(List<LegPlan> legs, OrderNumber number, int lineNo) {
        List<OrderAnswer.Promise> promises = new ArrayList<>();
        for (int i = 0; i < legs.size(); i++) {
            LegPlan leg = legs.get(i);
            LegNumber legNumber = new LegNumber(number, i + 1);
            boolean estimated = leg.origin() instanceof LegPlan.Origin.Backorder;
            leg.lines().stream().filter(line -> line.lineNo() == lineNo).forEach(line -> promises
                    .add(new OrderAnswer.Promise(legNumber, line.quantity(), leg.promisedFor(), estimated)));
        }
        return promises;
    }

    static String kind(LegPlan leg) {
        return switch (leg.origin()) {
            case LegPlan.Origin.Warehouse w -> "warehouse";
            case LegPlan.Origin.DropShip d -> "drop_ship";
            case LegPlan.Origin.Backorder b -> "backorder";
        };
    }

    static Optional<String> from(LegPlan leg) {
        return switch (leg.origin()) {
            case LegPlan.Origin.Warehouse(var location) -> Optional.of(location.value());
            case LegPlan.Origin.DropShip(var supplier) -> Optional.of(supplier.value());
            case LegPlan.Origin.Backorder() -> Optional.empty();
        };
    }
}
