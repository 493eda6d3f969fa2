package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.process.story.OpenException;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.Reference;
import io.crossdock.system.catalog.Reference.Said;
import io.crossdock.system.catalog.UnitMeaning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Says what a partner means by a unit of an item. */
@Component
class UnitRemedy extends ReferenceRemedy {

    private final Catalog catalog;

    UnitRemedy(Desk desk, Catalog catalog) {
        super(desk);
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "refer-unit";
    }

    @Override
    public String label() {
        return "Say what the unit means";
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return cluster.startsWith(Missing.UNIT_CLUSTER);
    }

    /** @param name theirs */
    private record Key(String partner, Sku sku, String name) {

        static Optional<Key> of(String cluster) {
            String[] parts = cluster.substring(Missing.UNIT_CLUSTER.length()).split(":", 3);
            return parts.length < 3 ? Optional.empty() : Sku.parse(parts[1]).map(sku -> new Key(parts[0], sku, parts[2]));
        }
    }

    @Override
    public List<Field> fields(String cluster) {
        Optional<Key> key = Key.of(cluster);
        String theirs = key.map(Key::name).orElse("unit");
        List<String> units = key.flatMap(each -> catalog.item(each.sku())).map(UnitRemedy::units).orElse(List.of());
        return List.of(new Field("unit", "Our unit", "One of those that the item is sold by.", true, units),
                new Field("factor", "How many of ours are one " + theirs, "Exactly; 1 when it is the same.", true,
                        List.of()));
    }

    private static List<String> units(Item item) {
        return item.packs().units().stream().map(Unit::code).sorted().toList();
    }

    @Override
    Wanted wanted(Wish wish, UUID id, Said said) {
        Optional<Key> key = Key.of(wish.cluster());
        Optional<Item> item = key.flatMap(each -> catalog.item(each.sku()));
        Optional<Unit> unit = Unit.parse(wish.value("unit").toUpperCase(Locale.ROOT))
                .filter(each -> item.flatMap(known -> known.packs().factor(each)).isPresent());
        Optional<BigDecimal> factor = factor(wish.value("factor"));
        List<Fault> faults = new ArrayList<>();
        if (item.isEmpty()) {
            faults.add(wrong("unit", "item-unknown", "We do not have the item any more."));
        } else if (unit.isEmpty()) {
            faults.add(wrong("unit", "unit-unknown", item.get().sku() + " is sold by " + units(item.get()) + "."));
        }
        if (factor.isEmpty()) {
            faults.add(wrong("factor", "factor-invalid", "A factor is a number above zero, such as 12."));
        }
        if (!faults.isEmpty() || key.isEmpty() || item.isEmpty() || unit.isEmpty() || factor.isEmpty()) {
            return new Wanted.Wrong(faults);
        }
        UnitMeaning means = simplest(item.get(), new UnitMeaning(unit.get(), factor.get()));
        return new Wanted.Trial(Reference.unit(id, key.get().partner(), key.get().name(), key.get().sku(), means, said),
                "One " + key.get().name() + " of " + key.get().sku() + " from " + key.get().partner() + " is "
                        + Contents.plain(means.factor()) + " " + means.unit().label() + " (" + means.unit()
                        + "). The orders that wait for it are read again.");
    }

    /** A pack of ours that holds as much is the better name: its price is one number. */
    private static UnitMeaning simplest(Item item, UnitMeaning means) {
        BigDecimal base = item.packs().factor(means.unit()).orElseThrow().multiply(means.factor());
        return item.packs().factors().entrySet().stream().filter(each -> each.getValue().compareTo(base) == 0)
                .map(Map.Entry::getKey).min(Unit::compareTo).map(same -> new UnitMeaning(same,
                        BigDecimal.ONE)).orElse(means);
    }
}
