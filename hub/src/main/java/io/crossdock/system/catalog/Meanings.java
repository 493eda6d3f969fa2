package io.crossdock.system.catalog;

import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.landscape.Partner.ItemReference;
import java.util.Optional;

/** What partners mean by their numbers and units. */
public interface Meanings {

    /** The item that a partner calls so. */
    Optional<ItemReference> item(Partner partner, String theirs);

    /** The unit of an item that a partner calls so, where somebody has said it. */
    Optional<UnitMeaning> unit(Partner partner, Sku sku, String theirs);

    /** The same with one reference more, which nobody else sees: for trying it. */
    default Meanings with(Reference trial) {
        Meanings others = this;
        return new Meanings() {
            @Override
            public Optional<ItemReference> item(Partner partner, String theirs) {
                return trial.ofItem(partner.id(), theirs).or(() -> others.item(partner, theirs));
            }

            @Override
            public Optional<UnitMeaning> unit(Partner partner, Sku sku, String theirs) {
                return trial.ofUnit(partner.id(), sku, theirs).or(() -> others.unit(partner, sku, theirs));
            }
        };
    }
}
