package io.crossdock.experience.edi.changes;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.edi.maps.UnitCodes;
import io.crossdock.process.changes.ChangeWish;
import io.crossdock.process.ordering.Order;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What an 860 asks for of an order, or everything that is wrong with it; pointers are into the document. */
final class ChangeCheck {

    /** X12 353: cancellation, delete. */
    private static final Set<String> CANCEL = Set.of("01", "03");
    private static final String CHANGE = "04";
    private static final String REPLACE = "05";
    /** X12 374: delivery requested. */
    private static final String DELIVERY = "002";
    private static final int DIGITS_MAX = 15;
    private static final int LINE_MAX = 20;

    private final ChangeDocument document;
    private final Purchase purchase;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Added> added = new ArrayList<>();
    private final List<Dated> dated = new ArrayList<>();
    private final Set<Integer> seen = new HashSet<>();
    private final Function<List<ChangeDocument.Id>, Optional<ItemName>> names;

    /** @param names the name by which an item is ordered of those that a line gives */
    ChangeCheck(ChangeDocument document, Purchase purchase, Function<List<ChangeDocument.Id>, Optional<ItemName>> names) {
        this.document = document;
        this.purchase = purchase;
        this.names = names;
    }

    /** What is wanted of one line. @param place in the document from 0, or -1 for what a replacement leaves out */
    record Asked(int place, String code, ChangeWish.Line wish) {
    }

    /** An item that is wanted besides. */
    record Added(int place, ChangeWish.New wish) {
    }

    /** A line that is wanted on another day. @param place in the document from 0, or -1 for all of the order */
    record Dated(int place, int lineNo, LocalDate day) {
    }

    /** @param everything nothing of the order is wanted any more */
    record Result(boolean everything, List<Asked> asked, List<Added> added, List<Dated> dated, List<Fault> faults) {
    }

    Result check() {
        String purpose = document.purpose().orElse("");
        boolean everything = CANCEL.contains(purpose);
        if (!everything && !purpose.equals(CHANGE) && !purpose.equals(REPLACE)) {
            fault("/purpose", "edi-purpose-unsupported", "Orders are cancelled (01), changed (04) and replaced (05) by 860; "
                    + "purpose " + (purpose.isEmpty() ? "(none)" : purpose) + " is none of these.");
        }
        document.lineCount().filter(count -> !count.matches("0*" + document.lines().size())).ifPresent(count ->
                fault("/lineCount", "edi-line-count", "The change says it has " + count + " lines; "
                        + document.lines().size() + " came."));
        if (!everything) {
            lines(purpose);
        }
        return new Result(everything, List.copyOf(asked), List.copyOf(added), List.copyOf(dated), List.copyOf(faults));
    }

    private void lines(String purpose) {
        document.shipTo().filter(place -> !purchase.shipTo().equals(Optional.of(place))).ifPresent(place ->
                fault("/shipTo", "ship-to-fixed", "The order goes where it was ordered to (N1*ST "
                        + purchase.shipTo().orElse("as it was") + "), not to " + place
                        + ": cancel it and order it anew for another place."));
        if (!document.dates().isEmpty()) {
            day("/dates", document.dates()).ifPresent(day -> dated.add(new Dated(-1, 0, day)));
        }
        if (document.lines().isEmpty() && document.dates().isEmpty()) {
            fault("/lines", "lines-missing", "The change names no line.");
        }
        for (int place = 0; place < document.lines().size(); place++) {
            line(place, document.lines().get(place));
        }
        if (purpose.equals(REPLACE)) {
            purchase.order().lines().stream().filter(line -> purchase.order().named(line) == line.lineNo()
                    && !seen.contains(line.lineNo()) && purchase.open(line.lineNo()).isPositive())
                    .forEach(line -> asked.add(new Asked(-1, "DI",
                            new ChangeWish.Line(line.lineNo(), purchase.shipped(line.lineNo())))));
        }
    }

    private void line(int place, ChangeDocument.Line line) {
        String code = line.code().orElse("");
        switch (code) {
            case "AI" -> besides(place, line);
            case "PC" -> known(place, line).filter(known -> agreed(place, line, known))
                    .ifPresent(known -> seen.add(known.lineNo()));
            case "PQ" -> {
                int before = faults.size();
                Optional<Purchase.Line> known = known(place, line);
                known.filter(each -> agreed(place, line, each)).ifPresent(each -> seen.remove(each.lineNo()));
                if (faults.size() == before) {
                    quantity(place, code, line);
                }
            }
            case "RS", "CT" -> known(place, line).ifPresent(known -> on(place, line, known));
            case "NC" -> known(place, line).ifPresent(known -> seen.add(known.lineNo()));
            case "DI", "CA", "QD", "QI", "MU", "RQ" -> quantity(place, code, line);
            default -> fault(place, "/code", "change-code-unknown", "Lines are changed by the codes AI, CA, QD, QI, MU, "
                    + "RQ, PQ, PC, CT, RS, DI and NC; " + (code.isEmpty() ? "none came." : code + " is none of these."));
        }
    }

    /** Its day alone, of all of it. */
    private void on(int place, ChangeDocument.Line line, Purchase.Line known) {
        Order.Line ordered = purchase.ordered(known.lineNo()).orElseThrow();
        boolean part = number(line.quantity()).isPresent() && wanted(place, line, known, ordered).filter(quantity ->
                quantity.unit().equals(ordered.ordered().unit()) && quantity.value().multiply(ordered.base().value())
                        .compareTo(purchase.open(known.lineNo()).plus(purchase.shipped(known.lineNo())).value()
                                .multiply(ordered.ordered().value())) != 0).isPresent();
        if (part) {
            fault(place, "/quantity", "date-for-part", "The day of a line is changed for all that is wanted of it; how much "
                    + "that is is changed by QD or QI.");
        } else if (line.dates().isEmpty()) {
            fault(place, "/dates", "date-missing", "On which day is it wanted (DTM*002)?");
        } else {
            day("/lines/" + place + "/dates", line.dates()).ifPresent(day ->
                    dated.add(new Dated(place, known.lineNo(), day)));
        }
    }

    /** The day of delivery, which is the one that an 850 can name. */
    private Optional<LocalDate> day(String pointer, List<ChangeDocument.Day> days) {
        List<ChangeDocument.Day> delivery = days.stream()
                .filter(day -> day.qualifier().equals(Optional.of(DELIVERY))).toList();
        if (delivery.isEmpty()) {
            fault(pointer, "date-unsupported", "Orders are taken for a day of delivery (DTM*002), and only that is "
                    + "changed.");
            return Optional.empty();
        }
        Optional<LocalDate> day = delivery.getFirst().date().flatMap(ChangeAnswers::day);
        if (day.isEmpty()) {
            fault(pointer, "date-invalid", delivery.getFirst().date().orElse("(none)") + " is not a day (CCYYMMDD).");
        }
        return day;
    }

    private Optional<Purchase.Line> known(int place, ChangeDocument.Line line) {
        List<Purchase.Line> meant = purchase.meant(line);
        String name = line.line().orElse("");
        if (meant.size() != 1) {
            fault(place, "/line", meant.isEmpty() ? "line-unknown" : "line-ambiguous", meant.isEmpty()
                    ? "The order has no line " + name + " and none with this item."
                    : "The item stands on " + meant.size() + " lines: say which by POC01.");
            return Optional.empty();
        }
        Purchase.Line known = meant.getFirst();
        if (!line.ids().isEmpty() && !known.ids().isEmpty() && !purchase.names(known, line)) {
            fault(place, "/ids", "item-differs", "Line " + known.name() + " was ordered as "
                    + known.ids().getFirst().value() + "; another item is ordered with a further order.");
            return Optional.empty();
        }
        if (purchase.ordered(known.lineNo()).isEmpty()) {
            fault(place, "/line", "line-was-refused", "Line " + known.name() + " was not taken with the order.");
            return Optional.empty();
        }
        if (!seen.add(known.lineNo())) {
            fault(place, "/line", "line-repeated", "Line " + known.name() + " is there twice.");
            return Optional.empty();
        }
        return Optional.of(known);
    }

    private void quantity(int place, String code, ChangeDocument.Line line) {
        int before = faults.size();
        Optional<Purchase.Line> known = known(place, line);
        if (known.isPresent() && faults.size() == before) {
            Order.Line ordered = purchase.ordered(known.get().lineNo()).orElseThrow();
            if (!code.equals("DI") && !line.dates().isEmpty()) {
                day("/lines/" + place + "/dates", line.dates()).ifPresent(day ->
                        dated.add(new Dated(place, ordered.lineNo(), day)));
            }
            (code.equals("DI") ? Optional.of(purchase.shipped(ordered.lineNo())) : wanted(place, line, known.get(), ordered))
                    .ifPresent(quantity -> asked.add(new Asked(place, code, new ChangeWish.Line(known.get().lineNo(),
                            quantity, price(line, known.get().factor())))));
        }
    }

    private Optional<Quantity> wanted(int place, ChangeDocument.Line line, Purchase.Line known, Order.Line ordered) {
        Optional<BigDecimal> number = number(line.quantity());
        if (number.isEmpty()) {
            fault(place, "/quantity", line.quantity().isEmpty() ? "quantity-missing" : "quantity-invalid",
                    line.quantity().map(text -> text + " is not a quantity.")
                            .orElse("How much is wanted altogether (POC03)?"));
            return Optional.empty();
        }
        boolean same = line.unit().isEmpty() || line.unit().equals(known.unit());
        Optional<Quantity> quantity = same ? Quantity.parse(number.get().multiply(known.factor()).stripTrailingZeros()
                .toPlainString(), ordered.ordered().unit().code())
                : line.unit().map(UnitCodes::toRec20).flatMap(Unit::parse).flatMap(unit ->
                        Quantity.parse(number.get().toPlainString(), unit.code()));
        if (quantity.isEmpty()) {
            fault(place, "/unit", "unit-unknown", line.unit().orElse("") + " is not a unit.");
        }
        return quantity;
    }

    private static Optional<BigDecimal> number(Optional<String> text) {
        return text.filter(each -> each.length() <= DIGITS_MAX && each.matches("\\d+\\.?\\d*|\\.\\d+"))
                .map(BigDecimal::new);
    }

    /** For one unit of what is ordered; of another pack than ours it says nothing. */
    private Optional<Money> price(ChangeDocument.Line line, BigDecimal factor) {
        return factor.compareTo(BigDecimal.ONE) == 0 ? number(line.price()).map(amount ->
                Money.of(amount, Currency.getInstance(purchase.order().currency()))) : Optional.empty();
    }

    /** A price may be named again; it is not changed. */
    private boolean agreed(int place, ChangeDocument.Line line, Purchase.Line known) {
        BigDecimal agreed = purchase.ordered(known.lineNo()).orElseThrow().unitPrice().multiply(known.factor());
        boolean same = number(line.price()).filter(price -> price.compareTo(agreed) == 0).isPresent();
        if (!same) {
            fault(place, "/price", "price-fixed", "The price was agreed with the order, " + Purchase.plain(agreed) + " "
                    + purchase.order().currency() + ", and stays.");
        }
        return same;
    }

    private void besides(int place, ChangeDocument.Line line) {
        int before = faults.size();
        Optional<ItemName> item = names.apply(line.ids());
        if (item.isEmpty()) {
            fault(place, "/ids", "item-missing", "Which item is wanted besides?");
        }
        Optional<BigDecimal> quantity = number(line.quantity()).filter(number -> number.signum() > 0);
        if (quantity.isEmpty()) {
            fault(place, "/quantity", line.quantity().isEmpty() ? "quantity-missing" : "quantity-invalid",
                    line.quantity().map(text -> text + " is not a quantity.").orElse("How much is wanted (POC03)?"));
        }
        Optional<Unit> unit = line.unit().map(UnitCodes::toRec20).flatMap(Unit::parse);
        if (unit.isEmpty()) {
            fault(place, "/unit", "unit-unknown", line.unit().orElse("(none)") + " is not a unit.");
        }
        if (line.line().filter(name -> purchase.lines().stream().anyMatch(each -> each.name().equals(name))).isPresent()) {
            fault(place, "/line", "line-exists", "The order has a line " + line.line().get() + " already.");
        }
        if (faults.size() == before && item.isPresent() && quantity.isPresent() && unit.isPresent()) {
            added.add(new Added(place, new ChangeWish.New(item.get(), new Quantity(quantity.get(), unit.get()),
                    price(line, BigDecimal.ONE), line.line().filter(name -> name.length() <= LINE_MAX))));
        }
    }

    private void fault(int place, String field, String code, String message) {
        fault("/lines/" + place + field, code, message);
    }

    private void fault(String pointer, String code, String message) {
        faults.add(new Fault(pointer, code, message));
    }

    /** Where in the document a fault of the decision is; the lists as the wish had them. */
    static Fault inDocument(Fault fault, List<Asked> asked, List<Added> added) {
        return placed(fault, "/lines/", asked.stream().map(Asked::place).toList())
                .or(() -> placed(fault, "/add/", added.stream().map(Added::place).toList())).orElse(fault);
    }

    private static Optional<Fault> placed(Fault fault, String list, List<Integer> places) {
        return IntStream.range(0, places.size()).filter(i -> places.get(i) >= 0
                && (fault.pointer() + "/").startsWith(list + i + "/")).mapToObj(i -> new Fault("/lines/"
                        + places.get(i) + fault.pointer().substring((list + i).length()), fault.code(),
                        fault.message())).findFirst();
    }
}
