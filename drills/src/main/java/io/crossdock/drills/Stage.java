package io.crossdock.drills;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** What one trial runs on: an empty database, an estate with empty books, a landscape, and hubs. */
public final class Stage implements AutoCloseable {

    /** For all that is under way to come to its end, on a busy machine. */
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(6);
    /** Between two looks at whether everything is settled; who waits long looks so many times at most. */
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int LOOKS = 720;

    private final String name;
    private final Database database;
    private final Estate estate;
    private final Landscape landscape;
    private final List<Hub> hubs = new ArrayList<>();

    private Stage(String name, int pace, UnaryOperator<Landscape> changes, Function<String, Database> database) {
        this.name = name;
        Path folder = Programs.WORK.resolve("landscapes").resolve(name);
        this.landscape = changes.apply(Landscape.copyTo(folder));
        this.database = database.apply(name);
        this.estate = Estate.fresh(pace);
    }

    /**
     * @param name    of the database: small letters and underscores
     * @param pace    how many times faster than by day warehouses and carriers work
     * @param changes to the demo's landscape
     */
    public static Stage open(String name, int pace, UnaryOperator<Landscape> changes) {
        return new Stage(name, pace, changes, Database::fresh);
    }

    /** As {@link #open}, with a database whose disk can be filled. */
    static Stage openOnSmallDisk(String name, int pace, UnaryOperator<Landscape> changes) {
        return new Stage(name, pace, changes, Database::onSmallDisk);
    }

    public Database database() {
        return database;
    }

    public Estate estate() {
        return estate;
    }

    public Truth truth() {
        return estate.truth();
    }

    public Landscape landscape() {
        return landscape;
    }

    /** A hub that the estate's call-backs reach, ready for work. */
    public Hub hub() {
        return hub("hub", Estate.HUB_PORT).awaitReady();
    }

    /** One more hub on the same database; not yet ready. */
    public Hub hub(String node, int port) {
        Path log = Programs.WORK.resolve("logs").resolve(name + "-" + node + ".log");
        Hub hub = new Hub(node, port, database, estate, landscape, log);
        hubs.add(hub);
        return hub;
    }

    /** Waits until nothing is under way: every call made, every message digested, every leg invoiced. */
    public void awaitSettled() {
        awaitSettled(SETTLE_PATIENCE);
    }

    public void awaitSettled(Duration patience) {
        Duration pause = patience.dividedBy(LOOKS);
        Awaitility.await("everything settled").atMost(patience).pollInterval(pause.compareTo(PAUSE) > 0 ? pause : PAUSE)
                .conditionEvaluationListener(null)
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(underWay()).isEmpty());
    }

    /** What is not finished, in words; goods on backorder wait for supply and do not count. */
    public List<String> underWay() {
        List<String> open = new ArrayList<>();
        database.rows("""
                SELECT 'effect ' || target || ' ' || kind || ' ' || business_key || ' ' || state || ' ' ||
                       coalesce(reason, '')
                  FROM effects.effect WHERE state NOT IN ('done', 'refused', 'skipped', 'compensated')
                UNION ALL
                SELECT 'order ' || number || ' ' || posting_state FROM ordering.orders
                 WHERE posting_state IN ('pending', 'in_doubt')
                UNION ALL
                SELECT 'leg ' || number || ' ' || state FROM fulfilment.leg
                 WHERE state NOT IN ('waiting', 'shipped', 'delivered', 'shorted', 'cancelled')
                UNION ALL
                SELECT 'not invoiced ' || l.number FROM fulfilment.leg l
                 WHERE l.shipped_at IS NOT NULL
                   AND NOT EXISTS (SELECT FROM invoicing.invoice i WHERE i.shipment = l.number)
                UNION ALL
                SELECT 'return ' || number || ' ' || state FROM returns.rma
                 WHERE state IN ('authorised', 'received', 'inspected')
                UNION ALL
                SELECT 'message ' || source || ' ' || dedupe_key FROM inbox.message WHERE state = 'received'
                UNION ALL
                SELECT 'parked ' || subscription || ' ' || ordering_key || ' ' || reason FROM journal.parked
                UNION ALL
                SELECT 'not counted ' || key FROM oversight.undigested('line-progress',
                       '{shipment.dispatched,leg.shorted,leg.called_off,leg.substituted,invoice.posted}') AS key
                LIMIT 20
                """).forEach(row -> open.add(row.getFirst()));
        truth().openCallbacks().stream().limit(20).forEach(each -> open.add("call-back " + Audit.text(each, "key") + " "
                + Audit.text(each, "type") + " " + Audit.text(each, "state")));
        return open;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        try {
            estate.noFaults();
        } finally {
            hubs.forEach(Hub::close);
            database.close();
        }
    }
}
