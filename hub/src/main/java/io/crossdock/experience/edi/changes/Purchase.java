package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.Quantity;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.maps.UnitCodes;
import io.crossdock.process.ordering.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What the 850 said of the lines that a change is about, beside the order that came of it.
 *
 * @param shipTo N104 of its N1*ST
 */
record Purchase(Order order, Optional<String> shipTo, List<Line> lines) {

    /**
     * @param name   PO101, or its place
     * @param factor so many of the units that were ordered are one of theirs
     */
    record Line(int lineNo, String name, Optional<String> unit, BigDecimal factor, List<Id> ids) {
    }

    /** A name of the item. */
    record Id(String qualifier, String value) {
    }

    /** A decimal and an X12 unit. */
    record Amount(String quantity, String unit) {
    }

    static Purchase of(ReceivedSet set, Order order) {
        List<Line> lines = new ArrayList<>();
        int lineNo = 0;
        for (JsonNode line : set.purchaseOrder().map(mapped -> mapped.path("lines")).orElseThrow()) {
            lineNo++;
            List<Id> ids = new ArrayList<>();
            line.path("ids").forEach(id -> ids.add(new Id(id.path("qualifier").asString(""),
                    id.path("value").asString(""))));
            lines.add(new Line(lineNo, line.path("line").asString(String.valueOf(lineNo)), text(line.path("unit")),
                    text(line.path("factor")).map(BigDecimal::new).orElse(BigDecimal.ONE), ids));
        }
        order.lines().stream().filter(line -> line.wished() && line.moreOf().isEmpty()).forEach(line ->
                lines.add(new Line(line.lineNo(), line.buyerLine().orElse(String.valueOf(line.lineNo())),
                        Optional.of(UnitCodes.toX12(line.ordered().unit().code())), BigDecimal.ONE,
                        line.buyerItem().stream().map(item -> new Id("BP", item)).toList())));
        Optional<String> shipTo = set.purchaseOrder().orElseThrow().path("parties").valueStream()
                .filter(party -> party.path("role").asString("").equals("shipTo")).findFirst()
                .flatMap(party -> text(party.path("id")));
        return new Purchase(order, shipTo, lines);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node.asString());
    }

    Optional<Order.Line> ordered(int lineNo) {
        return order.lines().stream().filter(each -> each.lineNo() == lineNo).findFirst();
    }

    /** What has left of a line with all that was added to it. */
    Quantity shipped(int lineNo) {
        return sum(lineNo, Order.Line::shipped);
    }

    /** What is still to leave of it. */
    Quantity open(int lineNo) {
        return sum(lineNo, Order.Line::open);
    }

    private Quantity sum(int lineNo, Function<Order.Line, Quantity> what) {
        return order.of(lineNo).stream().map(what).reduce(Quantity.zero(ordered(lineNo).orElseThrow().base().unit()),
                Quantity::plus);
    }

    /** The lines that a change may mean: by their name, else by their item. */
    List<Line> meant(ChangeDocument.Line asked) {
        Optional<Line> named = asked.line().flatMap(name -> lines.stream().filter(line -> line.name().equals(name))
                .findFirst());
        return named.map(List::of).orElseGet(() -> lines.stream().filter(line -> names(line, asked)).toList());
    }

    /** Whether a change names the item of a line. */
    boolean names(Line line, ChangeDocument.Line asked) {
        return asked.ids().stream().anyMatch(id -> line.ids().stream().anyMatch(each -> each.value().equals(id.value()))
                || ordered(line.lineNo()).filter(each -> each.sku().value().equals(id.value())).isPresent());
    }

    /** Base units as they count them, where that is a whole number of their packs, else in base units. */
    Amount theirs(int lineNo, Quantity base) {
        Amount ours = new Amount(base.decimal(), UnitCodes.toX12(base.unit().code()));
        Optional<Line> line = IntStream.range(0, lines.size()).mapToObj(lines::get).filter(each -> each.lineNo() == lineNo)
                .findFirst();
        return line.flatMap(each -> each.unit().filter(unit -> unit.length() <= 2).flatMap(unit -> ordered(lineNo)
                .flatMap(known -> packs(each, known, base, unit)))).orElse(ours);
    }

    private static Optional<Amount> packs(Line line, Order.Line known, Quantity base, String unit) {
        BigDecimal[] parts = base.value().multiply(known.ordered().value())
                .divideAndRemainder(known.base().value().multiply(line.factor()));
        return parts[1].signum() == 0 ? Optional.of(new Amount(plain(parts[0]), unit)) : Optional.empty();
    }

    static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
