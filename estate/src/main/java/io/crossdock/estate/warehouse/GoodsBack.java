package io.crossdock.estate.warehouse;

import io.crossdock.estate.world.Site;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Goods that a warehouse was told to take back.
 *
 * @param asked the request as it came, to tell a repetition from a conflict
 */
record GoodsBack(String rma, Site warehouse, String orderNumber, Status status, List<Line> lines, List<Found> found,
        String asked, Instant announcedAt) {

    enum Status {
        announced, received, inspected, cancelled
    }

    record Line(int lineNo, String sku, BigDecimal quantity, String unit) {}

    /** What became of goods; {@code disposition} is sellable, damaged or scrapped. */
    record Found(String sku, BigDecimal quantity, String unit, String disposition, String reason) {}

    static String key(Site site, String rma) {
        return site + "|" + rma;
    }

    String key() {
        return key(warehouse, rma);
    }

    GoodsBack next(Status newStatus, List<Line> newLines, List<Found> newFound) {
        return new GoodsBack(rma, warehouse, orderNumber, newStatus, newLines, newFound, asked, announcedAt);
    }
}
