package io.crossdock.system.connectors.tryton;

import io.crossdock.system.connectors.tryton.DropLines.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Sees to it that what is cancelled of a sale is not bought for it either: the purchase of the line is made if there is
 * none, and cancelled, which Tryton takes for the end of its request. What the supplier was asked for is too late. For one
 * thread.
 */
final class DropCancellation {

    private static final String PURCHASE = "purchase.purchase";
    private static final String REQUEST = "purchase.request";
    private static final Set<String> OPEN = Set.of("draft", "quotation");

    private final Conversation tryton;
    private final long sale;

    DropCancellation(Conversation tryton, long sale) {
        this.tryton = tryton;
        this.sale = sale;
    }

    boolean isBought(int lineNo) {
        return request(lineNo).isPresent();
    }

    /** Whether a supplier ships this line; if so, nobody buys it any more. Throws {@link Fault} when that is too late. */
    boolean unbuy(int lineNo) {
        Optional<Request> request = request(lineNo);
        if (request.isEmpty()) {
            return false;
        }
        if (request.get().purchase().isEmpty()) {
            tryton.wizard("purchase.request.create_purchase", REQUEST, List.of(request.get().id()), "start", Wire.object());
        }
        long purchase = request(lineNo).flatMap(Request::purchase).orElseThrow(() ->
                Fault.busy(tryton.system().id() + " made no purchase of line " + lineNo + "."));
        JsonNode row = purchase(purchase);
        if (OPEN.contains(row.path("state").asString(""))) {
            if (row.path("lines").size() > 1) {
                throw Directory.refused("Line " + lineNo + " is bought together with others.");
            }
            tryton.press(PURCHASE, "cancel", List.of(purchase));
            row = purchase(purchase);
        }
        if (!row.path("state").asString("").equals("cancelled")) {
            throw Directory.refused("Of line " + lineNo + " nothing can be cancelled: its supplier was asked for it.");
        }
        if (tryton.read(REQUEST, List.of(request.get().id()), List.of("state")).getFirst().path("state").asString("")
                .equals("exception")) {
            tryton.wizard("purchase.request.handle.purchase.cancellation", REQUEST, List.of(request.get().id()),
                    "cancel_request", Wire.object());
        }
        return true;
    }

    private Optional<Request> request(int lineNo) {
        return DropLines.of(sale, Set.of(lineNo), tryton).flatMap(lines ->
                Optional.ofNullable(lines.requests().get(lineNo)));
    }

    private JsonNode purchase(long id) {
        return tryton.read(PURCHASE, List.of(id), List.of("state", "lines")).getFirst();
    }
}
