package io.crossdock.canonical;

/** What came of asking for a quantity in another unit. */
public sealed interface Conversion {

    /** The same amount of goods, to the last decimal. */
    record Exact(Quantity quantity) implements Conversion {
    }

    /** The item knows both units, but the amount has no exact decimal in the wanted one. */
    record Inexact(String why) implements Conversion {
    }

    /** The item is not sold in this unit. */
    record UnknownUnit(Unit unit) implements Conversion {
    }
}
