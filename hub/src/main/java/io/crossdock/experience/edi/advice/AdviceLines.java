package io.crossdock.experience.edi.advice;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.promising.Listed;
import io.crossdock.process.promising.Offer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what an advice says: every item under each number the partner knows it by, else under ours. What the partner
 * was told and what holds no more is said to be zero, once.
 */
final class AdviceLines {

    /** X12 846 would hold 25 SCH; what comes still later is told when it is nearer. */
    private static final int LATER_MAX = 12;

    enum Scheme {
        BUYER, VENDOR;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the partner finds a line by. */
    record Name(Scheme scheme, String text) implements Comparable<Name> {

        private static final Comparator<Name> ORDER = Comparator.comparing(Name::scheme).thenComparing(Name::text);

        @Override
        public int compareTo(Name other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param said what can be had now and by which day, in a form that two can be compared in */
    record Told(Sku sku, Unit unit, String said) {

        private boolean isNothing() {
            return said.equals("0");
        }
    }

    /** How much more there will be on a day. */
    record More(LocalDate on, BigDecimal quantity) {
    }

    record Line(Name name, Sku sku, Unit unit, Optional<Gtin> gtin, BigDecimal available, List<More> later) {

        private Told told() {
            return new Told(sku, unit, Stream.concat(Stream.of(plain(available)),
                    later.stream().map(more -> more.on() + "+" + plain(more.quantity()))).collect(Collectors.joining(" ")));
        }
    }

    /**
     * @param lines to be sent
     * @param told  what the partner will know then that it does not know now
     * @param gone  what need not be known any more
     */
    record Changes(List<Line> lines, Map<Name, Told> told, Set<Name> gone) {
    }

    private final Partner.Inventory wanted;
    private final Function<Sku, Optional<Item>> catalog;
    private final Map<Sku, List<String>> references;

    AdviceLines(Partner partner, Partner.Inventory wanted, Function<Sku, Optional<Item>> catalog) {
        this.wanted = wanted;
        this.catalog = catalog;
        this.references = partner.items().values().stream().collect(Collectors.groupingBy(Partner.ItemReference::sku,
                Collectors.mapping(Partner.ItemReference::buyerItem, Collectors.toList())));
    }

    Changes changes(Collection<Listed> listed, Map<Name, Told> before, Due.Extent extent) {
        Map<Name, Line> now = new TreeMap<>();
        listed.forEach(each -> catalog.apply(each.sku()).ifPresent(item ->
                names(each.sku()).forEach(name -> now.put(name, line(name, each, item)))));
        Map<Name, Told> told = new TreeMap<>();
        List<Line> lines = new ArrayList<>();
        now.forEach((name, line) -> {
            boolean news = !line.told().equals(before.get(name));
            if (news) {
                told.put(name, line.told());
            }
            if (news || extent == Due.Extent.FULL) {
                lines.add(line);
            }
        });
        Set<Name> gone = new HashSet<>(before.keySet());
        gone.removeAll(now.keySet());
        before.entrySet().stream().filter(each -> gone.contains(each.getKey()) && !each.getValue().isNothing())
                .sorted(Map.Entry.comparingByKey()).forEach(each -> lines.add(nothing(each.getKey(), each.getValue())));
        return new Changes(lines, told, gone);
    }

    private List<Name> names(Sku sku) {
        List<String> theirs = references.getOrDefault(sku, List.of());
        if (theirs.isEmpty() && wanted.items() == Partner.Inventory.Items.ALL) {
            return List.of(new Name(Scheme.VENDOR, sku.value()));
        }
        return theirs.stream().map(text -> new Name(Scheme.BUYER, text)).toList();
    }

    private static Line line(Name name, Listed listed, Item item) {
        List<More> later = new ArrayList<>();
        BigDecimal total = listed.available();
        for (Offer.Total next : listed.dates().stream().limit(LATER_MAX).toList()) {
            if (next.available().compareTo(total) > 0) {
                later.add(new More(next.on(), next.available().subtract(total)));
                total = next.available();
            }
        }
        Optional<Gtin> gtin = item.barcodes().stream().filter(code -> code.unit().equals(listed.unit()))
                .map(Item.Barcode::gtin).findFirst();
        return new Line(name, listed.sku(), listed.unit(), gtin, listed.available(), later);
    }

    private static Line nothing(Name name, Told told) {
        return new Line(name, told.sku(), told.unit(), Optional.empty(), BigDecimal.ZERO, List.of());
    }

    static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
