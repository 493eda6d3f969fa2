package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.tryton.Shipments.Shipment;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Everything that moves or has moved for one line of a sale. Tryton counts a cancelled move as if it had left once it
 * is ignored, and makes no other for it.
 *
 * @param ordered in the line's unit, as are the moves
 * @param moves the oldest first, without those that Tryton has made again
 * @param pending cancelled ones about which nobody has decided
 */
record SaleMoves(int lineNo, BigDecimal ordered, List<Move> moves, List<Long> pending) {

    private static final List<String> LINE = List.of("sequence", "quantity", "moves_ignored", "moves_recreated");
    private static final List<String> MOVE = List.of("quantity", "state", "uom", "origin", "shipment");

    /** @param shipment the number of the shipment that it is part of */
    record Move(long id, String state, BigDecimal quantity, long uom, String origin, Optional<Long> shipment) {

        private static Move of(JsonNode row) {
            return new Move(Wire.id(row), Wire.needed(row, "state"), Wire.quantity(row.path("quantity")),
                    row.path("uom").asLong(0), Wire.needed(row, "origin"), shipment(row));
        }

        private static Optional<Long> shipment(JsonNode row) {
            return Wire.text(row, "shipment").filter(reference -> reference.startsWith(Shipments.MODEL + ","))
                    .map(reference -> Long.parseLong(reference.substring(reference.indexOf(',') + 1)));
        }

        boolean cancelled() {
            return state.equals("cancelled");
        }

        /** It waits for what a supplier does about it. */
        boolean staged() {
            return state.equals("staging") && shipment.isEmpty();
        }

        /** Taken out of its shipment, but not cancelled yet. */
        boolean stray() {
            return state.equals("draft") && shipment.isEmpty();
        }
    }

    static Optional<SaleMoves> of(long sale, int lineNo, Conversation tryton) {
        try {
            return tryton.search("sale.line", List.of(List.of("sale", "=", sale), List.of("sequence", "=", lineNo)),
                    Paging.first(1), LINE).stream().findFirst().map(line -> read(line, lineNo, tryton));
        } catch (IllegalArgumentException malformed) {
            throw Fault.broken(tryton.system().id() + " has a move that cannot be read: " + malformed.getMessage()
                    + ".");
        }
    }

    private static SaleMoves read(JsonNode line, int lineNo, Conversation tryton) {
        Set<Long> again = new HashSet<>(Wire.ids(line.path("moves_recreated")));
        Set<Long> ignored = new HashSet<>(Wire.ids(line.path("moves_ignored")));
        List<Move> moves = tryton.search("stock.move", List.of(List.of("origin", "=", "sale.line," + Wire.id(line))),
                Paging.all(), MOVE).stream().map(Move::of).filter(move -> !again.contains(move.id())).toList();
        return new SaleMoves(lineNo, Wire.quantity(line.path("quantity")), moves, moves.stream()
                .filter(Move::cancelled).map(Move::id).filter(id -> !ignored.contains(id)).toList());
    }

    /** Whether everything that was ordered of some lines has a move, and is in a shipment or will be in none. */
    static boolean settled(long sale, Set<Integer> lineNos, Conversation tryton) {
        return lineNos.stream().flatMap(lineNo -> of(sale, lineNo, tryton).stream())
                .allMatch(moves -> moves.surplus().signum() >= 0 && moves.loose().isEmpty());
    }

    /** What is in no shipment, and waits for one. */
    List<Move> loose() {
        return moves.stream().filter(move -> move.stray() || move.staged()).toList();
    }

    BigDecimal cancelled() {
        return sum(Move::cancelled);
    }

    /** More than was ordered: it has been cancelled in one place and not yet been taken out of another. */
    BigDecimal surplus() {
        return sum(move -> true).subtract(ordered);
    }

    List<Move> strays() {
        return moves.stream().filter(Move::stray).toList();
    }

    /** The latest that is in a shipment of these. */
    Optional<Move> latestIn(List<Shipment> shipments) {
        Set<Long> ids = new HashSet<>(shipments.stream().map(Shipment::id).toList());
        return moves.stream().filter(move -> move.state().equals("draft") && move.quantity().signum() > 0
                && move.shipment().filter(ids::contains).isPresent()).max(Comparator.comparing(Move::id));
    }

    private BigDecimal sum(Predicate<Move> which) {
        return moves.stream().filter(which).map(Move::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
