package io.crossdock.system.catalog;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.replica.Known;
import java.util.Optional;

/** What a buyer's name of an item means. */
public sealed interface ItemAnswer {

    /**
     * @param unit what the name says about the unit: the pack a barcode is on, or the cross-reference's unit
     */
    record Found(Known<Item> item, Optional<Unit> unit) implements ItemAnswer {
    }

    /** Nothing is sold under this name. */
    record Unknown(ItemName name, String why) implements ItemAnswer {
    }
}
