package io.crossdock.platform.landscape;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

/**
 * Which changes of master data wait for a person, from {@code policies.masterData}.
 *
 * @param held what waits (all of it)
 * @param priceBandPercent prices that move further than this, either way, are risky (20)
 * @param remindAfter a change that waits longer is an exception (1 day)
 */
public record MasterData(Set<Risk> held, BigDecimal priceBandPercent, Duration remindAfter) {

    /** What may go wrong when a change takes effect unseen. */
    public enum Risk {
        /** Stock, orders and prices are counted in it. */
        BASE_UNIT("baseUnit", "Base unit"),
        /** A pack holds another number of base units, or is no longer sold. */
        PACK("packs", "Pack"),
        /** A barcode means another item or pack, or nothing any more. */
        BARCODE("barcodes", "Barcode"),
        /** A price leaves its band, or changes its currency or unit. */
        PRICE("prices", "Price"),
        /** An account gets other prices or another tax status. */
        TERMS("terms", "Terms"),
        /** An item is gone at its source. */
        REMOVAL("removals", "Removal");

        private final String key;
        private final String title;

        Risk(String key, String title) {
            this.key = key;
            this.title = title;
        }

        /** Its name in the landscape and in answers. */
        public String key() {
            return key;
        }

        /** For people. */
        public String title() {
            return title;
        }
    }

    public MasterData {
        held = Set.copyOf(held);
    }

    public boolean holds(Risk risk) {
        return held.contains(risk);
    }

    /** Whether a price may go from one amount to the other unasked. */
    public boolean inBand(BigDecimal before, BigDecimal after) {
        return !holds(Risk.PRICE) || after.subtract(before).abs().movePointRight(2)
                .compareTo(before.abs().multiply(priceBandPercent)) <= 0;
    }
}
