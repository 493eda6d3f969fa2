package io.crossdock.process.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegSignal;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever does not add up is found with the next look, and named. */
class OversightTest {

    private final Distributor distributor = new Distributor()
            .account("A-1", "100000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
            .item("CD-1", "1.00", 100, 30, 0).item("CD-2", "2.50", 40, 0, 0);
    private AuditedWorld world;
    private TestHub hub;
    private SettableClock clock;
    private Oversight oversight;
    private OrderNumber order;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new AuditedWorld(directory, distributor);
        hub = world.hub();
        clock = world.clock();
        oversight = hub.get(Oversight.class);
        order = world.order();
    }

    @AfterEach
    void close() {
        world.close();
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
    void aCancelledLineThatTheErpWasNotToldOfIsNamedUntilTellingItIsOpenOrDone() {
        sql("UPDATE ordering.order_line SET base = base + 2, cancelled = 2, amended = 2 WHERE line_no = 1");

        assertThat(look()).filteredOn(breach -> breach.invariant().equals(Invariants.CANCELLED_LINES_ARE_CANCELLED_THERE))
                .singleElement().satisfies(breach -> {
                    assertThat(breach.order()).contains(order);
                    assertThat(breach.subject()).isEqualTo(order + " line 1");
                    assertThat(breach.says()).contains("2 cancelled, and erp was told of 0");
                });
        sql("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request,
                                            next_attempt_at, correlation, actor, created_at)
                SELECT gen_random_uuid(), 'erp', 'order.amend', number || '~1', number, 1, 1, 'ready',
                       '{"lines": [{"lineNo": 1, "cancelled": {"value": "1", "unit": "EA"}}]}', now(), 'c', 'hub', now()
                  FROM ordering.orders
                """);
        assertThat(look()).extracting(Breach::invariant).doesNotContain(Invariants.CANCELLED_LINES_ARE_CANCELLED_THERE);
        sql("UPDATE effects.effect SET state = 'done', reference = 'E', finished_at = now() WHERE kind = 'order.amend'");
        assertThat(look()).filteredOn(breach -> breach.invariant().equals(Invariants.CANCELLED_LINES_ARE_CANCELLED_THERE))
                .singleElement().satisfies(breach -> assertThat(breach.says()).contains("told of 1"));
    }

    @Test
    void aLineThatCameToAnOrderIsTheSameInTheErpAndInTheTotal() {
        sql("UPDATE ordering.order_line SET added_at = now() WHERE line_no = 1");
        assertThat(added()).singleElement().satisfies(breach -> {
            assertThat(breach.order()).contains(order);
            assertThat(breach.subject()).isEqualTo(order + " line 1");
            assertThat(breach.says()).endsWith("came to the order, and nobody has told the ERP.");
        });
        sql("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request,
                                            next_attempt_at, correlation, actor, created_at)
                SELECT gen_random_uuid(), 'erp', 'order.amend', number || '~+1', number, 1, 1, 'ready', jsonb_build_object(
                       'added', jsonb_build_array(jsonb_build_object('lineNo', 1, 'sku', l.sku, 'unitPrice', l.unit_price,
                       'quantity', jsonb_build_object('value', l.quantity, 'unit', l.unit)))), now(), 'c', 'hub', now()
                  FROM ordering.orders JOIN ordering.order_line l ON l.order_number = number AND l.line_no = 1
                """);
        assertThat(added()).as("it is being told").isEmpty();
        sql("UPDATE effects.effect SET state = 'done', reference = 'E', finished_at = now() WHERE kind = 'order.amend'");
        assertThat(added()).as("it was told").isEmpty();

        sql("""
                UPDATE effects.effect SET request = jsonb_set(request, '{added,0,unitPrice}', '"99"') WHERE kind = 'order.amend'
                """);
        assertThat(added()).singleElement().satisfies(breach -> assertThat(breach.says()).contains("at 99; here it is"));
        sql("UPDATE ordering.orders SET net = net + 1, total = total + 1");
        assertThat(added()).extracting(Breach::subject).containsExactlyInAnyOrder(order + " line 1", order + " total");
    }

    private List<Breach> added() {
        return look().stream().filter(breach -> breach.invariant().equals(Invariants.ADDED_LINES_ARE_ADDED_THERE)).toList();
    }

    @Test
    void twoOrdersUnderOneNumberOfTheErpAreFoundEvenAfterTheyAreClosed() {
        OrderNumber other = world.order();
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
        seeds.put(Invariants.PROMISES_ARE_LEGS, "UPDATE inventory.position SET reserved = reserved + 1 WHERE sku = 'CD-1'");
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
                UPDATE ordering.orders SET posting_state = 'posted', erp_reference = 'E-' || number
                """);
        seeds.put(Invariants.CANCELLED_LINES_ARE_CANCELLED_THERE, """
                UPDATE ordering.order_line SET base = base + 1, cancelled = cancelled + 1, amended = amended + 1
                """);
        seeds.put(Invariants.ADDED_LINES_ARE_ADDED_THERE, "UPDATE ordering.order_line SET added_at = now()");
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
        world.order();
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
        Set<String> known = new HashSet<>();
        seeds().forEach((invariant, seed) -> {
            sql(seed);
            clock.advance(Duration.ofMinutes(16));
            assertThat(look()).as("after the breach of " + invariant.name())
                    .anyMatch(breach -> breach.invariant().equals(invariant) && !known.contains(told(breach)));
            oversight.breaches().forEach(breach -> known.add(told(breach)));
        });

        List<Breach> found = oversight.breaches();

        assertThat(found).extracting(Breach::invariant).containsAll(Invariants.ALL);
        assertThat(found).filteredOn(breach -> breach.invariant().equals(Invariants.LINES_ADD_UP)
                || breach.invariant().equals(Invariants.INVOICED_WITHIN_SHIPPED))
                .allSatisfy(breach -> assertThat(breach.subject()).matches("SO-[0-9]+ line 1"))
                .allSatisfy(breach -> assertThat(breach.order()).isPresent());
    }

    private static String told(Breach breach) {
        return breach.invariant().name() + " " + breach.subject();
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
        boolean more = true;
        while (more) {
            more = oversight.step();
        }
        return oversight.breaches();
    }

    private Proof proof(Invariant invariant) {
        return oversight.proofs().stream().filter(proof -> proof.invariant().equals(invariant)).findFirst().orElseThrow();
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
