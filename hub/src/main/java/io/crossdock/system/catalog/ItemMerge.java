package io.crossdock.system.catalog;

import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Item.Barcode;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.MasterData;
import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.stewardship.Difference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An item as it may be at once: new in all that is harmless, as before in what is risky. */
final class ItemMerge {

    private ItemMerge() {
    }

    /** A new item has no barcode that another one carries. */
    static Item of(Item after, Map<Gtin, Shelf.Pack> taken) {
        return with(after, after.packs(), after.barcodes().stream()
                .filter(each -> !taken.containsKey(each.gtin().canonical())).toList(), after.weight());
    }

    static Item of(Item before, Item after, MasterData policy, Map<Gtin, Shelf.Pack> taken) {
        boolean rebased = !before.packs().base().equals(after.packs().base());
        if (rebased && policy.holds(Risk.BASE_UNIT)) {
            return with(after, before.packs(), before.barcodes(), before.weight());
        }
        Packs packs = rebased || !policy.holds(Risk.PACK) ? after.packs() : packs(before.packs(), after.packs());
        List<Barcode> barcodes = policy.holds(Risk.BARCODE) ? barcodes(before, after, packs, taken) : after.barcodes();
        return with(after, packs, barcodes, after.weight());
    }

    /** New packs are added, known ones hold what they held. */
    private static Packs packs(Packs before, Packs after) {
        Map<Unit, BigDecimal> factors = new TreeMap<>(after.factors());
        factors.putAll(before.factors());
        return new Packs(before.base(), factors);
    }

    /** New barcodes that nobody carries are added, known ones mean what they meant. */
    private static List<Barcode> barcodes(Item before, Item after, Packs packs, Map<Gtin, Shelf.Pack> taken) {
        Map<Gtin, Barcode> merged = new LinkedHashMap<>(barcodes(after));
        merged.keySet().removeAll(taken.keySet());
        barcodes(before).forEach((gtin, barcode) -> {
            if (packs.factor(barcode.unit()).isPresent()) {
                merged.put(gtin, barcode);
            }
        });
        return List.copyOf(merged.values());
    }

    /** By the form that compares across lengths. */
    static Map<Gtin, Barcode> barcodes(Item item) {
        Map<Gtin, Barcode> barcodes = new LinkedHashMap<>();
        item.barcodes().forEach(each -> barcodes.put(each.gtin().canonical(), each));
        return barcodes;
    }

    private static Item with(Item after, Packs packs, List<Barcode> barcodes, Quantity weight) {
        return new Item(after.sku(), after.description(), after.status(), packs, barcodes, weight, after.taxClass(),
                after.assortments(), after.leadTime(), after.stocking(), after.supply(), after.alternates(),
                after.hazardClass());
    }

    /** What the merged item does not have of the source's. */
    static List<Difference> differences(Item merged, Item after, Map<Gtin, Shelf.Pack> taken) {
        List<Difference> differences = new ArrayList<>();
        add(differences, Risk.BASE_UNIT, "Base unit", merged.packs().base().code(), after.packs().base().code());
        add(differences, Risk.BASE_UNIT, "Weight of one", merged.weight().toString(), after.weight().toString());
        TreeSet<Unit> units = new TreeSet<>(merged.packs().units());
        units.addAll(after.packs().units());
        units.forEach(unit -> add(differences, Risk.PACK, "1 " + unit.code(), holds(merged.packs(), unit),
                holds(after.packs(), unit)));
        Map<Gtin, Barcode> ours = barcodes(merged);
        Map<Gtin, Barcode> theirs = barcodes(after);
        Map<Gtin, Barcode> all = new LinkedHashMap<>(theirs);
        all.putAll(ours);
        all.keySet().forEach(gtin -> {
            Optional<Shelf.Pack> elsewhere = Optional.ofNullable(taken.get(gtin)).filter(each -> !ours.containsKey(gtin));
            add(differences, Risk.BARCODE, "Barcode " + gtin, elsewhere.map(pack -> on(pack.sku(), pack.unit()))
                    .orElseGet(() -> on(merged.sku(), ours, gtin)), on(after.sku(), theirs, gtin));
        });
        return differences;
    }

    private static void add(List<Difference> differences, Risk risk, String what, String before, String after) {
        if (!before.equals(after)) {
            differences.add(new Difference(risk, what, before, after));
        }
    }

    private static String holds(Packs packs, Unit unit) {
        return unit.equals(packs.base()) ? unit.code() : packs.factor(unit)
                .map(factor -> factor.stripTrailingZeros().toPlainString() + " " + packs.base().code()).orElse("");
    }

    private static String on(Sku sku, Map<Gtin, Barcode> barcodes, Gtin gtin) {
        return Optional.ofNullable(barcodes.get(gtin)).map(each -> on(sku, each.unit())).orElse("");
    }

    private static String on(Sku sku, Unit unit) {
        return sku + ", 1 " + unit.code();
    }
}
