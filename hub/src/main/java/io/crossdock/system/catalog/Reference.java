package io.crossdock.system.catalog;

import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Partner.ItemReference;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody has said about a partner's name.
 *
 * @param name      their item number, or their unit in capitals
 * @param unit      ours; of an item only where it says what every unit of theirs means
 * @param factor    of a unit: so many of ours are one of theirs
 * @param withdrawn once it holds no longer
 */
public record Reference(UUID id, Kind kind, String partner, String name, Sku sku, Optional<Unit> unit,
        Optional<BigDecimal> factor, Said added, Optional<Said> withdrawn) {

    /** What it names. */
    public enum Kind {
        ITEM,
        UNIT;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who said so, when and why. */
    public record Said(String who, Instant at, String why) {
    }

    public static Reference item(UUID id, String partner, String name, Sku sku, Optional<Unit> unit, Said added) {
        return new Reference(id, Kind.ITEM, partner, name, sku, unit, Optional.empty(), added, Optional.empty());
    }

    public static Reference unit(UUID id, String partner, String name, Sku sku, UnitMeaning means, Said added) {
        return new Reference(id, Kind.UNIT, partner, unitName(name), sku, Optional.of(means.unit()),
                Optional.of(means.factor()), added, Optional.empty());
    }

    static String unitName(String theirs) {
        return theirs.strip().toUpperCase(Locale.ROOT);
    }

    Optional<ItemReference> ofItem(String whose, String theirs) {
        return kind == Kind.ITEM && partner.equals(whose) && name.equals(theirs)
                ? Optional.of(new ItemReference(name, sku, unit)) : Optional.empty();
    }

    Optional<UnitMeaning> ofUnit(String whose, Sku item, String theirs) {
        return kind == Kind.UNIT && partner.equals(whose) && sku.equals(item) && name.equals(unitName(theirs))
                ? unit.flatMap(ours -> factor.map(times -> new UnitMeaning(ours, times))) : Optional.empty();
    }
}
