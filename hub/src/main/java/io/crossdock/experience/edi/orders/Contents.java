package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.edi.maps.UnitCodes;
import io.crossdock.system.catalog.Catalog;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The pieces that outgoing documents have in common, in the shape their maps read. */
@Component
class Contents {

    /** X12 66, 156, 235 and 355: what a partner wrote longer is not given back, for no document could hold it. */
    private static final int CODE_MAX = 2;
    private static final int COUNTRY_MAX = 3;
    private static final int POSTAL_CODE_MAX = 15;

    private final Catalog catalog;

    Contents(Catalog catalog) {
        this.catalog = catalog;
    }

    /** References every document carries back to the partner's order. */
    Map<String, Object> references(PurchaseOrder order) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("reference", order.reference());
        order.release().ifPresent(release -> content.put("release", release));
        order.date().flatMap(OrderCheck::date).ifPresent(date -> content.put("orderDate", date.toString()));
        return content;
    }

    /** The ship-to as the partner named it. */
    List<Map<String, Object>> shipTo(PurchaseOrder order) {
        return order.party("shipTo").map(party -> List.of(party("ST", party))).orElse(List.of());
    }

    List<Map<String, Object>> billTo(PurchaseOrder order) {
        return order.party("billTo").or(() -> order.party("buyer")).map(party -> List.of(party("BT", party)))
                .orElse(List.of());
    }

    Map<String, Object> party(String code, String name, String id) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("code", code);
        content.put("name", name);
        content.put("qualifier", "92");
        content.put("id", id);
        content.put("street", List.of());
        return content;
    }

    private static Map<String, Object> party(String code, PurchaseOrder.Party party) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("code", code);
        party.name().ifPresent(name -> content.put("name", name));
        party.qualifier().filter(qualifier -> qualifier.length() <= CODE_MAX)
                .ifPresent(qualifier -> content.put("qualifier", qualifier));
        party.id().ifPresent(id -> content.put("id", id));
        content.put("street", party.street());
        party.city().ifPresent(city -> content.put("city", city));
        party.region().filter(region -> region.length() <= CODE_MAX)
                .ifPresent(region -> content.put("region", region));
        party.postalCode().filter(zip -> zip.length() <= POSTAL_CODE_MAX)
                .ifPresent(zip -> content.put("postalCode", zip));
        party.country().filter(country -> country.length() <= COUNTRY_MAX)
                .ifPresent(country -> content.put("country", country));
        return content;
    }

    /** A line as the partner wrote it: its name, and its numbers with ours added where we know it. */
    Map<String, Object> line(PurchaseOrder order, int lineNo, Optional<Sku> sku) {
        PurchaseOrder.Line line = order.line(lineNo);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("line", order.lineName(lineNo));
        List<Map<String, Object>> ids = new ArrayList<>();
        line.ids().forEach(id -> id.qualifier().filter(code -> code.length() <= CODE_MAX).ifPresent(qualifier ->
                ids.add(Map.of("qualifier", qualifier, "value", id.value()))));
        sku.filter(ours -> ids.stream().noneMatch(id -> ours.value().equals(id.get("value")))).ifPresent(ours ->
                ids.add(Map.of("qualifier", "VP", "value", ours.value())));
        content.put("ids", ids);
        sku.ifPresent(ours -> content.put("sku", ours.value()));
        return content;
    }

    /** A line on which another item is sent than the one that the partner wrote there: it has our number alone. */
    Map<String, Object> substitute(PurchaseOrder order, int insteadOf, Sku sku) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("line", order.lineName(insteadOf));
        content.put("ids", List.of(Map.of("qualifier", "VP", "value", sku.value())));
        content.put("sku", sku.value());
        content.put("status", Statuses.SUBSTITUTED);
        return content;
    }

    /**
     * A quantity in the unit the partner ordered by, when it has an exact value there and breaks no pack, else in base
     * units.
     *
     * @param ordered in our unit; the partner's own code for it is kept, unless no document of ours can hold it
     * @param asked the line as the partner wrote it
     */
    Amount amount(Sku sku, Quantity quantity, Quantity ordered, PurchaseOrder.Line asked) {
        Unit wanted = ordered.unit();
        Optional<Quantity> converted = quantity.unit().equals(wanted)
                ? Optional.of(quantity)
                : exact(sku, quantity, wanted).filter(exact -> exact.isWhole() || !ordered.isWhole());
        BigDecimal factor = asked.factor().orElse(BigDecimal.ONE);
        Optional<String> theirs = asked.unit().filter(Contents::isUnit);
        if (factor.compareTo(BigDecimal.ONE) != 0) {
            Optional<Amount> inTheirs = theirs.flatMap(unit -> converted.flatMap(ours -> inTheirs(ours, factor, unit)));
            return inTheirs.or(() -> converted.map(Contents::inOurs)).orElseGet(() -> inOurs(quantity));
        }
        return converted.map(same -> new Amount(same.decimal(), theirs.orElseGet(() -> UnitCodes.toX12(wanted.code())),
                        BigDecimal.ONE))
                .orElseGet(() -> inOurs(quantity));
    }

    static Amount inOurs(Quantity quantity) {
        return new Amount(quantity.decimal(), UnitCodes.toX12(quantity.unit().code()), BigDecimal.ONE);
    }

    /** So many of their packs, when none of them is broken. */
    private static Optional<Amount> inTheirs(Quantity ours, BigDecimal factor, String unit) {
        BigDecimal[] parts = ours.value().divideAndRemainder(factor);
        return parts[1].signum() == 0 ? Optional.of(new Amount(plain(parts[0]), unit, factor)) : Optional.empty();
    }

    /**
     * A decimal and an X12 unit.
     *
     * @param factor so many of our units are one of that
     */
    record Amount(String quantity, String unit, BigDecimal factor) {

        /** What one of that unit costs. @param each of one of ours */
        String price(BigDecimal each) {
            return plain(each.multiply(factor));
        }

        void into(Map<String, Object> content) {
            content.put("quantity", quantity);
            content.put("unit", unit);
        }
    }

    private Optional<Quantity> exact(Sku sku, Quantity quantity, Unit wanted) {
        return catalog.item(sku).flatMap(item -> switch (item.packs().convert(quantity, wanted)) {
            case Conversion.Exact(Quantity exact) -> Optional.of(exact);
            case Conversion.Inexact inexact -> Optional.<Quantity>empty();
            case Conversion.UnknownUnit unknown -> Optional.<Quantity>empty();
        });
    }

    /** Whether a document of ours can hold the partner's code. */
    static boolean isUnit(String code) {
        return code.length() <= CODE_MAX;
    }

    static boolean isDecimal(String text) {
        return text.matches("-?(\\d{1,15}\\.?\\d{0,12}|\\.\\d{1,12})");
    }

    static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
