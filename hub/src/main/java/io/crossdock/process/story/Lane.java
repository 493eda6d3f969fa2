package io.crossdock.process.story;

/**
 * Who acts in a part of the story, as a lane of its picture.
 *
 * @param id    tells lanes of one kind apart: {@code ATL}, {@code northway}
 * @param label what people call it: {@code Warehouse ATL}
 */
public record Lane(Kind kind, String id, String label) {

    public static final Lane HUB = new Lane(Kind.HUB, "hub", "Crossdock");

    /** From top to bottom of the picture. */
    public enum Kind {
        /** Who orders. */
        CHANNEL,
        /** What we decide. */
        HUB,
        ERP,
        WAREHOUSE,
        SUPPLIER,
        CARRIER,
        /** Invoices. */
        FINANCE,
        /** Documents to an EDI partner. */
        PARTNER
    }
}
