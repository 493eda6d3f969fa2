package io.crossdock.process.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever does not add up is found with the next look, and named. */
class OversightTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.00", 100, 30, 0).item("CD-2", "2.50", 40, 0, 0);
    private TestHub hub;
    private Oversight oversight;
    private OrderNumber order;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.catalog",
                        "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.credit",
                        "io.crossdock.process.ordering", "io.crossdock.process.fulfilment",
                        "io.crossdock.process.oversight")
                .with(Distributor.class, distributor)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        hub.get(Replication.class).runNow();
        hub.inTransaction(() -> {
            hub.get(Inventory.class).snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            hub.get(Credit.class).report(distributor.standings(NOW));
        });
        hub.start();
        // These tests look themselves, so that a look of before cannot be taken for theirs.
        hub.get(Auditor.class).stop();
        oversight = hub.get(Oversight.class);
        order = order();
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void everythingHoldsWhereNobodyMeddled() {
        ship("4");

        assertThat(look()).isEmpty();
        assertThat(oversight.proofs()).hasSize(Invariants.ALL.size())
                .allSatisfy(proof -> assertThat(proof.state()).isEqualTo(Proof.State.HOLDS))
                .allSatisfy(proof -> assertThat(proof.provedAt()).contains(clock.instant()));
    }

    @Test
    void aPositionChangedByHandIsFoundAndNamedAndGoesWithItsCause() {
        assertThat(look()).isEmpty();

        sql("UPDATE inventory.position SET on_hand = on_hand + 5 WHERE sku = 'CD-1' AND location = 'DFW'");

        assertThat(look()).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(Invariants.POSITIONS_ARE_SUMS);
            assertThat(breach.subject()).isEqualTo("CD-1@DFW");
            assertThat(breach.says()).contains("On hand 35", "come to 30");
        });
        assertThat(proof(Invariants.POSITIONS_ARE_SUMS).state()).isEqualTo(Proof.State.BROKEN);
        assertThat(facts("invariant.broken")).isEqualTo(1);
        assertThat(look()).as("the same one, not another").hasSize(1);
        assertThat(facts("invariant.broken")).isEqualTo(1);

        sql("UPDATE inventory.position SET on_hand = on_hand - 5 WHERE sku = 'CD-1' AND location = 'DFW'");

        assertThat(look()).isEmpty();
        assertThat(facts("invariant.restored")).isEqualTo(1);
    }

    @Test
    void moreReturnedThanHasLeftAndMoreCreditedThanInvoicedAreFoundByOrderAndLine() {
        ship("4");
        sql("""
                INSERT INTO returns.rma (number, order_number, account, state, warehouse, erp_system, currency, value,
                                         fee_percent, rounding, correlation, requested_at, arrive_by)
                VALUES ('RMA-1', '%s', 'A-1', 'received', 'ATL', 'erp', 'USD', 1, 0, 'HALF_UP', 'c', now(), now())
                """.formatted(order));
        sql("""
                INSERT INTO returns.rma_line (rma, line_no, sku, tax_class, reason, asked, asked_unit, quantity, unit, sellable)
                VALUES ('RMA-1', 1, 'CD-1', 'standard', 'unwanted', 2, 'EA', 2, 'EA', 2)
                """);
        sql("INSERT INTO returns.claim VALUES ('%s', 1, 4, 2)".formatted(order));
        assertThat(look()).isEmpty();

        sql("UPDATE returns.claim SET claimed = 5, shipped = 5");
        assertThat(look()).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(Invariants.RETURNED_WITHIN_SHIPPED);
            assertThat(breach.subject()).isEqualTo(order + " line 1");
            assertThat(breach.says()).contains("5 claimed by returns, which name 2; 4 have left");
        });
        sql("UPDATE returns.claim SET claimed = 2");
        sql("UPDATE returns.rma_line SET credited = 1, net = 9.99");
        assertThat(look()).extracting(breach -> breach.subject() + " " + breach.says()).containsExactlyInAnyOrder(
                order + " line 1 Line 1: 1 credited, but only 0 invoiced.",
                order + " amount 9.99 given back, but only 0 invoiced.");
    }

    @Test
    void historyIsAddedUpOnceAndStillProved() {
        for (int i = 0; i < 60; i++) {
            sql("""
                    WITH p AS (UPDATE inventory.position SET on_hand = on_hand + 1
                                WHERE sku = 'CD-2' AND location = 'ATL' RETURNING sku, location)
                    INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document, actor, at)
                    SELECT sku, location, 'counted', 1, 0, 'count', 'test', now() FROM p
                    """);
        }
        assertThat(look()).isEmpty();
        assertThat(number("SELECT count(*) FROM oversight.summed WHERE sku = 'CD-2'")).isEqualTo(1);

        sql("UPDATE inventory.position SET on_hand = on_hand - 1 WHERE sku = 'CD-2' AND location = 'ATL'");

        assertThat(look()).singleElement().satisfies(breach -> assertThat(breach.subject()).isEqualTo("CD-2@ATL"));
    }

    @Test
    void aMovementThatWasTakenOutOfOldHistoryIsFoundByTheWalk() {
        historyIsAddedUp();
        assertThat(look()).isEmpty();

        sql("DELETE FROM inventory.movement WHERE id = (SELECT min(id) FROM inventory.movement WHERE sku = 'CD-1')");

        assertThat(look()).anySatisfy(breach -> assertThat(breach.subject()).startsWith("CD-1@"));
    }

    private void historyIsAddedUp() {
        sql("""
                INSERT INTO oversight.summed (sku, location, movement, on_hand, on_hold, reserved, uncovered)
                SELECT sku, location, max(id), sum(on_hand_delta), sum(on_hold_delta), sum(reserved_delta),
                       sum(uncovered_delta) FROM inventory.movement GROUP BY sku, location
                """);
    }

    @Test
    void promisesWithoutShipmentsAreFound() {
        sql("""
                WITH p AS (UPDATE inventory.position SET reserved = reserved + 3
                            WHERE sku = 'CD-2' AND location = 'ATL' RETURNING sku, location)
                INSERT INTO inventory.movement (sku, location, cause, on_hand_delta, reserved_delta, document, actor, at)
                SELECT sku, location, 'reserved', 0, 3, 'SO-0-1', 'test', now() FROM p
                """);

        assertThat(look()).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(Invariants.PROMISES_ARE_LEGS);
            assertThat(breach.says()).startsWith("3 promised").contains("carts and quotes want 0");
        });
    }

    @Test
    void aLineThatDoesNotAddUpIsNamedWithItsOrder() {
        sql("UPDATE fulfilment.leg_line SET planned = planned - 1 WHERE leg = '" + order + "-1' AND line_no = 1");

        assertThat(look()).extracting(Breach::invariant)
                .containsExactlyInAnyOrder(Invariants.LINES_ADD_UP, Invariants.PROMISES_ARE_LEGS);
        assertThat(oversight.breaches()).anySatisfy(breach -> {
            assertThat(breach.order()).contains(order);
            assertThat(breach.subject()).isEqualTo(order + " line 1");
            assertThat(breach.says()).contains("ordered 10", "open 9");
        });
    }

    @Test
    void anOrderWithoutItsPostingIsFound() {
        sql("DELETE FROM effects.effect WHERE kind = 'order.post' AND business_key = '" + order + "'");

        assertThat(look()).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(Invariants.ORDERS_ARE_POSTED_ONCE);
            assertThat(breach.order()).contains(order);
            assertThat(breach.says()).isEqualTo("There is no posting to erp.");
        });
    }

    @Test
    void twoOrdersUnderOneNumberOfTheErpAreFoundEvenAfterTheyAreClosed() {
        OrderNumber other = order();
        sql("UPDATE effects.effect SET state = 'done', reference = 'SO1', finished_at = now() WHERE kind = 'order.post'");
        sql("""
                UPDATE ordering.orders SET posting_state = 'posted', erp_reference = 'SO1', commercial_state = 'closed',
                       closed_at = now()
                """);

        assertThat(look()).filteredOn(breach -> breach.invariant().equals(Invariants.ERP_NUMBERS_ARE_USED_ONCE))
                .extracting(Breach::subject).containsExactlyInAnyOrder(order.value(), other.value());
    }

    @Test
    void whatLeftAndIsNotInvoicedIsFound() {
        ship("10");
        sql("DELETE FROM effects.effect WHERE kind = 'invoice.post'");
        clock.advance(Duration.ofMinutes(6));

        assertThat(look()).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(Invariants.SHIPMENTS_ARE_INVOICED);
            assertThat(breach.order()).contains(order);
        });
    }

    @Test
    void creditThatNobodyNeedsIsFound() {
        sql("UPDATE credit.account SET reserved = reserved + 1");

        assertThat(look()).singleElement()
                .satisfies(breach -> assertThat(breach.invariant()).isEqualTo(Invariants.CREDIT_IS_HELD_FOR_ORDERS));
    }

    @Test
    void doubtAndLostLeasesDoNotLast() {
        sql("""
                UPDATE effects.effect SET state = 'in_doubt', reason = 'The answer was lost.', started_at = created_at
                 WHERE kind = 'order.post'
                """);
        clock.advance(Duration.ofMinutes(16));

        assertThat(look()).filteredOn(breach -> breach.invariant().equals(Invariants.DOUBT_ENDS)).singleElement()
                .satisfies(breach -> assertThat(breach.subject()).isEqualTo("erp order.post " + order));
    }

    @Test
    void aReaderThatStandsStillIsFound() {
        hub.stop();
        hub.inTransaction(() -> hub.get(Journal.class).append(NewFact.of("order.posted", order.value(),
                Origin.start("test", "test"), Map.of("number", order.value()))));
        clock.advance(Duration.ofMinutes(6));

        assertThat(look()).isNotEmpty()
                .allSatisfy(breach -> assertThat(breach.invariant()).isEqualTo(Invariants.FACTS_ARE_READ))
                .anySatisfy(breach -> assertThat(breach.subject()).isEqualTo("leg-release"));

        hub.start();
        await().untilAsserted(() -> assertThat(look()).isEmpty());
    }

    @Test
    void aMessageThatNobodySettlesIsFound() {
        sql("""
                INSERT INTO inbox.message (id, source, dedupe_key, digest, content_type, payload, received_at, correlation,
                                           actor, state)
                VALUES (gen_random_uuid(), 'warehouse:wms-atl', 'M-1', sha256('x'), 'text/plain', 'x', timestamp '2026-11-20',
                        'c', 'a', 'received')
                """);

        assertThat(look()).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(Invariants.MESSAGES_ARE_ANSWERED);
            assertThat(breach.subject()).isEqualTo("warehouse:wms-atl M-1");
        });
    }

    @Test
    void aMissingControlNumberIsFound() {
        sql("""
                INSERT INTO edi.document (id, partner, kind, business_key, control, content, written_at)
                SELECT gen_random_uuid(), 'buildwell', '855', 'SO-' || n, n, '', now() FROM unnest(ARRAY[1, 2, 4]) AS n
                """);

        assertThat(look()).singleElement().satisfies(breach -> {
            assertThat(breach.invariant()).isEqualTo(Invariants.CONTROL_NUMBERS_HAVE_NO_GAP);
            assertThat(breach.says()).isEqualTo("2 is followed by 4.");
        });
    }

    /** By invariant, what somebody would have to do to the database to break it. */
    private Map<Invariant, String> seeds() {
        Map<Invariant, String> seeds = new LinkedHashMap<>();
        seeds.put(Invariants.RESERVED_WITHIN_SUPPLY, """
                UPDATE inventory.position SET reserved = on_hand + 1 WHERE sku = 'CD-2' AND location = 'ATL'
                """);
        seeds.put(Invariants.POSITIONS_ARE_SUMS, "UPDATE inventory.position SET on_hand = on_hand + 5 WHERE sku = 'CD-1'");
        seeds.put(Invariants.PROMISES_ARE_LEGS, "UPDATE inventory.position SET reserved = 0 WHERE location = 'DFW'");
        seeds.put(Invariants.LINES_ADD_UP, "UPDATE ordering.order_line SET base = base + 1");
        seeds.put(Invariants.INVOICED_WITHIN_SHIPPED, "UPDATE ordering.order_line SET invoiced = shipped + 1");
        seeds.put(Invariants.RETURNED_WITHIN_SHIPPED, """
                WITH back AS (INSERT INTO returns.rma (number, order_number, account, state, warehouse, erp_system, currency,
                                                       value, fee_percent, rounding, correlation, requested_at, arrive_by)
                              SELECT 'RMA-1', min(number), 'A-1', 'received', 'ATL', 'erp', 'USD', 1, 0, 'HALF_UP', 'c', now(),
                                     now() FROM ordering.orders RETURNING order_number)
                INSERT INTO returns.claim SELECT order_number, 1, 99, 99 FROM back
                """);
        seeds.put(Invariants.CREDITED_WITHIN_INVOICED, """
                INSERT INTO returns.rma_line (rma, line_no, sku, tax_class, reason, asked, asked_unit, quantity, unit, sellable,
                                              credited, net)
                VALUES ('RMA-1', 1, 'CD-1', 'standard', 'unwanted', 2, 'EA', 2, 'EA', 2, 2, 99)
                """);
        seeds.put(Invariants.ORDERS_ARE_POSTED_ONCE, """
                UPDATE ordering.orders SET posting_state = 'posted', erp_reference = 'SO1'
                """);
        seeds.put(Invariants.ERP_NUMBERS_ARE_USED_ONCE, "UPDATE ordering.orders SET erp_reference = 'SO1'");
        seeds.put(Invariants.SHIPMENTS_ARE_INVOICED, "DELETE FROM effects.effect WHERE kind = 'invoice.post'");
        seeds.put(Invariants.CREDIT_IS_HELD_FOR_ORDERS, "UPDATE credit.account SET reserved = reserved + 1");
        seeds.put(Invariants.DOUBT_ENDS, """
                UPDATE effects.effect SET state = 'in_doubt', reason = 'Lost.', started_at = created_at, code = 'in-doubt'
                 WHERE kind = 'order.post'
                """);
        seeds.put(Invariants.MESSAGES_ARE_ANSWERED, """
                INSERT INTO inbox.message (id, source, dedupe_key, digest, content_type, payload, received_at, correlation,
                                           actor, state)
                VALUES (gen_random_uuid(), 'warehouse:wms-atl', 'M-1', sha256('x'), 'text/plain', 'x', timestamp '2026-11-20',
                        'c', 'a', 'received')
                """);
        seeds.put(Invariants.DOCUMENTS_ARE_ANSWERED, """
                WITH i AS (INSERT INTO edi.interchange (id, partner, control, test, verdict, faults, read_at)
                           VALUES (gen_random_uuid(), 'buildwell', '1', false, 'A', '[]', timestamp '2026-11-20')
                           RETURNING id)
                INSERT INTO edi.transaction_set (id, interchange_id, position, partner, group_control, type, control,
                                                 verdict, state, faults, digest, body, neutral, reference, correlation)
                SELECT gen_random_uuid(), id, 1, 'buildwell', '7', '850', '0001', 'A', 'read', '[]', sha256('x'), '', '{}',
                       'PO-1', 'c' FROM i
                """);
        seeds.put(Invariants.CONTROL_NUMBERS_HAVE_NO_GAP, """
                INSERT INTO edi.document (id, partner, kind, business_key, control, content, written_at)
                SELECT gen_random_uuid(), 'buildwell', '855', 'SO-' || n, n, '', now() FROM unnest(ARRAY[1, 2, 4]) AS n
                """);
        seeds.put(Invariants.FACTS_ARE_READ, "UPDATE journal.cursor SET position = 0 WHERE subscription = 'leg-release'");
        return seeds;
    }

    @Test
    void eachInvariantThatIsBrokenByHandIsFoundWithinOneCycle() {
        order();
        ship("10");
        assertThat(look()).isEmpty();
        hub.stop();
        for (String table : List.of("inventory.position", "ordering.order_line", "ordering.orders")) {
            hub.jdbc().sql("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = :table::regclass")
                    .param("table", table).query(String.class).list()
                    .forEach(check -> sql("ALTER TABLE " + table + " DROP CONSTRAINT \"" + check + "\""));
        }
        assertThat(seeds().keySet()).as("a new invariant needs a breach here").containsExactlyInAnyOrderElementsOf(
                Invariants.ALL);
        seeds().values().forEach(this::sql);
        clock.advance(Duration.ofMinutes(16));

        List<Breach> found = look();

        assertThat(found).extracting(Breach::invariant).containsAll(Invariants.ALL);
        assertThat(found).filteredOn(breach -> breach.invariant().equals(Invariants.LINES_ADD_UP)
                || breach.invariant().equals(Invariants.INVOICED_WITHIN_SHIPPED))
                .allSatisfy(breach -> assertThat(breach.subject()).matches("SO-[0-9]+ line 1"))
                .allSatisfy(breach -> assertThat(breach.order()).isPresent());
    }

    @Test
    void aQuestionThatCannotBeAnsweredIsNotTakenForAProof() {
        sql("ALTER TABLE credit.reservation RENAME COLUMN amount TO sum");

        look();

        assertThat(proof(Invariants.CREDIT_IS_HELD_FOR_ORDERS).state()).isEqualTo(Proof.State.UNKNOWN);
        assertThat(proof(Invariants.CREDIT_IS_HELD_FOR_ORDERS).failure().orElseThrow()).contains("database");
        assertThat(proof(Invariants.LINES_ADD_UP).state()).isEqualTo(Proof.State.HOLDS);
    }

    /** Looks at everything once. */
    private List<Breach> look() {
        clock.advance(Oversight.EVERY);
        oversight.askAll();
        await().until(() -> !oversight.step());
        return oversight.breaches();
    }

    private Proof proof(Invariant invariant) {
        return oversight.proofs().stream().filter(proof -> proof.invariant().equals(invariant)).findFirst().orElseThrow();
    }

    private OrderNumber order() {
        String key = "key-" + clock.instant();
        Placement placed = hub.get(Ordering.class).place(new OrderRequest(Channel.PORTAL, "portal-demo",
                new AccountId("A-1"), Optional.of(key), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(new Sku("CD-1")),
                        Quantity.of("10", "EA"), Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty()),
                new Incoming("portal:test", key, "application/json", key.getBytes(StandardCharsets.UTF_8),
                        "consumer:test", "story-" + key));
        clock.advance(Duration.ofSeconds(1));
        return ((Placement.Accepted) placed).answer().number();
    }

    /** The warehouse ships some of the first leg and comes up short of the rest. */
    private void ship(String quantity) {
        Fulfilment fulfilment = hub.get(Fulfilment.class);
        Leg leg = fulfilment.legs(List.of(order)).getFirst();
        Quantity shipped = Quantity.of(quantity, "EA");
        Quantity missing = leg.lines().getFirst().open().minus(shipped);
        if (missing.isPositive()) {
            report(leg, LegSignal.SHORTED, missing);
        }
        report(leg, LegSignal.SHIPPED, shipped);
        await().untilAsserted(() -> assertThat(number("SELECT count(*) FROM effects.effect WHERE kind = 'invoice.post'"))
                .isEqualTo(1));
    }

    private void report(Leg leg, LegSignal signal, Quantity quantity) {
        hub.inTransaction(() -> hub.get(Fulfilment.class).report(new LegReport(leg.number(), signal, clock.instant(), 0,
                List.of(new LegReport.Line(1, new Sku("CD-1"), quantity)), List.of(), Optional.empty(), Optional.empty()),
                Origin.start("test", "system:wms")));
    }

    private long facts(String type) {
        return hub.get(Journal.class).after(0).stream().filter(fact -> fact.type().equals(type)).count();
    }

    private void sql(String statement) {
        hub.jdbc().sql(statement).update();
    }

    private long number(String query) {
        return hub.jdbc().sql(query).query(Long.class).single();
    }
}
