package io.crossdock.estate.world;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something the distributor sells. Prices and weight are per base unit. */
public record Item(String sku, String description, String brand, String baseUnit, String gtin,
        List<Pack> packs, BigDecimal weightKg, String taxClass, List<String> assortments, int leadTimeDays,
        BigDecimal listPrice, String currency, @Nullable String supplierId, @Nullable String supplierSku,
        @Nullable BigDecimal supplierCost, @Nullable String supersededBy, List<String> substitutes,
        @Nullable String hazardClass, Instant modifiedAt) {

    public Item {
        // Books of before have no such list.
        substitutes = List.copyOf(Objects.requireNonNullElse(substitutes, List.of()));
    }

    /** Base units in one unit, if the item is sold in that unit. */
    public Optional<BigDecimal> packing(String unit) {
        if (unit.equals(baseUnit)) {
            return Optional.of(BigDecimal.ONE);
        }
        return packs.stream().filter(pack -> pack.unit().equals(unit)).map(Pack::quantity).findFirst();
    }

    public boolean stocked() {
        return supplierId == null;
    }

    /** The same item at another price or under another description. */
    public Item changed(BigDecimal newListPrice, String newDescription, Instant now) {
        return new Item(sku, newDescription, brand, baseUnit, gtin, packs, weightKg, taxClass, assortments,
                leadTimeDays, newListPrice, currency, supplierId, supplierSku, supplierCost, supersededBy,
                substitutes, hazardClass, now);
    }

    /** The same item in other packs and under other barcodes. */
    public Item packed(String newGtin, List<Pack> newPacks) {
        return new Item(sku, description, brand, baseUnit, newGtin, newPacks, weightKg, taxClass, assortments,
                leadTimeDays, listPrice, currency, supplierId, supplierSku, supplierCost, supersededBy,
                substitutes, hazardClass, modifiedAt);
    }

    /** The same item with others in its place, and as dangerous as this. */
    public Item replaced(@Nullable String successor, List<String> newSubstitutes, @Nullable String newHazardClass) {
        return new Item(sku, description, brand, baseUnit, gtin, packs, weightKg, taxClass, assortments,
                leadTimeDays, listPrice, currency, supplierId, supplierSku, supplierCost, successor,
                newSubstitutes, newHazardClass, modifiedAt);
    }
}
