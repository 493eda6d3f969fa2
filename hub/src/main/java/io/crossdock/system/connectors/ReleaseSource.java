package io.crossdock.system.connectors;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Knows how far a warehouse has come with what it was asked to ship. */
public interface ReleaseSource extends Role {

    /** @param leg our leg number, by which the warehouse knows it */
    Answer release(SystemSettings warehouse, String leg);

    /** What came of the question. */
    sealed interface Answer {

        record Known(Standing standing) implements Answer {
        }

        /** The warehouse has never heard of it. */
        record Unknown() implements Answer {
        }

        /** @param why a sentence for people */
        record NoAnswer(String why) implements Answer {
        }
    }

    /** How far a warehouse says it is, in the order in which it goes; the last two end it without a shipment. */
    enum Stage {
        RELEASED, PICKING, PICKED, PACKED, SHIPPED, SHORTED, CANCELLED;

        /** {@code picking}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A release as its warehouse sees it.
     *
     * @param packages empty before it is packed
     * @param carrier  of the packages
     */
    record Standing(Stage stage, List<Line> lines, List<ShippedPackage> packages, Optional<String> carrier) {

        public Standing {
            lines = List.copyOf(lines);
            packages = List.copyOf(packages);
        }
    }

    /** @param asked and {@code picked} in the item's base unit */
    record Line(int lineNo, Sku sku, Quantity asked, Quantity picked) {
    }
}
