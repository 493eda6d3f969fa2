package io.crossdock.drills;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Ten thousand calls that nobody waits for, queued behind the ERP. Each tells it again what it knows: that an order is
 * cancelled, which a buyer did before. So the ERP works for each, and its books stay as they are.
 */
final class BulkWork {

    static final int CALLS = 10_000;

    /** Whose rows these are in the hub's ledger. */
    static final String ACTOR = "drill";

    /** Until the calls that were under way when the work was queued or dropped are done. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final String OURS = "kind = 'order.amend' AND actor = '" + ACTOR + "'";

    private record Slice(Instant from, Instant until, boolean bulk) {

        String covers() {
            return "(created_at >= TIMESTAMPTZ '" + from + "' AND created_at < TIMESTAMPTZ '" + until + "')";
        }
    }

    private final Stage stage;
    private final List<Slice> slices = new ArrayList<>();
    private Instant since = Instant.MAX;
    private long waiting = CALLS;
    private int queued;

    BulkWork(Stage stage) {
        this.stage = stage;
    }

    /** A buyer orders, and cancels before a warehouse has begun; the ERP is told of both. */
    Buyers.Placed prepare(Buyers buyers, Hub hub, String body) throws IOException {
        stage.estate().hold(Map.of("all", "released,acknowledged"));
        Buyers.Placed placed = buyers.order("bulk", body);
        if (!placed.accepted()) {
            throw new IllegalStateException("the order to cancel was not accepted: " + placed.answer());
        }
        await(() -> done("order.post", placed.number()));
        Http.post(hub.address().resolve("/portal/v1/orders/" + placed.number() + "/changes"),
                Http.bytes("{\"cancel\": true}"), "Authorization",
                "Bearer " + Buyers.token(hub.address(), "portal-demo"), "Content-Type", "application/json",
                "Idempotency-Key", "bulk-cancel").ok();
        await(() -> done("order.amend", placed.number()));
        stage.estate().letGo();
        return placed;
    }

    private boolean done(String kind, String order) {
        return stage.database().number("SELECT count(*) FROM effects.effect WHERE state = 'done' AND kind = '" + kind
                + "' AND ordering_key = '" + order + "'") > 0;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no order could be cancelled, so there is no bulk work to queue");
            }
            Buyers.pause();
        }
    }

    /** From here on live orders are alone. */
    void measure() {
        since = Instant.now();
    }

    void queue() {
        end(false);
        queued++;
        stage.database().update("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request,
                                            next_attempt_at, correlation, actor, created_at)
                SELECT gen_random_uuid(), e.target, e.kind, 'bulk-%1$d-' || n, 'bulk-%1$d-' || n, 3, 1, 'ready',
                       e.request, now(), 'bulk', '%2$s', now()
                  FROM generate_series(1, %3$d) n,
                       (SELECT target, kind, request FROM effects.effect
                         WHERE kind = 'order.amend' AND actor <> '%2$s' AND state = 'done' ORDER BY seq LIMIT 1) e
                """.formatted(queued, ACTOR, CALLS));
        since = Instant.now().plus(TURN);
    }

    /** What is not begun is not wanted any more. */
    void drop() {
        end(true);
        waiting = Math.min(waiting, stage.database().number("SELECT count(*) FROM effects.effect WHERE " + OURS
                + " AND state = 'ready'"));
        stage.database().update("UPDATE effects.effect SET state = 'skipped', reason = 'The drill is over.', "
                + "finished_at = now() WHERE " + OURS + " AND state = 'ready'");
        since = Instant.now().plus(TURN);
    }

    private void end(boolean bulk) {
        slices.add(new Slice(since, Instant.now(), bulk));
    }

    boolean everyOrderIsPosted() {
        return stage.database().number("SELECT count(*) FROM effects.effect WHERE kind = 'order.post' "
                + "AND state <> 'done'") == 0;
    }

    /** When all orders are posted. */
    Beside measured() {
        List<String> alone = p99(false);
        List<String> beside = p99(true);
        return new Beside(Integer.parseInt(alone.getFirst()), millis(alone), Integer.parseInt(beside.getFirst()),
                millis(beside), waiting);
    }

    private static Duration millis(List<String> row) {
        return row.getLast().equals("null") ? Duration.ZERO
                : Duration.ofMillis(Math.round(Double.parseDouble(row.getLast())));
    }

    private List<String> p99(boolean bulk) {
        return stage.database().rows("""
                SELECT count(*), percentile_disc(0.99) WITHIN GROUP (ORDER BY
                           1000 * extract(epoch FROM finished_at - created_at))
                  FROM effects.effect WHERE kind = 'order.post' AND state = 'done' AND (%s)
                """.formatted(slices.stream().filter(slice -> slice.bulk() == bulk).map(Slice::covers)
                .collect(Collectors.joining(" OR ")))).getFirst();
    }
}
