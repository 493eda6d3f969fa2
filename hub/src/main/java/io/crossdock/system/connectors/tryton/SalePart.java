package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderPosting.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of an order becomes one sale. A sale has one warehouse, so that an order whose lines come from two becomes two
 * sales: the first carries our number and the freight, the others our number with their warehouse. Which they are
 * follows from the order and the settings alone, so that each attempt comes to the same.
 *
 * @param reference by which it is known there
 * @param warehouse its code
 * @param lines     in the order of their numbers
 */
record SalePart(String reference, String warehouse, List<OrderPosting.Line> lines, BigDecimal freight) {

    /** Between our number and the warehouse. */
    static final String BETWEEN = "/";

    private static final int DECIMALS = 6;
    private static final int PRICE_DIGITS = 4;

    SalePart {
        lines = List.copyOf(lines);
    }

    /** At least one, the first with our number as it is. */
    static List<SalePart> of(OrderPosting order, SystemSettings system) {
        List<SalePart> parts = new ArrayList<>();
        byWarehouse(order.lines(), system).forEach((code, its) -> parts.add(parts.isEmpty()
                ? new SalePart(order.reference(), code, its, order.freight())
                : new SalePart(order.reference() + BETWEEN + code, code, its, BigDecimal.ZERO)));
        return parts;
    }

    /** Lines and parts of lines by the warehouse of their sale, the usual one first. */
    static Map<String, List<OrderPosting.Line>> byWarehouse(List<OrderPosting.Line> ordered, SystemSettings system) {
        List<String> warehouses = warehouses(system);
        Map<String, List<OrderPosting.Line>> lines = new LinkedHashMap<>();
        warehouses.forEach(code -> lines.put(code, new ArrayList<>()));
        boolean byPiece = system.setting("sellBy").filter("base"::equals).isPresent();
        for (OrderPosting.Line line : ordered) {
            cut(byPiece ? byPiece(line) : line, warehouses).forEach((code, part) ->
                    lines.computeIfAbsent(code, each -> new ArrayList<>()).add(part));
        }
        lines.values().removeIf(List::isEmpty);
        return lines;
    }

    /** Whether something that no warehouse ships is in a sale with what one does. */
    static boolean mixed(OrderPosting order, SystemSettings system) {
        Set<String> warehouses = Set.copyOf(warehouses(system));
        List<Boolean> fromOne = order.lines().stream().filter(line -> !line.shares().isEmpty()).map(line ->
                line.shares().stream().anyMatch(share -> share.from().map(LocationId::value).filter(warehouses::contains)
                        .isPresent())).distinct().toList();
        return fromOne.size() > 1;
    }

    /** Codes of the warehouses that may have sales, the usual one first. */
    static List<String> warehouses(SystemSettings system) {
        String usual = system.setting("warehouse").orElseThrow(() ->
                Fault.broken("The settings of " + system.id() + " do not say which warehouse to use."));
        return Stream.concat(Stream.of(usual), system.setting("warehouses").stream()
                .flatMap(codes -> Arrays.stream(codes.split(","))).map(String::strip)).filter(code -> !code.isEmpty())
                .distinct().toList();
    }

    /** In the item's base unit, of which a warehouse may ship any part; as ordered where a piece has no exact price. */
    private static OrderPosting.Line byPiece(OrderPosting.Line line) {
        Optional<Quantity> base = line.shares().stream().map(Share::quantity).reduce(Quantity::plus)
                .filter(quantity -> quantity.isPositive() && !quantity.unit().equals(line.quantity().unit()));
        return base.map(quantity -> {
            BigDecimal price = line.unitPrice().multiply(line.quantity().value())
                    .divide(quantity.value(), PRICE_DIGITS, RoundingMode.HALF_EVEN);
            boolean exact = price.multiply(quantity.value())
                    .compareTo(line.unitPrice().multiply(line.quantity().value())) == 0;
            return exact ? new OrderPosting.Line(line.lineNo(), line.sku(), quantity, price, line.shares()) : line;
        }).orElse(line);
    }

    /** By warehouse. A line is cut only where each part has an exact amount in the unit ordered. */
    private static Map<String, OrderPosting.Line> cut(OrderPosting.Line line, List<String> warehouses) {
        Map<String, BigDecimal> shares = new LinkedHashMap<>();
        for (Share share : line.shares()) {
            shares.merge(share.from().map(LocationId::value).filter(warehouses::contains).orElse(""),
                    share.quantity().value(), BigDecimal::add);
        }
        // What nobody has yet, or what does not come from there, is sold from where the rest comes from.
        Optional<String> most = shares.entrySet().stream().filter(each -> !each.getKey().isEmpty())
                .max(Map.Entry.<String, BigDecimal>comparingByValue().thenComparing(Map.Entry.comparingByKey(
                        Comparator.comparing(warehouses::indexOf).reversed()))).map(Map.Entry::getKey);
        String main = most.orElse(warehouses.getFirst());
        Optional.ofNullable(shares.remove("")).ifPresent(rest -> shares.merge(main, rest, BigDecimal::add));
        BigDecimal whole = shares.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Map<String, OrderPosting.Line> parts = new LinkedHashMap<>();
        for (Map.Entry<String, BigDecimal> share : shares.entrySet()) {
            Optional<BigDecimal> part = part(line.quantity(), share.getValue(), whole);
            if (part.isEmpty()) {
                return Map.of(main, line);
            }
            parts.put(share.getKey(), new OrderPosting.Line(line.lineNo(), line.sku(),
                    new Quantity(part.get(), line.quantity().unit()), line.unitPrice()));
        }
        return parts.size() < 2 ? Map.of(main, line) : parts;
    }

    private static Optional<BigDecimal> part(Quantity ordered, BigDecimal share, BigDecimal whole) {
        BigDecimal part = ordered.value().multiply(share).divide(whole, DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        boolean exact = part.multiply(whole).compareTo(ordered.value().multiply(share)) == 0
                && (part.scale() <= 0 || !countable(ordered));
        return exact ? Optional.of(part.scale() < 0 ? part.setScale(0) : part) : Optional.empty();
    }

    /** Half a box is no box. */
    private static boolean countable(Quantity ordered) {
        return ordered.isWhole() || ordered.unit().equals(Unit.EACH);
    }
}
