package io.crossdock.canonical;

/** The name by which a buyer asks for an item. */
public sealed interface ItemName {

    /** By our own number. */
    record BySku(Sku sku) implements ItemName {

        @Override
        public String toString() {
            return sku.value();
        }
    }

    /** By the number on its pack, which also says which pack. */
    record ByGtin(Gtin gtin) implements ItemName {

        @Override
        public String toString() {
            return gtin.value();
        }
    }

    /** By the buyer's own number, to be found in the buyer's cross-reference. */
    record ByBuyerItem(String buyerItem) implements ItemName {

        public ByBuyerItem {
            Text.required(buyerItem, 80, "buyer's item number");
        }

        @Override
        public String toString() {
            return buyerItem;
        }
    }
}
