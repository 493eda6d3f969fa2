package io.crossdock.process.ordering;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.process.ordering.Decision.Verdict;
import io.crossdock.system.credit.CreditLine;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes down why an order, or what was added to one, was taken as it was. */
final class Receipts {

    private Receipts() {
    }

    /** @param line as it was before */
    static DecisionReceipt of(OrderNumber number, Instant at, Draft.Priced draft, Verdict.Take take, Decision decision,
            CreditLine line) {
        OrderAnswer.Totals totals = take.figures().totals();
        List<DecisionReceipt.PricedLine> lines = draft.lines().stream().map(each -> priced(draft, take, each)).toList();
        return new DecisionReceipt(number, draft.account().id(), at, draft.landscape().version(),
                draft.arithmetic().rounding().name().toLowerCase(Locale.ROOT), draft.evidence(), lines,
                take.figures().taxes(), take.figures().freight(),
                new DecisionReceipt.Credit(decision.erpDown() ? "fallback" : "replicated", line.limit(),
                        decision.headroomPercent(), line.exposure(), line.reserved(), line.position(), line.asOf(),
                        decision.creditAvailable(line), totals.total()),
                take.seen().stream().map(seen -> new DecisionReceipt.Stock(seen.stock().sku(),
                        seen.stock().location(), seen.stock().onHand().value(), seen.stock().onHold().value(),
                        seen.stock().reserved().value(), decision.haircutPercent(), seen.available(),
                        seen.stock().countedAt())).toList(),
                new DecisionReceipt.Sourcing(take.plan().rule(), take.plan().legs().stream()
                        .map(leg -> Decision.from(leg).orElse("backorder")).toList(), take.plan().alternatives(),
                        take.plan().scores()),
                totals, draft.request().reservation());
    }

    private static DecisionReceipt.PricedLine priced(Draft.Priced draft, Verdict.Take take, Draft.Line each) {
        Figures.Line figure = take.figures().line(each.asked().lineNo());
        return new DecisionReceipt.PricedLine(each.asked().lineNo(), each.item().sku(), each.asked().quantity(),
                each.base(), figure.quantity(), each.price().source(), each.price().version(),
                each.price().unitPrice().amount(), each.price().unit().code(), each.price().minQuantity(),
                figure.factor(), figure.unitPrice(), each.asked().expectedPrice().map(Money::amount),
                draft.landscape().policies().priceTolerancePercent(), figure.net());
    }
}
