package io.crossdock.drills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long live orders took to the ERP alone, and beside bulk work for it, in one run.
 *
 * @param idleOrders how many were measured alone
 * @param idle       their 99th percentile, from acceptance to the ERP's number in the hub's books
 * @param bulkOrders how many were measured beside bulk work
 * @param bulk       their 99th percentile
 * @param waiting    the fewest bulk calls that still waited when a measurement ended
 */
public record Beside(int idleOrders, Duration idle, int bulkOrders, Duration bulk, long waiting) {

    /** What is promised. */
    static final double RATIO_MAX = 1.5;

    /** With fewer, one order decides. */
    static final int ORDERS_MIN = 100;

    double ratio() {
        return (double) bulk.toMillis() / Math.max(1, idle.toMillis());
    }

    String text() {
        return String.format(Locale.ROOT, "live orders took %d ms (p99 of %d) alone and %d ms (p99 of %d) beside bulk "
                + "work: %.2f times as long; never fewer than %d bulk calls waited", idle.toMillis(), idleOrders,
                bulk.toMillis(), bulkOrders, ratio(), waiting);
    }

    /** What is not as it must be, in words. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        if (idleOrders < ORDERS_MIN || bulkOrders < ORDERS_MIN) {
            findings.add("too few orders to tell their pace, " + idleOrders + " alone and " + bulkOrders
                    + " beside bulk work: give the drill more minutes or orders");
        } else if (ratio() > RATIO_MAX) {
            findings.add(String.format(Locale.ROOT,
                    "live orders beside bulk work took %d ms (p99), %.2f times the %d ms of an idle lane, not %.1f",
                    bulk.toMillis(), ratio(), idle.toMillis(), RATIO_MAX));
        }
        if (waiting == 0) {
            findings.add("the bulk work was done before the measurement ended: it proves nothing");
        }
        return findings;
    }
}
