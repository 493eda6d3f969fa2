package io.crossdock.process.ordering;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.json.Json;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.ordering.OrderLifecycle.Answer;
import io.crossdock.process.ordering.OrderStore.Progress;
import io.crossdock.system.credit.Credit;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Keeps the books of every line: shipped, cancelled, invoiced; and closes orders of which nothing is open. */
@Component
class LineProgress implements FactHandler {

    /** A fact of invoicing. */
    private static final String INVOICED = "invoice.posted";

    private final OrderStore store;
    private final Journal journal;
    private final Json json;
    private final Clock clock;
    private final Outward outward;

    LineProgress(OrderStore store, Journal journal, Json json, Clock clock, Outward outward) {
        this.outward = outward;
        this.store = store;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    /** Who else hears of what is cancelled. */
    @Component
    record Outward(Effects effects, Credit credit, OrderLocks locks, AmendmentStore amendments,
            SubstituteLines substitutes) {
    }

    @Override
    public String subscription() {
        return "line-progress";
    }

    @Override
    public Set<String> types() {
        return Set.of(LegFact.DISPATCHED, LegFact.SHORTED, LegFact.CALLED_OFF, LegFact.SUBSTITUTED, INVOICED);
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    @Override
    public void handleAll(Batch batch) {
        Set<OrderNumber> substituted = orders(batch.facts().stream()
                .filter(fact -> fact.type().equals(LegFact.SUBSTITUTED)));
        outward.locks().take(orders(batch.facts().stream()),
                order -> order.posting() == PostingState.REFUSED || order.added() || substituted.contains(order.number()));
        for (Fact fact : batch.facts()) {
            try {
                if (!batch.isStuck(fact)) {
                    count(fact);
                }
            } catch (Indigestible why) {
                batch.giveBack(fact, why);
            }
        }
    }

    private static Set<OrderNumber> orders(Stream<Fact> facts) {
        return facts.flatMap(fact -> OrderNumber.parse(fact.key()).stream()).collect(Collectors.toSet());
    }

    private void count(Fact fact) {
        OrderNumber number = OrderNumber.parse(fact.key()).filter(each -> store.lock(each).isPresent()).orElseThrow(() ->
                new Indigestible("order-unknown", "There is no order " + fact.key() + "."));
        List<Progress> progress = progress(fact);
        store.progress(number, progress);
        boolean added = fact.type().equals(LegFact.SUBSTITUTED) && add(store.byNumber(number).orElseThrow(), fact);
        Order order = store.byNumber(number).orElseThrow();
        List<Progress> less = progress.stream().filter(line -> line.cancelled().signum() > 0).toList();
        if (added || !less.isEmpty() && !outward.amendments().refused(number).containsAll(less.stream()
                .map(Progress::line_no).toList())) {
            amend(order, fact);
        }
        boolean done = order.lines().stream().allMatch(line -> line.open().isZero()
                && line.invoiced().equals(line.shipped()));
        boolean shipped = order.lines().stream().anyMatch(line -> line.shipped().isPositive());
        if (done) {
            close(order, shipped ? OrderEvent.FULFILLED : OrderEvent.CANCELLED, fact);
        }
    }

    /**
     * What is sent for missing items are lines of their own, at the prices of the day on which that was decided. By how
     * much they are dearer is claimed of the account's credit until the ERP has them, whether or not that is left: the goods
     * go anyway.
     *
     * @return whether the ERP is to be told of them
     */
    private boolean add(Order order, Fact fact) {
        SubstituteLines.Substituted more = outward.substitutes().of(order, json.read(fact.data(), LegFact.Substituted.class),
                outward.amendments().taxed(order.number()), fact.time());
        outward.amendments().add(order.number(), more.lines(), more.totals(), more, more.decidedAt());
        more.bookedBy().ifPresent(who -> outward.amendments().booked(order.number(), more.lines(), who));
        if (more.bookedBy().isEmpty() && more.dearer().signum() > 0) {
            outward.credit().reserve(List.of(new Credit.Claim(Additions.claim(order, more.lines().getFirst()),
                    order.account(), more.dearer())));
        }
        return more.bookedBy().isEmpty();
    }

    /** Tells the ERP what of its order is cancelled and added altogether by now: told twice, or late, it changes nothing. */
    private void amend(Order order, Fact fact) {
        outward.effects().request(List.of(new NewEffect(order.erpSystem(), "order.amend",
                order.number() + "~" + fact.position(),
                order.number().value(), Tier.CRITICAL, fact.cause("hub"),
                outward.amendments().amendment(order.number()))));
    }

    private List<Progress> progress(Fact fact) {
        BigDecimal none = BigDecimal.ZERO;
        return switch (fact.type()) {
            case LegFact.DISPATCHED -> json.read(fact.data(), LegFact.Dispatched.class).lines().stream()
                    .map(line -> new Progress(line.lineNo(), line.quantity().value(), none, none)).toList();
            case LegFact.SHORTED -> json.read(fact.data(), LegFact.Shorted.class).cut().stream()
                    .map(line -> new Progress(line.lineNo(), none, line.quantity().value(), none)).toList();
            case LegFact.CALLED_OFF -> json.read(fact.data(), LegFact.CalledOff.class).lines().stream()
                    .map(line -> new Progress(line.lineNo(), none, line.quantity().value(), none)).toList();
            case LegFact.SUBSTITUTED -> json.read(fact.data(), LegFact.Substituted.class).cancelled().entrySet().stream()
                    .map(each -> new Progress(each.getKey(), none, each.getValue().value(), none)).toList();
            case INVOICED -> json.read(fact.data(), InvoicedShipment.class).shipped().stream()
                    .map(line -> new Progress(line.lineNo(), none, none, line.base())).toList();
            default -> throw new IllegalStateException("not subscribed to " + fact.type());
        };
    }

    /** The part of {@code invoice.posted} that matters here: what of the order it covers, in base units. */
    record InvoicedShipment(List<Line> shipped) {

        record Line(int lineNo, BigDecimal base) {
        }
    }

    private void close(Order order, OrderEvent event, Fact fact) {
        if (OrderLifecycle.decide(order.commercialState(), event) instanceof Answer.Moved<CommercialState>(var next)) {
            store.move(order, next, order.postingState(), Optional.empty(), Optional.empty(), clock.instant());
            if (next == CommercialState.CANCELLED && order.postingState() == PostingState.REFUSED) {
                // The ERP will never contain it.
                outward.credit().release(order.number().value());
            }
            outward.credit().releaseUnbooked(Additions.claims(order));
            journal.append(NewFact.of("order." + next.label(), order.number().value(), fact.cause("hub"),
                    Map.of("number", order.number())));
        }
    }
}
