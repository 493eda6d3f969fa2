package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ordering's faults point into the request it was given; partners know the lines of their purchase order. */
final class LinePointers {

    private static final Pattern LINE = Pattern.compile("/lines/(\\d{1,6})(/.*)?");

    private LinePointers() {}

    /** The same fault, pointing at the line's place in the purchase order. */
    static Fault toPurchaseOrder(Fault fault, OrderRequest request) {
        Matcher matcher = LINE.matcher(fault.pointer());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) >= request.lines().size()) {
            return fault;
        }
        int place = request.lines().get(Integer.parseInt(matcher.group(1))).lineNo() - 1;
        String rest = matcher.group(2) == null ? "" : matcher.group(2);
        return new Fault("/lines/" + place + rest, fault.code(), fault.message());
    }

    /** Number of the line, from 1, that a fault is about; empty when it is about the whole order. */
    static Optional<Integer> lineNo(Fault fault) {
        Matcher matcher = LINE.matcher(fault.pointer());
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1)) + 1) : Optional.empty();
    }

    static OrderRequest withLines(OrderRequest request, List<OrderRequest.Line> lines) {
        return new OrderRequest(request.channel(), request.consumer(), request.account(), request.buyerReference(),
                request.requestedDate(), request.shipTo(), request.currency(), lines, request.completeness(),
                request.notes());
    }

    static List<Fault> joined(List<Fault> first, List<Fault> further, OrderRequest request) {
        List<Fault> all = new ArrayList<>(first);
        further.stream().map(fault -> toPurchaseOrder(fault, request)).filter(fault -> !all.contains(fault))
                .forEach(all::add);
        return all;
    }
}
