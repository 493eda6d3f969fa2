package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.tryton.SaleMoves.Move;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Spreads what is cancelled of an order over its sales: what is cancelled in each stays, and what is missing is taken from
 * a sale that has just that open, else from the one that has most. Begins anywhere, as {@link AmendmentBooking} does. For
 * one thread.
 */
final class SharedCancellation {

    /** Goods that are on their way out, or have left. */
    private static final Set<String> BOUND = Set.of("assigned", "done");

    private final Conversation tryton;
    private final List<Sold> sales;
    private final AmendmentRequest request;

    SharedCancellation(Conversation tryton, List<Sold> sales, AmendmentRequest request) {
        this.tryton = tryton;
        this.sales = List.copyOf(sales);
        this.request = request;
    }

    /** Throws {@link Fault} when it cannot be done, or not now. */
    void run() {
        if (sales.size() == 1) {
            new AmendmentBooking(tryton, sales.getFirst().sale(), request).run();
            return;
        }
        Measures measures = Measures.of(tryton);
        Map<Sold, List<OrderAmendment.Line>> lines = new LinkedHashMap<>();
        for (OrderAmendment.Line line : request.lines()) {
            targets(line, measures).forEach((sold, target) ->
                    lines.computeIfAbsent(sold, each -> new ArrayList<>()).add(target));
        }
        lines.forEach((sold, its) -> new AmendmentBooking(tryton, sold.sale(),
                new AmendmentRequest(request.order(), its)).run());
    }

    /** What a sale has of a line, in the unit in which it is cancelled. */
    private record Standing(Sold sold, Quantity cancelled, Quantity open) {

        private static Standing of(Sold sold, SaleMoves moves, Quantity wanted, Measures measures) {
            long uom = moves.moves().stream().findFirst().map(Move::uom).orElseThrow(() ->
                    Fault.busy("No shipment of the sale is made yet."));
            BigDecimal bound = moves.moves().stream().filter(move -> BOUND.contains(move.state()))
                    .map(Move::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal open = moves.ordered().subtract(moves.cancelled()).subtract(bound).max(BigDecimal.ZERO);
            return new Standing(sold, measures.of(uom, moves.cancelled(), wanted.unit()),
                    measures.of(uom, open, wanted.unit()));
        }
    }

    private Map<Sold, OrderAmendment.Line> targets(OrderAmendment.Line line, Measures measures) {
        List<Standing> standings = new ArrayList<>();
        for (Sold sold : sales) {
            SaleMoves.of(sold.sale(), line.lineNo(), tryton).ifPresent(moves ->
                    standings.add(Standing.of(sold, moves, line.cancelled(), measures)));
        }
        if (standings.isEmpty()) {
            throw Directory.refused("The sales have no line " + line.lineNo() + ".");
        }
        Quantity missing = standings.stream().map(Standing::cancelled).reduce(line.cancelled(), Quantity::minus);
        Map<Sold, OrderAmendment.Line> targets = new LinkedHashMap<>();
        for (Standing standing : byLikelihood(standings, missing)) {
            Quantity more = missing.isPositive() ? missing.min(standing.open()) : Quantity.zero(missing.unit());
            missing = missing.minus(more);
            targets.put(standing.sold(), new OrderAmendment.Line(line.lineNo(), line.sku(),
                    standing.cancelled().plus(more)));
        }
        // What is too much is refused by the one that could give most, in its own words.
        Quantity rest = missing;
        Optional.of(rest).filter(Quantity::isPositive).ifPresent(each -> targets.computeIfPresent(
                byLikelihood(standings, rest).getFirst().sold(), (sold, target) -> new OrderAmendment.Line(target.lineNo(),
                        target.sku(), target.cancelled().plus(rest))));
        return targets;
    }

    private static List<Standing> byLikelihood(List<Standing> standings, Quantity missing) {
        return standings.stream().sorted(Comparator.comparing((Standing each) -> !each.open().equals(missing))
                .thenComparing(Comparator.comparing(Standing::open).reversed())
                .thenComparing(each -> each.sold().sale())).toList();
    }
}
