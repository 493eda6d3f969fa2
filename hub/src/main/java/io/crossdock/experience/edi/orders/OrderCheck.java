package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Address;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Gln;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.edi.maps.UnitCodes;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.Meanings;
import io.crossdock.system.catalog.UnitMeaning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns one purchase order into an order request, or says everything that is wrong with it. */
final class OrderCheck {

    /** BEG01: original, and duplicate, which our keys recognise. */
    private static final Set<String> NEW_ORDERS = Set.of("00", "07");
    /** PO105: the price says nothing. */
    private static final Set<String> NO_PRICE = Set.of("NC", "NP", "NQ");
    private static final int NOTES_MAX = 4_000;
    private static final int REFERENCE_MAX = 80;
    private static final int LINE_NAME_MAX = 20;
    private static final int DIGITS_MAX = 40;
    private static final int MESSAGE_MAX = 400;
    private static final int PRICE_DECIMALS = 8;

    /** What came of it. */
    sealed interface Result {

        /**
         * @param lineFaults of lines that are left out, because the profile says so
         * @param factors    by line number from 1, where one unit of theirs is so many of ours
         */
        record Ready(OrderRequest request, List<Fault> lineFaults, Map<Integer, BigDecimal> factors) implements Result {
        }

        /** Pointers name lines by their place: {@code /lines/0/quantity}. */
        record Faulty(List<Fault> faults) implements Result {
        }

        /** Nothing is wrong but that items or units are named which nobody knows: a reference would mend it. */
        record Lacking(List<Missing> missing) implements Result {
        }
    }

    /** What becomes of an order that lacks a reference. */
    enum Unknowns {
        /** It is told apart from what is wrong. */
        TOLD_APART,
        /** It is a fault like others. */
        FAULTS
    }

    /** By what it is checked. */
    record Rules(Landscape landscape, ItemSearch items, Meanings meanings, LocalDate today) {
    }

    private final PurchaseOrder order;
    private final Partner partner;
    private final Landscape landscape;
    private final Rules rules;
    private final Unknowns unknowns;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final Map<Integer, BigDecimal> factors = new TreeMap<>();

    OrderCheck(PurchaseOrder order, Partner partner, Rules rules, Unknowns unknowns) {
        this.order = order;
        this.partner = partner;
        this.landscape = rules.landscape();
        this.rules = rules;
        this.unknowns = unknowns;
    }

    Result check() {
        checkHeader();
        Currency currency = currency();
        Optional<Destination> shipTo = shipTo();
        List<OrderRequest.Line> lines = new ArrayList<>();
        for (int index = 0; index < order.lines().size(); index++) {
            line(index, currency).ifPresent(lines::add);
        }
        countMissing();
        boolean linesAlone = partner.lineFaults() == Partner.LineFaults.REFUSE_LINE && !lines.isEmpty()
                && faults.stream().allMatch(fault -> LinePointers.lineNo(fault).isPresent());
        if (!missing.isEmpty()) {
            return new Result.Lacking(missing);
        }
        if (!faults.isEmpty() && !linesAlone) {
            return new Result.Faulty(faults);
        }
        return new Result.Ready(new OrderRequest(Channel.EDI, partner.consumer().orElse(partner.id()),
                partner.account().orElseThrow(), Optional.of(order.reference()), requestedDate(),
                shipTo.orElseThrow(), currency,
                lines, Optional.empty(), notes()), List.copyOf(faults), Map.copyOf(factors));
    }

    /** What no reference would mend alone is a fault like the others. */
    private void countMissing() {
        boolean all = unknowns == Unknowns.FAULTS || !faults.isEmpty() && !lineFaultsOnly();
        Set<Integer> faulty = faults.stream().flatMap(fault -> LinePointers.lineNo(fault).stream())
                .collect(Collectors.toSet());
        List<Missing> vain = missing.stream().filter(each -> all || faulty.contains(each.lineNo())).toList();
        vain.stream().map(Missing::fault).forEach(faults::add);
        missing.removeAll(vain);
    }

    /** Whether the profile would have the other lines go on without those at fault. */
    private boolean lineFaultsOnly() {
        return partner.lineFaults() == Partner.LineFaults.REFUSE_LINE
                && faults.stream().allMatch(fault -> LinePointers.lineNo(fault).isPresent());
    }

    private void checkHeader() {
        if (!NEW_ORDERS.contains(order.purpose())) {
            fault("/purpose", "edi-purpose-unsupported",
                    "Only new orders are taken by 850; purpose " + order.purpose() + " is none.");
        }
        order.lineCount().filter(text -> count(text) != order.lines().size()).ifPresent(text ->
                fault("/lineCount", "edi-line-count", "The order says it has " + text + " lines; "
                        + order.lines().size() + " came."));
        if (order.lines().isEmpty()) {
            fault("/lines", "lines-missing", "The order has no lines.");
        } else if (order.lines().size() > linesMax()) {
            fault("/lines", "too-many-lines", "An order has at most " + linesMax() + " lines.");
        }
        if (!isName(order.reference(), REFERENCE_MAX)) {
            fault("/reference", "reference-invalid", "An order number has 1 to " + REFERENCE_MAX
                    + " characters that can be read.");
        }
    }

    private int linesMax() {
        return Math.min(OrderRequest.MAX_LINES, landscape.policies().limits().maxLines());
    }

    private static boolean isName(String text, int max) {
        return !text.isBlank() && text.length() <= max && text.chars().noneMatch(Character::isISOControl);
    }

    private Currency currency() {
        try {
            return order.currency().map(Currency::getInstance).orElse(landscape.currency());
        } catch (IllegalArgumentException noSuchCurrency) {
            fault("/currency", "currency-unknown", "There is no currency " + order.currency().orElse("") + ".");
            return landscape.currency();
        }
    }

    private Optional<Destination> shipTo() {
        Optional<PurchaseOrder.Party> party = order.party("shipTo");
        if (party.isEmpty()) {
            fault("/shipTo", "ship-to-missing", "The order does not say where to ship (N1*ST).");
            return Optional.empty();
        }
        Optional<ShipToId> known = party.flatMap(PurchaseOrder.Party::id)
                .flatMap(id -> Optional.ofNullable(partner.shipTos().get(id)));
        if (known.isPresent()) {
            return known.map(Destination.OnFile::new);
        }
        Optional<Destination> given = address(party.get()).map(Destination.Given::new);
        if (given.isEmpty()) {
            fault("/shipTo", "ship-to-unknown", "The ship-to " + party.get().id().orElse("without a code")
                    + " is not in your profile, and no whole address came with it.");
        }
        return given;
    }

    private static Optional<Address> address(PurchaseOrder.Party party) {
        List<String> street = party.street().stream().filter(line -> !line.isBlank()).toList();
        if (street.isEmpty() || party.city().isEmpty()) {
            return Optional.empty();
        }
        Optional<Gln> gln = party.qualifier().filter("UL"::equals).flatMap(ul -> party.id()).flatMap(Gln::parse);
        try {
            return Optional.of(new Address(party.name().orElse("Goods in"), street, party.city().get(),
                    party.region().orElse(""), party.postalCode().orElse(""),
                    party.country().map(OrderCheck::country).orElse("US"), gln));
        } catch (IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static String country(String code) {
        return code.equals("USA") ? "US" : code;
    }

    private Optional<OrderRequest.Line> line(int index, Currency currency) {
        PurchaseOrder.Line line = order.lines().get(index);
        Optional<ItemSearch.Hit> hit = rules.items().find(line, partner, rules.meanings());
        if (hit.isEmpty()) {
            unknownItem(index, line);
        }
        int before = faults.size();
        if (line.line().filter(name -> !isName(name, LINE_NAME_MAX)).isPresent()) {
            fault(index, "/line", "line-name-invalid", "The name of the line (PO101) has more than " + LINE_NAME_MAX
                    + " characters.");
        }
        Optional<Quantity> quantity = quantity(index, line, hit);
        Optional<Money> price = price(index, line, currency);
        boolean lacking = missing.stream().anyMatch(each -> each.lineNo() == index + 1);
        if (hit.isEmpty() || quantity.isEmpty() || lacking || faults.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new OrderRequest.Line(index + 1, line.line(), hit.get().name(), quantity.get(), price,
                line.notes().isEmpty() ? Optional.empty() : Optional.of(bounded(line.notes(), 1_000))));
    }

    private void unknownItem(int index, PurchaseOrder.Line line) {
        Optional<String> name = ItemSearch.nameToRefer(line);
        if (name.isEmpty()) {
            fault(index, "", "item-unknown", "The line names no item.");
        } else {
            missing.add(new Missing(index + 1, Missing.Kind.ITEM, partner.id(), name.get(), Optional.empty(), bounded(
                    "Neither the cross-reference nor our catalogue knows " + String.join(", ", ItemSearch.names(line))
                            + ".")));
        }
    }

    private Optional<Quantity> quantity(int index, PurchaseOrder.Line line, Optional<ItemSearch.Hit> hit) {
        if (line.quantity().isEmpty()) {
            fault(index, "/quantity", "quantity-missing", "The line has no quantity.");
            return Optional.empty();
        }
        Optional<UnitMeaning> said = hit.filter(found -> found.unit().isEmpty()).flatMap(found -> line.unit()
                .flatMap(theirs -> rules.meanings().unit(partner, found.item().sku(), theirs)));
        Optional<String> unit = said.map(means -> means.unit().code())
                .or(() -> hit.flatMap(ItemSearch.Hit::unit).map(Object::toString))
                .or(() -> line.unit().map(UnitCodes::toRec20));
        if (unit.isEmpty()) {
            fault(index, "/unit", "unit-missing", "The line has no unit.");
            return Optional.empty();
        }
        if (said.isEmpty()) {
            hit.filter(found -> found.unit().isEmpty())
                    .ifPresent(found -> unknownUnit(index, line, found.item(), unit.get()));
        }
        BigDecimal factor = said.map(UnitMeaning::factor).orElse(BigDecimal.ONE);
        if (factor.compareTo(BigDecimal.ONE) != 0) {
            factors.put(index + 1, factor);
        }
        Optional<Quantity> quantity = number(line.quantity().get())
                .flatMap(number -> Quantity.parse(times(number, factor), unit.get()));
        if (quantity.isEmpty() || !quantity.get().isPositive()) {
            fault(index, "/quantity", "quantity-invalid", line.quantity().get() + " " + unit.get()
                    + " is not a quantity that can be ordered.");
            return Optional.empty();
        }
        return quantity;
    }

    private void unknownUnit(int index, PurchaseOrder.Line line, Item item, String code) {
        boolean sold = Unit.parse(code).flatMap(item.packs()::factor).isPresent();
        Optional<String> theirs = line.unit().map(String::strip).filter(name -> isName(name, LINE_NAME_MAX));
        if (!sold && theirs.isPresent() && Unit.parse(code).isPresent()) {
            missing.add(new Missing(index + 1, Missing.Kind.UNIT, partner.id(), theirs.get().toUpperCase(Locale.ROOT),
                    Optional.of(item.sku()), bounded(line.quantity().orElse("") + " " + theirs.get() + " of " + item.sku()
                            + ", which is sold by " + item.packs().units().stream().map(Unit::code).sorted().toList()
                            + ".")));
        }
    }

    private static String times(String number, BigDecimal factor) {
        return new BigDecimal(number).multiply(factor).stripTrailingZeros().toPlainString();
    }

    private Optional<Money> price(int index, PurchaseOrder.Line line, Currency currency) {
        boolean said = line.price().isPresent() && line.basis().filter(NO_PRICE::contains).isEmpty();
        if (!said || partner.prices() == Partner.Prices.OURS) {
            return Optional.empty();
        }
        Optional<Money> price = line.price().flatMap(OrderCheck::number)
                .flatMap(number -> each(number, factors.getOrDefault(index + 1, BigDecimal.ONE)))
                .flatMap(number -> Money.parse(number, currency.getCurrencyCode()));
        if (price.isEmpty() || price.get().signum() < 0) {
            fault(index, "/expectedPrice", "price-invalid", line.price().get() + " is not a price.");
            return Optional.empty();
        }
        return price;
    }

    /** The price of one unit of ours; empty when it has no exact amount. */
    private static Optional<String> each(String price, BigDecimal factor) {
        BigDecimal quotient = new BigDecimal(price).divide(factor, PRICE_DECIMALS, RoundingMode.DOWN);
        return quotient.multiply(factor).compareTo(new BigDecimal(price)) == 0
                ? Optional.of(quotient.stripTrailingZeros().toPlainString()) : Optional.empty();
    }

    /** X12 writes {@code .25} and {@code 12.} where we want {@code 0.25} and {@code 12}. */
    private static Optional<String> number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            boolean sane = text.length() <= DIGITS_MAX && Math.abs(number.scale()) <= DIGITS_MAX;
            return sane ? Optional.of(number.toPlainString()) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** The day named for delivery; a day gone by means as soon as possible. */
    private Optional<LocalDate> requestedDate() {
        return order.dates().stream()
                .filter(day -> day.meaning().filter("deliveryRequested"::equals).isPresent())
                .flatMap(day -> day.date().flatMap(OrderCheck::date).stream()).findFirst()
                .filter(day -> !day.isBefore(rules.today()));
    }

    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    private Optional<String> notes() {
        return order.notes().isEmpty() ? Optional.empty() : Optional.of(bounded(order.notes(), NOTES_MAX));
    }

    private static String bounded(List<String> notes, int max) {
        String text = String.join(" ", notes);
        return text.length() > max ? text.substring(0, max) : text;
    }

    private static int count(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private void fault(int index, String field, String code, String message) {
        fault("/lines/" + index + field, code, message);
    }

    private void fault(String pointer, String code, String message) {
        faults.add(new Fault(pointer, code, bounded(message)));
    }

    private static String bounded(String message) {
        return message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message;
    }
}
