package io.crossdock.process.promising;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What somebody asks for.
 *
 * @param unit     one the item is sold in
 * @param quantity in {@code unit}; empty: one
 * @param account  whose priority class holds; empty: that of everyone
 * @param location the one place that counts; empty: all
 */
public record Wish(Item item, Unit unit, Optional<BigDecimal> quantity, Channel channel, Optional<AccountId> account,
        Optional<LocationId> location) {

    public Wish {
        if (item.packs().factor(unit).isEmpty()) {
            throw new IllegalArgumentException(item.sku() + " is not sold by " + unit);
        }
    }

    BigDecimal factor() {
        return item.packs().factor(unit).orElseThrow();
    }

    /** In the base unit. */
    BigDecimal wanted() {
        return quantity.orElse(BigDecimal.ONE).multiply(factor());
    }
}
