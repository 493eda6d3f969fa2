package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Sku;
import java.util.Locale;
import java.util.Optional;

/**
 * A reference that a line needs and that nobody has.
 *
 * @param name their item number, or their unit
 * @param sku  of a unit: of which item
 * @param says what is the matter, for people
 */
record Missing(int lineNo, Kind kind, String partner, String name, Optional<Sku> sku, String says) {

    enum Kind {
        ITEM("item-unknown", ""),
        UNIT("unit-unknown", "/unit");

        private final String code;
        private final String field;

        Kind(String code, String field) {
            this.code = code;
            this.field = field;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String ITEM_CLUSTER = "edi-item:";
    static final String UNIT_CLUSTER = "edi-unit:";

    /** The same for every order that one answer mends. */
    String cluster() {
        return switch (kind) {
            case ITEM -> ITEM_CLUSTER + partner + ":" + name;
            case UNIT -> UNIT_CLUSTER + partner + ":" + sku.map(Sku::value).orElse("") + ":" + name;
        };
    }

    /** What the partner is told when nobody mends it. */
    Fault fault() {
        return new Fault("/lines/" + (lineNo - 1) + kind.field, kind.code, says);
    }
}
