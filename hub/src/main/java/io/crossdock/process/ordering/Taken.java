package io.crossdock.process.ordering;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.series.Series;
import io.crossdock.process.fulfilment.LegPlanning;
import io.crossdock.process.fulfilment.OrderLegs;
import io.crossdock.process.fulfilment.SourcingDecision.Cut;
import io.crossdock.process.ordering.Decision.Verdict;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.credit.CreditLine;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes taken orders: numbers, orders, legs, reservations, facts and effects, set by set. */
@Component
class Taken {

    static final String ACCEPTED = "order.accepted";
    static final String REJECTED = "order.rejected";
    private static final long FIRST_NUMBER = 100_001;

    private final OrderStore store;
    private final Series series;
    private final LegPlanning legs;
    private final Credit credit;
    private final Ledgers ledgers;

    Taken(OrderStore store, Series series, LegPlanning legs, Credit credit, Ledgers ledgers) {
        this.store = store;
        this.series = series;
        this.legs = legs;
        this.credit = credit;
        this.ledgers = ledgers;
    }

    @Component
    record Ledgers(Journal journal, Effects effects, SoftReservations reservations) {
    }

    /** Orders about to be written together. */
    static final class Batch {

        private final Instant now;
        private final List<Entry> entries = new ArrayList<>();

        Batch(Instant now) {
            this.now = now;
        }

        void add(int index, Waiting waiting, Draft.Priced draft, Verdict.Take take, Decision decision,
                Optional<CreditLine> credit, Optional<SoftReservation> reservation, String erp) {
            entries.add(new Entry(index, waiting, draft, take, decision, credit.orElseThrow(), reservation, erp));
        }
    }

    private record Entry(int index, Waiting waiting, Draft.Priced draft, Verdict.Take take, Decision decision,
            CreditLine credit, Optional<SoftReservation> reservation, String erp) {

        Origin origin() {
            return waiting.message().origin();
        }
    }

    /** What {@code order.rejected} says. */
    record Rejected(String channel, String consumer, String account, Optional<String> buyerReference,
            List<Fault> faults) {
    }

    /** Returns the answers by the place of the request in the batch. */
    Map<Integer, OrderAnswer> write(Batch batch) {
        Map<Integer, OrderAnswer> answers = new LinkedHashMap<>();
        if (batch.entries.isEmpty()) {
            return answers;
        }
        long first = series.take("order", batch.entries.size(), FIRST_NUMBER);
        List<Order> orders = new ArrayList<>();
        Map<OrderNumber, DecisionReceipt> receipts = new LinkedHashMap<>();
        List<OrderLegs> planned = new ArrayList<>();
        List<Credit.Claim> claims = new ArrayList<>();
        List<NewFact> facts = new ArrayList<>();
        List<NewEffect> effects = new ArrayList<>();
        List<SoftReservations.Taking> takings = new ArrayList<>();
        for (Entry entry : batch.entries) {
            OrderNumber number = Acceptance.number(first + orders.size());
            OrderAnswer answer = Decision.answer(entry.draft(), entry.take(), number, batch.now,
                    Acceptance.state(entry.take(), entry.decision().erpDown()), Ids.at(batch.now));
            answers.put(entry.index(), answer);
            orders.add(order(entry, answer));
            receipts.put(number, Receipts.of(number, answer.acceptedAt(), entry.draft(), entry.take(),
                    entry.decision(), entry.credit()));
            planned.add(new OrderLegs(number, entry.draft().account().id(), entry.draft().shipToId(),
                    entry.draft().shipTo(), entry.draft().account().backorderPolicy(), entry.draft().completeness(),
                    Optional.of(entry.draft().traits()), entry.origin(), entry.take().plan().legs()));
            claims.add(new Credit.Claim(number.value(), entry.draft().account().id(), entry.take().figures().total()));
            entry.reservation().ifPresent(soft -> takings.add(new SoftReservations.Taking(soft, number.value(),
                    entry.origin())));
            facts.add(NewFact.of(ACCEPTED, number.value(), entry.origin(), answer));
            effects.add(new NewEffect(entry.erp(), "order.post", number.value(), number.value(), Tier.CRITICAL,
                    entry.origin(), posting(entry, answer)));
        }
        store.insert(orders, receipts, batch.now);
        ledgers.reservations().take(takings);
        legs.plan(planned, "hub");
        ledgers.reservations().tell(takings);
        credit.reserve(claims);
        ledgers.effects().request(effects);
        ledgers.journal().append(facts);
        return answers;
    }

    /** Tells that a request was refused; returns what to call it. */
    String rejected(Waiting waiting, List<Fault> faults) {
        var request = waiting.draft().request();
        String subject = request.buyerReference().orElse(waiting.message().dedupeKey());
        ledgers.journal().append(new NewFact(REJECTED, subject, waiting.message().source() + " " + subject,
                waiting.message().origin(), 1,
                new Rejected(request.channel().label(), request.consumer(), request.account().value(),
                        request.buyerReference(), faults)));
        return subject;
    }

    private static Order order(Entry entry, OrderAnswer answer) {
        Draft.Priced draft = entry.draft();
        List<Order.Line> lines = draft.lines().stream().map(line -> {
            Figures.Line figure = entry.take().figures().line(line.asked().lineNo());
            Quantity none = Quantity.zero(line.base().unit());
            Quantity cut = entry.take().plan().cut().stream().filter(c -> c.lineNo() == line.asked().lineNo())
                    .map(Cut::quantity).findFirst().orElse(none);
            return new Order.Line(line.asked().lineNo(), line.asked().buyerLine(),
                    Optional.of(line.asked().item().toString()), line.item().sku(), line.item().description(),
                    line.asked().quantity(), figure.quantity(), figure.unitPrice(), figure.net(),
                    line.item().taxClass(), line.base(), cut, none, none);
        }).toList();
        OrderAnswer.Totals totals = answer.totals();
        return new Order(answer.id(), answer.number(), answer.channel(), answer.consumer(), answer.account(),
                answer.buyerReference(), draft.request().requestedDate(), draft.shipToId(), draft.shipTo(),
                draft.completeness(), answer.currency(), totals.net(), totals.freight(), totals.tax(), totals.total(),
                entry.take().held() ? CommercialState.HELD : CommercialState.ACCEPTED, PostingState.PENDING,
                entry.take().held() ? Optional.of("Waits for the ERP: the order is above what may be confirmed without it.")
                        : Optional.empty(),
                entry.erp(), Optional.empty(), answer.conditions(), entry.origin().correlation(),
                answer.acceptedAt(), Optional.empty(), lines);
    }

    private static OrderPosting posting(Entry entry, OrderAnswer answer) {
        return new OrderPosting(answer.number().value(), answer.account(), answer.buyerReference(), answer.currency(),
                answer.lines().stream().filter(line -> line.quantity().isPositive())
                        .map(line -> new OrderPosting.Line(line.lineNo(), line.sku(), line.quantity(), line.unitPrice(),
                                Books.shares(entry.take().plan().legs(), line.lineNo())))
                        .toList(),
                answer.totals().freight(), answer.totals().tax(), answer.totals().total(), entry.draft().shipToId(),
                entry.draft().shipTo());
    }
}
