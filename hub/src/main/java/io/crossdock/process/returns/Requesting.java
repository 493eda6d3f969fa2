package io.crossdock.process.returns;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.series.Series;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.system.catalog.Catalog;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes requests: of an order line never more than was shipped and is not returned yet, however many ask at once. */
@Component
class Requesting {

    private static final long FIRST = 1001;

    private final Books books;
    private final Inbox inbox;
    private final Deciding deciding;
    private final Circumstances circumstances;
    private final TransactionTemplate transaction;

    Requesting(Books books, Inbox inbox, Deciding deciding, Circumstances circumstances, TransactionTemplate transaction) {
        this.books = books;
        this.inbox = inbox;
        this.deciding = deciding;
        this.circumstances = circumstances;
        this.transaction = transaction;
    }

    /** What a request is checked against. */
    @Component("returns-books")
    record Books(ReturnStore store, Ordering ordering, Fulfilment fulfilment, Catalog catalog) {
    }

    /** The rules, the numbers and the time. */
    @Component("returns-circumstances")
    record Circumstances(Landscapes landscapes, Series series, Clock clock, Json json) {
    }

    /** What the inbox keeps of a request. */
    record Answered(ReturnNumber number) {
    }

    ReturnAnswer request(ReturnRequest request, AccountId account, Incoming message) {
        return Optional.ofNullable(transaction.execute(status -> switch (inbox.open(List.of(message)).getFirst()) {
            case Receipt.New(UUID id) -> decide(id, request, account, message.origin());
            case Receipt.Seen(Message seen) -> new ReturnAnswer.Taken(books.store().byNumber(circumstances.json()
                    .read(seen.outcome().orElseThrow(), Answered.class).number()).orElseThrow(), true);
            case Receipt.Conflict conflict -> new ReturnAnswer.Conflict();
        })).orElseThrow();
    }

    private ReturnAnswer decide(UUID message, ReturnRequest request, AccountId account, Origin origin) {
        OrderNumber number = request.order();
        Map<Integer, BigDecimal> claimed = books.store().lockClaims(number,
                books.ordering().order(number).stream().flatMap(order -> order.lines().stream())
                        .map(Order.Line::lineNo).filter(line -> request.lines().stream()
                                .anyMatch(asked -> asked.lineNo() == line)).toList());
        // Read after the lock: what has left meanwhile may come back.
        Order order = books.ordering().order(number).filter(each -> each.account().equals(account)).orElseThrow();
        Landscape landscape = circumstances.landscapes().current();
        Policies.Returns policy = landscape.policies().returns();
        Instant now = circumstances.clock().instant();
        List<Leg> legs = books.fulfilment().legs(List.of(number)).stream().filter(leg -> leg.shippedAt().isPresent())
                .toList();
        RequestCheck check = new RequestCheck(order, legs, policy, now, claimed);
        check.check(request, books.catalog());
        if (!check.faults().isEmpty()) {
            inbox.forget(List.of(message));
            return new ReturnAnswer.Refused(check.faults());
        }
        Optional<LocationId> warehouse = warehouse(check, legs, landscape);
        if (warehouse.isEmpty()) {
            inbox.forget(List.of(message));
            return ReturnAnswer.Refused.because("", "no-warehouse", "There is no warehouse that takes goods back.");
        }
        Money value = Money.of(check.value().setScale(2, landscape.arithmetic(order.account()).rounding().mode()),
                Currency.getInstance(order.currency()));
        check.lines().forEach(line -> books.store().claim(number, line.line().lineNo(), shipped(order, line),
                line.line().quantity().value()));
        ReturnNumber rma = new ReturnNumber("RMA-" + circumstances.series().take("returns", 1, FIRST));
        Return asked = new Return(rma, number, order.account(), request.buyerReference(), State.REQUESTED, Optional.empty(),
                warehouse.get(), value, now, Optional.empty(), Optional.empty(),
                check.lines().stream().map(ReturnStore.NewLine::line).toList(), Optional.empty());
        books.store().insert(asked, new ReturnStore.Terms(order.erpSystem(), policy.restockingFeePercent(),
                landscape.arithmetic(order.account()).rounding(), origin.correlation()), check.lines());
        deciding.asked(asked, origin);
        inbox.settle(List.of(new Settlement(message, Message.State.DIGESTED, rma.value(), new Answered(rma))));
        return new ReturnAnswer.Taken(books.store().byNumber(rma).orElseThrow(), false);
    }

    private static BigDecimal shipped(Order order, ReturnStore.NewLine line) {
        return order.lines().stream().filter(each -> each.lineNo() == line.line().lineNo()).findFirst().orElseThrow()
                .shipped().value();
    }

    /** Where the policy says; else the warehouse that shipped most of the lines; else the one that is preferred. */
    private static Optional<LocationId> warehouse(RequestCheck check, List<Leg> legs, Landscape landscape) {
        List<Integer> lines = check.lines().stream().map(line -> line.line().lineNo()).toList();
        Map<LocationId, Long> shipped = new HashMap<>();
        for (Leg leg : legs) {
            if (leg.origin() instanceof LegPlan.Origin.Warehouse(LocationId location)) {
                long own = leg.lines().stream().filter(line -> lines.contains(line.lineNo())).count();
                shipped.merge(location, own, Long::sum);
            }
        }
        return landscape.policies().returns().warehouse()
                .or(() -> shipped.entrySet().stream().filter(each -> each.getValue() > 0)
                        .max(Map.Entry.<LocationId, Long>comparingByValue().thenComparing(Map.Entry::getKey,
                                Comparator.comparing(LocationId::value).reversed())).map(Map.Entry::getKey))
                .or(() -> landscape.policies().sourcing().prefer().stream().findFirst())
                .or(() -> landscape.systems(SystemSettings.Kind.WMS).stream()
                        .flatMap(system -> system.location().stream()).findFirst());
    }
}
