package io.crossdock.process.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look of the auditor costs, in rows that the database reads for it: not more when there is more history. */
class OversightCostTest {

    private static final int ITEMS = 100;
    /** More than a look walks through at once. */
    private static final int LITTLE = 2_000;
    private static final int MUCH = 8_000;

    private AuditedWorld world;
    private TestHub hub;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new AuditedWorld(directory, new Distributor()
                .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                .item("CD-1", "1.00", 100, 30, 0));
        hub = world.hub();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void isThatOfWhatIsOpenHoweverLongTheHistory() {
        OrderNumber done = ship(world.order());
        world.order();
        await().until(() -> number("SELECT count(*) FROM effects.effect WHERE kind = 'order.post'") == 2);
        hub.stop();
        sql("UPDATE effects.effect SET state = 'done', reference = 'E0', finished_at = now() WHERE ordering_key LIKE '"
                + done + "%'");
        sql("UPDATE ordering.orders SET posting_state = 'posted', erp_reference = 'E0', commercial_state = 'closed', "
                + "closed_at = now() WHERE number = '" + done + "'");
        sql("UPDATE ordering.order_line SET invoiced = shipped WHERE order_number = '" + done + "'");
        sql("UPDATE journal.cursor SET position = (SELECT max(position) FROM journal.fact)");

        history(done, 1, LITTLE);
        carry();
        Map<String, Long> little = rowsRead();
        history(done, LITTLE + 1, MUCH);
        carry();
        Map<String, Long> much = rowsRead();

        assertThat(little.values().stream().filter(rows -> rows > 0)).as("the measure measures").hasSizeGreaterThan(9);
        assertThat(much).allSatisfy((invariant, rows) -> assertThat(rows)
                .as("rows read for %s with four times the history; with the shorter one %s", invariant, little.get(invariant))
                .isLessThanOrEqualTo(little.getOrDefault(invariant, 0L) * 5 / 4 + 20));
    }

    /** Closed orders like the one, with all that belongs to them, and movements that come to nothing. */
    private void history(OrderNumber like, int first, int last) {
        for (String table : List.of("ordering.orders", "ordering.order_line", "fulfilment.leg", "fulfilment.leg_line",
                "effects.effect", "journal.fact")) {
            copy(table, like, first, last);
        }
        sql("""
                INSERT INTO inventory.position (sku, location, unit, on_hand, movement, counted_at)
                SELECT 'H-' || n, 'DFW', 'EA', 0, 0, now() FROM generate_series(1, %d) n ON CONFLICT DO NOTHING
                """.formatted(ITEMS));
        sql("""
                INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document, actor, at)
                SELECT 'H-' || i, 'DFW', 'counted', CASE n %% 2 WHEN 0 THEN 1 ELSE -1 END, 0, 'count', 'test', now()
                  FROM generate_series(1, %d) i, generate_series(1, %d) n
                """.formatted(ITEMS, (last - first + 1) / (2 * ITEMS) * 2));
        sql("""
                INSERT INTO edi.document (id, partner, kind, business_key, control, content, written_at)
                SELECT gen_random_uuid(), 'buildwell', '855', 'SO-' || n, n, '', now() FROM generate_series(%d, %d) n
                """.formatted(first, last));
        sql("""
                INSERT INTO inbox.message (id, source, dedupe_key, digest, content_type, payload, received_at, correlation,
                                           actor, state, settled_at)
                SELECT gen_random_uuid(), 'warehouse:wms-atl', 'M-' || n, sha256('x'), 'text/plain', 'x', now(), 'c', 'a',
                       'digested', now() FROM generate_series(%d, %d) n
                """.formatted(first, last));
        sql("UPDATE journal.cursor SET position = (SELECT max(position) FROM journal.fact)");
    }

    /** The rows of a table that are about an order, once for each further order number. */
    private void copy(String table, OrderNumber like, int first, int last) {
        List<String> columns = hub.jdbc().sql("""
                SELECT attname FROM pg_attribute WHERE attrelid = CAST(:table AS regclass) AND attnum > 0
                   AND NOT attisdropped AND attidentity = '' AND attgenerated = '' ORDER BY attnum
                """).param("table", table).query(String.class).list();
        String listed = String.join(", ", columns);
        String chosen = String.join(", ", columns.stream().map(column -> switch (column) {
            case "id" -> "gen_random_uuid()";
            case "seq" -> "nextval('effects.effect_seq')";
            case "position" -> "nextval('journal.fact_position')";
            default -> "(copy.row)." + column;
        }).toList());
        sql("""
                INSERT INTO %1$s (%2$s)
                SELECT %3$s FROM (
                       SELECT jsonb_populate_record(CAST(NULL AS %1$s), replace(replace(replace(
                                  CAST(to_jsonb(x) AS text), '%4$s', 'SO-' || (500000 + n)), '"E0"', '"F' || n || '"'),
                                  'key-', 'key-' || n || '-')::jsonb) AS row
                         FROM %1$s x, generate_series(%5$d, %6$d) n WHERE CAST(to_jsonb(x) AS text) LIKE '%%%4$s%%'
                        OFFSET 0) copy
                """.formatted(table, listed, chosen, like, first, last));
    }

    /** As the auditor does when nothing is broken. */
    private void carry() {
        hub.inTransaction(() -> hub.get(OversightStore.class).carry(Invariants.POSITIONS_ARE_SUMS));
        // By itself the database does so at some moment: then an index alone answers what took a row before, or the reverse.
        sql("VACUUM ANALYZE");
    }

    /** By invariant, the rows that one look reads. */
    private Map<String, Long> rowsRead() {
        Map<String, Long> read = new LinkedHashMap<>();
        for (Invariant invariant : Invariants.ALL) {
            hub.inTransaction(() -> {
                // A table is read whole while that is cheaper than going by its index: what that costs is the bound.
                hub.jdbc().sql("SET LOCAL enable_seqscan = off").update();
                hub.jdbc().sql("SET LOCAL enable_hashjoin = off").update();
                hub.jdbc().sql("SET LOCAL enable_mergejoin = off").update();
                long before = read();
                OversightStore store = hub.get(OversightStore.class);
                OversightStore.Walk walk = walk(store, invariant);
                assertThat(store.look(invariant, walk, List.of(), world.clock().instant(), 100)).as(invariant.name()).isEmpty();
                read.put(invariant.name(), read() - before);
            });
        }
        return read;
    }

    /**
     * Old movements are added up again when the walk comes to their position, and it pauses the longer the more there
     * are; what each look costs besides is what is measured here.
     */
    private static OversightStore.Walk walk(OversightStore store, Invariant invariant) {
        return invariant.equals(Invariants.POSITIONS_ARE_SUMS) ? OversightStore.Walk.NONE : store.walk(invariant, "", 500);
    }

    private long read() {
        return number("""
                SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::bigint
                  FROM pg_stat_xact_user_tables
                """);
    }

    private OrderNumber ship(OrderNumber order) {
        Leg leg = hub.get(Fulfilment.class).legs(List.of(order)).getFirst();
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(leg.number(), LegSignal.SHIPPED,
                world.clock().instant(), 0, List.of(new LegReport.Line(1, new Sku("CD-1"), Quantity.of("10", "EA"))), List.of(),
                Optional.empty(), Optional.empty()), Origin.start("test", "system:wms")));
        await().until(() -> number("SELECT count(*) FROM effects.effect WHERE kind = 'invoice.post'") == 1);
        return order;
    }

    private void sql(String statement) {
        hub.jdbc().sql(statement).update();
    }

    private long number(String query) {
        return hub.jdbc().sql(query).query(Long.class).single();
    }
}
