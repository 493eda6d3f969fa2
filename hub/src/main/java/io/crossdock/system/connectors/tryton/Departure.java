package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.system.connectors.tryton.Shipments.Move;
import io.crossdock.system.connectors.tryton.Shipments.Shipment;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the sales that something shipped belongs to: as much as it can hold from the first, the rest from the next. What an
 * attempt before has claimed counts as it did then, so that another one comes to the same.
 *
 * @param sales     of one order, the likeliest first
 * @param reference our number of the shipment
 */
record Departure(Conversation tryton, List<Sold> sales, String reference) {

    /** By sale, what of each line left; throws {@link Fault} if not all of it has a place. */
    Map<Sold, Map<Integer, Quantity>> of(Map<Integer, Quantity> shipped) {
        if (sales.size() == 1) {
            return Map.of(sales.getFirst(), shipped);
        }
        Map<Integer, Quantity> left = new HashMap<>(shipped);
        Map<Sold, Map<Integer, Quantity>> shares = shares(left);
        if (isShort(left)) {
            // A worker there may have made it meanwhile.
            if (sales.stream().anyMatch(sold -> !SaleMoves.settled(sold.sale(), shipped.keySet(), tryton))) {
                throw Fault.busy(tryton.system().id() + " has made no shipment yet.");
            }
            left = new HashMap<>(shipped);
            shares = shares(left);
        }
        if (isShort(left)) {
            throw Directory.refused("No shipment of the sales can hold what " + reference + " has shipped.");
        }
        return shares;
    }

    private static boolean isShort(Map<Integer, Quantity> left) {
        return left.values().stream().anyMatch(Quantity::isPositive);
    }

    /** @param left is less by what has a place */
    private Map<Sold, Map<Integer, Quantity>> shares(Map<Integer, Quantity> left) {
        Measures measures = Measures.of(tryton);
        Map<Sold, Map<Integer, Quantity>> shares = new LinkedHashMap<>();
        for (Sold sold : sales) {
            Optional<Shipment> shipment = candidate(sold);
            if (shipment.isEmpty()) {
                continue;
            }
            Map<Integer, Quantity> share = new HashMap<>();
            for (Move move : shipment.get().moves()) {
                Optional<Quantity> wanted = Optional.ofNullable(left.get(move.lineNo())).filter(Quantity::isPositive);
                wanted.ifPresent(quantity -> {
                    Quantity part = measures.of(move.uom(), move.quantity(), quantity.unit()).min(quantity);
                    if (part.isPositive()) {
                        share.merge(move.lineNo(), part, Quantity::plus);
                        left.put(move.lineNo(), quantity.minus(part));
                    }
                });
            }
            if (!share.isEmpty()) {
                shares.put(sold, share);
            }
        }
        return shares;
    }

    private Optional<Shipment> candidate(Sold sold) {
        List<Shipment> all = Shipments.of(sold.sale(), tryton);
        return all.stream().filter(each -> each.reference().equals(Optional.of(reference))).findFirst()
                .or(() -> all.stream().filter(each -> each.reference().isEmpty() && each.state().open())
                        .filter(each -> each.moves().stream().anyMatch(move ->
                                move.quantity().compareTo(BigDecimal.ZERO) > 0)).findFirst());
    }
}
