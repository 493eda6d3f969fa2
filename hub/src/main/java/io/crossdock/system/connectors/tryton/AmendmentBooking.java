package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.tryton.SaleMoves.Move;
import io.crossdock.system.connectors.tryton.Shipments.Shipment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cancels what is open of a sale, up to what is cancelled altogether: the goods are taken out of their shipment as a
 * move of their own, that move is cancelled, and Tryton is told not to make it again. Looks again after each step, so
 * that it may begin anywhere and be repeated. For one thread.
 */
final class AmendmentBooking {

    private static final String MOVES = "stock.move";
    private static final int STEPS = 40;

    private final Conversation tryton;
    private final long sale;
    private final AmendmentRequest request;
    private final Measures measures;
    private int steps;

    AmendmentBooking(Conversation tryton, long sale, AmendmentRequest request) {
        this.tryton = tryton;
        this.sale = sale;
        this.request = request;
        this.measures = Measures.of(tryton);
    }

    /** Throws {@link Fault} when it cannot be done, or not now. */
    void run() {
        List<Long> ours = new ArrayList<>();
        for (OrderAmendment.Line line : request.lines()) {
            SaleMoves moves = look(line);
            if (wanted(line, moves).compareTo(moves.cancelled()) > 0) {
                moves = unbought(line, moves);
            }
            while (step(line, moves)) {
                if (++steps > STEPS) {
                    throw Fault.busy(tryton.system().id() + " does not do what it is told about line " + line.lineNo()
                            + ".");
                }
                moves = look(line);
            }
            if (moves.cancelled().compareTo(wanted(line, moves)) <= 0) {
                ours.addAll(moves.pending());
            }
        }
        settleShipments();
        if (!ours.isEmpty()) {
            tryton.wizard("sale.handle.shipment.exception", "sale.sale", List.of(sale), "handle", ignoring(ours));
        }
    }

    /** A line that a supplier ships is cancelled before the supplier is asked for it, and whole. */
    private SaleMoves unbought(OrderAmendment.Line line, SaleMoves moves) {
        boolean whole = wanted(line, moves).compareTo(moves.ordered()) == 0;
        DropCancellation buying = new DropCancellation(tryton, sale);
        if (!whole && buying.isBought(line.lineNo())) {
            throw Directory.refused("Line " + line.lineNo()
                    + " is shipped by a supplier and cancelled whole or not at all.");
        }
        if (!whole || !buying.unbuy(line.lineNo())) {
            return moves;
        }
        List<Long> staged = look(line).moves().stream().filter(Move::staged).map(Move::id).toList();
        if (!staged.isEmpty()) {
            tryton.press(MOVES, "cancel", staged);
        }
        return look(line);
    }

    private SaleMoves look(OrderAmendment.Line line) {
        return SaleMoves.of(sale, line.lineNo(), tryton).orElseThrow(() ->
                Directory.refused("The sale has no line " + line.lineNo() + "."));
    }

    private BigDecimal wanted(OrderAmendment.Line line, SaleMoves moves) {
        long uom = moves.moves().stream().findFirst().map(Move::uom).orElseThrow(() ->
                Fault.busy(tryton.system().id() + " has made no shipment yet."));
        return measures.in(uom, line.cancelled());
    }

    /** Whether there was something to do. What is cancelled is never less than what is taken away, not for a moment. */
    private boolean step(OrderAmendment.Line line, SaleMoves moves) {
        BigDecimal missing = wanted(line, moves).subtract(moves.cancelled());
        if (!moves.strays().isEmpty()) {
            finish(moves.strays().getFirst(), missing);
            return true;
        }
        if (moves.surplus().signum() > 0) {
            Move move = free(moves).orElseThrow(() -> Directory.refused("More of line " + line.lineNo()
                    + " has left or been cancelled than was ordered."));
            shorten(move, moves.surplus());
            return true;
        }
        if (missing.signum() <= 0) {
            return false;
        }
        Move move = free(moves).orElseThrow(() -> Directory.refused("Of line " + line.lineNo() + " "
                + missing.toPlainString() + " more cannot be cancelled: it is picked, or has left."));
        if (move.quantity().compareTo(missing) <= 0) {
            tryton.write(MOVES, List.of(move.id()), Wire.object().putNull("shipment"));
        } else {
            ObjectNode copy = Wire.object().putNull("shipment").put("origin", move.origin());
            copy.set("quantity", Wire.number(missing));
            tryton.copy(MOVES, move.id(), copy);
        }
        return true;
    }

    /** Taken out by an attempt before, or twice by one call, which then is one too many. */
    private void finish(Move stray, BigDecimal missing) {
        if (stray.quantity().compareTo(missing) <= 0) {
            tryton.press(MOVES, "cancel", List.of(stray.id()));
        } else {
            tryton.delete(MOVES, List.of(stray.id()));
        }
    }

    private void shorten(Move move, BigDecimal surplus) {
        if (move.quantity().compareTo(surplus) <= 0) {
            tryton.delete(MOVES, List.of(move.id()));
        } else {
            ObjectNode change = Wire.object();
            change.set("quantity", Wire.number(move.quantity().subtract(surplus)));
            tryton.write(MOVES, List.of(move.id()), change);
        }
    }

    /** One that may still be changed. Goods that are set aside for it in its shipment are let go. */
    private Optional<Move> free(SaleMoves moves) {
        List<Shipment> open = Shipments.of(sale, tryton).stream().filter(each -> each.state().open()).toList();
        Optional<Move> move = moves.latestIn(open);
        open.stream().filter(each -> each.state() == ShipmentState.ASSIGNED
                        && move.flatMap(Move::shipment).equals(Optional.of(each.id())))
                .forEach(each -> tryton.press(Shipments.MODEL, "wait", List.of(each.id())));
        return move;
    }

    /** What is picked follows what leaves; a shipment of nothing is none. */
    private void settleShipments() {
        for (Shipment shipment : Shipments.of(sale, tryton)) {
            boolean waits = shipment.state() == ShipmentState.WAITING || shipment.state() == ShipmentState.DRAFT;
            if (waits && shipment.moves().isEmpty()) {
                tryton.press(Shipments.MODEL, "cancel", List.of(shipment.id()));
            } else if (waits && shipment.moves().stream().anyMatch(move ->
                    move.picked().compareTo(move.quantity()) != 0)) {
                tryton.press(Shipments.MODEL, "wait", List.of(shipment.id()));
            }
        }
    }

    private static ObjectNode ignoring(List<Long> moves) {
        ObjectNode form = Wire.object();
        ObjectNode ask = form.putObject("ask");
        ask.putArray("recreate_moves");
        moves.forEach(ask.putArray("domain_moves")::add);
        return form;
    }
}
