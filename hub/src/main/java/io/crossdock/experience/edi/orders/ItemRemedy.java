package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.process.story.OpenException;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.Reference;
import io.crossdock.system.catalog.Reference.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Says which of our items a partner means by a number of its own. */
@Component
class ItemRemedy extends ReferenceRemedy {

    private final Catalog catalog;

    ItemRemedy(Desk desk, Catalog catalog) {
        super(desk);
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "refer-item";
    }

    @Override
    public String label() {
        return "Say which item it is";
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return cluster.startsWith(Missing.ITEM_CLUSTER);
    }

    @Override
    public List<Field> fields(String cluster) {
        return List.of(new Field("sku", "Our item number", "The item that they mean, for example CD-10001.", true,
                List.of()),
                new Field("unit", "Our unit, if it is always the same", "Leave empty when their orders say the unit.", false,
                        List.of()));
    }

    @Override
    Wanted wanted(Wish wish, UUID id, Said said) {
        String[] parts = wish.cluster().substring(Missing.ITEM_CLUSTER.length()).split(":", 2);
        Optional<Item> item = Sku.parse(wish.value("sku").toUpperCase(Locale.ROOT)).flatMap(catalog::item);
        Optional<Unit> unit = Optional.of(wish.value("unit").toUpperCase(Locale.ROOT)).filter(code -> !code.isEmpty())
                .flatMap(Unit::parse);
        List<Fault> faults = new ArrayList<>();
        if (item.isEmpty()) {
            faults.add(wrong("sku", "item-unknown", wish.value("sku").isEmpty() ? "Say which item it is."
                    : "We have no item " + wish.value("sku") + "."));
        }
        boolean unsold = item.isPresent() && unit.flatMap(item.get().packs()::factor).isEmpty();
        if (!wish.value("unit").isEmpty() && unsold) {
            faults.add(wrong("unit", "unit-unknown", item.get().sku() + " is sold by " + item.get().packs().units().stream()
                    .map(Unit::code).sorted().toList() + "."));
        }
        if (!faults.isEmpty() || parts.length < 2 || item.isEmpty()) {
            return new Wanted.Wrong(faults);
        }
        return new Wanted.Trial(Reference.item(id, parts[0], parts[1], item.get().sku(), unit, said), "What " + parts[0]
                + " calls " + parts[1] + " is " + item.get().sku() + ", " + item.get().description() + unit.map(each ->
                        ", and a unit of it is always " + each).orElse("")
                                + ". The orders that wait for it are read again.");
    }
}
