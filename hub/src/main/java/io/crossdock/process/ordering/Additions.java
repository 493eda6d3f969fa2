package io.crossdock.process.ordering;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegPlanning;
import io.crossdock.process.fulfilment.OrderLegs;
import io.crossdock.process.fulfilment.SupplyDates;
import io.crossdock.process.ordering.Decision.Verdict;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.credit.CreditLine;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.Stock;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds lines to orders that were taken: checked, priced, promised and reserved as a new order would be, and told to the
 * ERP. What was agreed before stays as it is; more of a line is a line of its own, with the price of its day. Thread-safe.
 */
@Component
public class Additions {

    static final String AMEND = "order.amend";
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final Capture capture;
    private final AmendmentStore store;
    private final LegPlanning planning;
    private final Goods goods;
    private final Outside outside;

    Additions(Capture capture, AmendmentStore store, LegPlanning planning, Goods goods, Outside outside) {
        this.capture = capture;
        this.store = store;
        this.planning = planning;
        this.goods = goods;
        this.outside = outside;
    }

    /** What is promised, and to whom. */
    @Component("addition-goods")
    record Goods(Inventory inventory, Credit credit, SupplyDates supply, Books books, Clock clock) {
    }

    /** Whom it concerns outside. */
    @Component("addition-outside")
    record Outside(Pressure pressure, Effects effects, ObjectProvider<AmendSink> sinks, Landscapes landscapes) {
    }

    /**
     * A line that is wanted besides.
     *
     * @param pointer to what asks for it
     * @param moreOf  the line that it is more of
     * @param asked   with its number in the order
     */
    public record Wanted(String pointer, Optional<Integer> moreOf, OrderRequest.Line asked) {
    }

    /** What was looked up for some lines, without a lock. */
    public static final class Prepared {

        private final List<Wanted> wanted;
        private final Optional<Draft> draft;

        private Prepared(List<Wanted> wanted, Optional<Draft> draft) {
            this.wanted = List.copyOf(wanted);
            this.draft = draft;
        }

        /** Items whose stock it takes. */
        public List<Sku> items() {
            return draft.filter(Draft.Priced.class::isInstance).map(Draft.Priced.class::cast).map(Additions::stocked)
                    .orElse(List.of());
        }

        /** Whether it was looked up for just these. */
        public boolean isFor(List<Wanted> lines) {
            return wanted.equals(lines);
        }
    }

    /** What it comes to. */
    public sealed interface Outcome {

        /** @param totals of what is added; @param conditions of the promise, in sentences */
        record Added(List<Line> lines, OrderAnswer.Totals totals, List<String> conditions) implements Outcome {

            public Added {
                lines = List.copyOf(lines);
                conditions = List.copyOf(conditions);
            }
        }

        record Refused(List<Fault> faults) implements Outcome {

            public Refused {
                faults = List.copyOf(faults);
            }
        }

        /** No decision is possible now. */
        record NotNow(String why, Duration retryAfter) implements Outcome {
        }
    }

    /** @param unitPrice for one unit of {@code quantity} */
    public record Line(int lineNo, Optional<Integer> moreOf, Sku sku, String description, Quantity quantity,
            BigDecimal unitPrice, BigDecimal net, List<OrderAnswer.Promise> promises) {
    }

    /** Looks up what can be looked up without a lock. May ask other systems, so not with locks held. */
    public Prepared prepare(Order order, List<Wanted> wanted) {
        if (wanted.isEmpty() || refusal(order).isPresent()) {
            return new Prepared(wanted, Optional.empty());
        }
        return new Prepared(wanted, Optional.of(capture.check(new OrderRequest(
                Channel.parse(order.channel()).orElseThrow(), order.consumer(), order.account(), order.buyerReference(),
                order.requestedFor(), new Destination.Given(order.shipTo()), Currency.getInstance(order.currency()),
                wanted.stream().map(Wanted::asked).toList(), Optional.of(order.completeness()), Optional.empty()))));
    }

    /** What it would come to now; nothing is taken. */
    public Outcome preview(Order order, Prepared prepared) {
        return switch (judge(order, prepared, false)) {
            case Judged.Take taken -> added(order, prepared, taken.draft(), taken.take());
            case Judged.Not(Outcome outcome) -> outcome;
        };
    }

    /** The credit line of an order's account, locked after the order and before its legs. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lockCredit(Order order) {
        goods.credit().lock(List.of(order.account()));
    }

    /** What it comes to with stock and credit locked; nothing is taken yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome judge(Order order, Prepared prepared) {
        return switch (judge(order, prepared, true)) {
            case Judged.Take taken -> added(order, prepared, taken.draft(), taken.take());
            case Judged.Not(Outcome outcome) -> outcome;
        };
    }

    /**
     * Takes it. The caller holds the order, its account's credit line, its legs and the stock, in that order, and has seen
     * that it can be taken.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome add(Order order, Prepared prepared, Origin origin) {
        return switch (judge(order, prepared, true)) {
            case Judged.Take taken -> {
                Outcome.Added added = added(order, prepared, taken.draft(), taken.take());
                write(order, prepared, taken, origin);
                yield added;
            }
            case Judged.Not(Outcome outcome) -> outcome;
        };
    }

    private sealed interface Judged {

        record Take(Draft.Priced draft, Verdict.Take take, Decision decision, CreditLine line) implements Judged {
        }

        record Not(Outcome outcome) implements Judged {
        }
    }

    private Judged judge(Order order, Prepared prepared, boolean locked) {
        Optional<Fault> refusal = refusal(order);
        if (refusal.isPresent()) {
            return not(new Outcome.Refused(prepared.wanted.stream().map(each -> new Fault(each.pointer(),
                    refusal.get().code(), refusal.get().message())).toList()));
        }
        return switch (prepared.draft.orElseThrow()) {
            case Draft.Faulty faulty -> not(new Outcome.Refused(pointed(faulty.faults(), prepared)));
            case Draft.Blind blind -> not(new Outcome.NotNow(blind.why(), COME_BACK));
            case Draft.Priced priced -> judge(order, priced.after(new Draft.Before(goods(order),
                    store.taxed(order.number()))), prepared, locked);
        };
    }

    /** What the goods of an order come to for free carriage; what stands for others is no more of them. */
    private static BigDecimal goods(Order order) {
        return order.lines().stream().filter(line -> line.insteadOf().isEmpty()).map(Order.Line::net)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Judged not(Outcome outcome) {
        return new Judged.Not(outcome);
    }

    private Judged judge(Order order, Draft.Priced draft, Prepared prepared, boolean locked) {
        Optional<Placement.Crowded> crowded = outside.pressure().crowded(draft.landscape(),
                order.erpSystem());
        if (crowded.isPresent()) {
            return not(new Outcome.NotNow(crowded.get().why(), crowded.get().retryAfter()));
        }
        Instant now = goods.clock().instant();
        Decision decision = new Decision(draft, now, !draft.erpAnswered()
                || outside.pressure().unavailable().contains(order.erpSystem()), goods.supply(),
                goods.books().documents(draft));
        LockedState state = state(draft, locked);
        return switch (decision.verdict(state.of(draft, now))) {
            case Verdict.Refuse(var faults) -> not(new Outcome.Refused(pointed(faults, prepared)));
            case Verdict.Blind(String why) -> not(new Outcome.NotNow(why, COME_BACK));
            case Verdict.Take take when take.held() -> not(new Outcome.NotNow("The ERP does not answer, and so much is not "
                    + "added without it.", COME_BACK));
            case Verdict.Take take when !take.plan().cut().isEmpty() -> not(new Outcome.Refused(take.plan().cut().stream()
                    .map(cut -> new Fault(pointer(prepared, cut.lineNo()), "not-available", "Of what is wanted besides, "
                            + cut.quantity() + " cannot be delivered, and the account waits for nothing.")).toList()));
            case Verdict.Take take -> new Judged.Take(draft, take, decision, state.creditOf(draft).orElseThrow());
        };
    }

    private static List<Sku> stocked(Draft.Priced draft) {
        return draft.lines().stream().map(Draft.Line::item).filter(item -> item.stocking() == Item.Stocking.STOCKED)
                .map(Item::sku).distinct().toList();
    }

    private LockedState state(Draft.Priced draft, boolean locked) {
        List<Sku> stocked = stocked(draft);
        List<Stock> stock = locked ? goods.inventory().lock(stocked) : goods.inventory().stock(stocked);
        Map<io.crossdock.canonical.AccountId, CreditLine> lines = locked
                ? goods.credit().lock(List.of(draft.account().id()))
                : goods.credit().line(draft.account().id()).stream().collect(Collectors.toMap(CreditLine::account,
                        each -> each));
        return new LockedState(lines, stock, List.of());
    }

    /** Why nothing can be added to an order as it stands. */
    private Optional<Fault> refusal(Order order) {
        if (order.commercialState() == CommercialState.HELD) {
            return fault("order-held", "Order " + order.number() + " is on hold; nothing is added to it meanwhile.");
        }
        if (order.postingState() == PostingState.REFUSED || order.postingState() == PostingState.PARKED) {
            return fault("order-not-booked", "Order " + order.number() + " is not in the books of " + order.erpSystem()
                    + ", and a person decides about it; nothing is added to it meanwhile.");
        }
        if (order.completeness() == Completeness.COMPLETE) {
            return fault("ship-complete", "Order " + order.number() + " leaves in one shipment, which is made up already; "
                    + "order what is wanted besides with a further order.");
        }
        Optional<SystemSettings> erp = outside.landscapes().current().erp(order.account())
                .filter(system -> system.id().equals(order.erpSystem()));
        boolean adds = erp.flatMap(system -> Role.of(outside.sinks().stream().toList(), system)
                .filter(bound -> bound.role().adds(system))).isPresent();
        return adds ? Optional.empty() : fault("erp-cannot-add", "Nothing can be added to an order that is in the books of "
                + order.erpSystem() + "; order what is wanted besides with a further order.");
    }

    private static Optional<Fault> fault(String code, String message) {
        return Optional.of(new Fault("", code, message));
    }

    /** Faults of the draft's lines, as faults of what asked for them. */
    private static List<Fault> pointed(List<Fault> faults, Prepared prepared) {
        return faults.stream().map(fault -> {
            for (int i = 0; i < prepared.wanted.size(); i++) {
                String line = "/lines/" + i;
                if ((fault.pointer() + "/").startsWith(line + "/")) {
                    return new Fault(prepared.wanted.get(i).pointer() + fault.pointer().substring(line.length()),
                            fault.code(), fault.message());
                }
            }
            return new Fault("", fault.code(), fault.message());
        }).toList();
    }

    private static String pointer(Prepared prepared, int lineNo) {
        return prepared.wanted.stream().filter(each -> each.asked().lineNo() == lineNo).map(Wanted::pointer).findFirst()
                .orElse("");
    }

    private Outcome.Added added(Order order, Prepared prepared, Draft.Priced draft, Verdict.Take take) {
        int next = planning.nextIndex(order.number());
        List<Line> lines = draft.lines().stream().map(line -> {
            Figures.Line figure = take.figures().line(line.asked().lineNo());
            return new Line(line.asked().lineNo(), moreOf(prepared, line), line.item().sku(), line.item().description(),
                    figure.quantity(), figure.unitPrice(), figure.net(), promises(order, take, next, line));
        }).toList();
        return new Outcome.Added(lines, take.figures().totals(), take.conditions());
    }

    private static Optional<Integer> moreOf(Prepared prepared, Draft.Line line) {
        return prepared.wanted.get(line.index()).moreOf();
    }

    private static List<OrderAnswer.Promise> promises(Order order, Verdict.Take take, int next, Draft.Line line) {
        List<OrderAnswer.Promise> promises = new ArrayList<>();
        for (int i = 0; i < take.plan().legs().size(); i++) {
            LegPlan leg = take.plan().legs().get(i);
            LegNumber number = new LegNumber(order.number(), next + i);
            leg.lines().stream().filter(each -> each.lineNo() == line.asked().lineNo()).forEach(each ->
                    promises.add(new OrderAnswer.Promise(number, each.quantity(), leg.promisedFor(),
                            leg.origin() instanceof LegPlan.Origin.Backorder)));
        }
        return promises;
    }

    private void write(Order order, Prepared prepared, Judged.Take taken, Origin origin) {
        Draft.Priced draft = taken.draft();
        Instant now = goods.clock().instant();
        List<Order.Line> lines = draft.lines().stream().map(line -> {
            Figures.Line figure = taken.take().figures().line(line.asked().lineNo());
            Quantity none = Quantity.zero(line.base().unit());
            return new Order.Line(line.asked().lineNo(), line.asked().buyerLine(),
                    Optional.of(line.asked().item().toString()), line.item().sku(), line.item().description(),
                    line.asked().quantity(), figure.quantity(), figure.unitPrice(), figure.net(), line.item().taxClass(),
                    line.base(), none, none, none, Optional.of(now), moreOf(prepared, line), Optional.empty());
        }).toList();
        store.add(order.number(), lines, taken.take().figures().totals(), Receipts.of(order.number(), now, draft,
                taken.take(), taken.decision(), taken.line()), now);
        goods.credit().reserve(List.of(new Credit.Claim(claim(order, lines.getFirst()), order.account(),
                taken.take().figures().total())));
        outside.effects().request(List.of(new NewEffect(order.erpSystem(), AMEND, order.number() + "~+"
                + lines.getFirst().lineNo(), order.number().value(), Tier.CRITICAL, origin,
                store.amendment(order.number()))));
        planning.add(new OrderLegs(order.number(), order.account(), order.shipToId(), order.shipTo(),
                draft.account().backorderPolicy(), order.completeness(), Optional.of(draft.traits()), origin,
                taken.take().plan().legs()));
    }

    /** What was added together has one claim on the credit line, by its first line. */
    static String claim(Order order, Order.Line first) {
        return order.number() + "/" + first.lineNo();
    }

    /** All that may be claimed for what was added to an order. */
    static List<String> claims(Order order) {
        return order.lines().stream().filter(line -> line.addedAt().isPresent()).map(line -> claim(order, line)).toList();
    }
}
