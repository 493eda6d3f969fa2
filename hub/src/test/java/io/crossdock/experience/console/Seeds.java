package io.crossdock.experience.console;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.inbox.Receipt;
import io.crossdock.platform.inbox.Settlement;
import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.LegFact;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.OrderAnswer;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.invoicing.IssuedInvoice;
import io.crossdock.testing.SettableClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders in all the situations that people look at, written as the processes write them. Leaves the clock where it was. */
record Seeds(JdbcClient jdbc, TransactionTemplate transaction, Journal journal, Effects effects, Inbox inbox,
        SettableClock clock) {

    static final OrderNumber DELIVERED = new OrderNumber("SO-100001");
    static final OrderNumber WAITING = new OrderNumber("SO-100002");
    static final OrderNumber PARKED = new OrderNumber("SO-100003");
    static final OrderNumber REFUSED = new OrderNumber("SO-100004");
    static final OrderNumber BACKORDERED = new OrderNumber("SO-100005");
    static final OrderNumber DOUBTED = new OrderNumber("SO-100006");
    /** Like the two before, for tests that settle them. */
    static final OrderNumber REFUSED_TO_SKIP = new OrderNumber("SO-100007");
    static final OrderNumber DOUBTED_TO_CONFIRM = new OrderNumber("SO-100008");
    static final String TRACKING = "NW7000000001";
    static final String SSCC = "106141410000000019";
    private static final Sku BREAKER = new Sku("CD-10001");
    private static final Quantity DOZENS = Quantity.of(24, Unit.of("EA"));
    private static final String DOCK = """
            {"name": "Harbor Mechanical, Main yard", "lines": ["1200 Marietta St"], "city": "Atlanta", "region": "GA",
             "postalCode": "30318", "country": "US"}
            """;

    void write() {
        Instant now = clock.instant();
        jdbc.sql("INSERT INTO effects.lane (target, refilled_at) SELECT t, :now FROM unnest(ARRAY['erp', 'wms-atl', "
                + "'wms-dfw', 'wms-rno', 'northforge', 'buildwell']) t").param("now", Timestamp.from(now)).update();
        delivered(now.minusSeconds(3_000));
        waiting(now.minusSeconds(900));
        parked(now.minusSeconds(1_200));
        refused(REFUSED, now.minusSeconds(1_500));
        refused(REFUSED_TO_SKIP, now.minusSeconds(1_400));
        backordered(now.minusSeconds(7_200));
        doubted(DOUBTED_TO_CONFIRM, now.minusSeconds(50));
        doubted(DOUBTED, now.minusSeconds(40));
        for (int i = 0; i < 60; i++) {
            clock.set(now.minusSeconds(10_000 + 60L * i));
            order(new OrderNumber("SO-1000" + (10 + i)), "PO-" + (8_000 + i), "closed", "posted", "E-5000" + (10 + i));
        }
        unknownPartner(now.minusSeconds(600));
        clock.set(now);
    }

    private void at(Instant start, double seconds) {
        clock.set(start.plusMillis(Math.round(seconds * 1000)));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Origin by(OrderNumber number, String actor, long cause) {
        return new Origin("story-" + number, cause == 0 ? Optional.empty() : Optional.of(cause), actor, Optional.empty());
    }

    /** Two shipments, one from a warehouse and one from a supplier; delivered and invoiced. */
    private void delivered(Instant start) {
        clock.set(start);
        order(DELIVERED, "PO-7781", "accepted", "posted", "E-500001");
        placed(DELIVERED);
        UUID post = effect(DELIVERED, "erp", "order.post", DELIVERED.value());
        accepted(DELIVERED, "accepted", 2);
        leg(DELIVERED, 1, "warehouse", "ATL", "delivered");
        leg(DELIVERED, 2, "drop_ship", "northforge", "delivered");
        call(post, "send", "done", start, 0.05, 0.134, "E-500001");
        at(start, 0.2);
        fact("order.posted", DELIVERED.value(), DELIVERED, 0, Map.of("system", "erp", "reference", "E-500001"));
        UUID release = effect(DELIVERED, "wms-atl", "leg.release", DELIVERED + "-1");
        UUID purchase = effect(DELIVERED, "northforge", "purchase.order", DELIVERED + "-2");
        call(release, "send", "failed", start, 0.25, 0.4, "HTTP 500 from the warehouse");
        call(release, "send", "done", start, 1.4, 1.5, DELIVERED + "-1");
        call(purchase, "send", "ambiguous", start, 0.25, 10.25, "The connection was cut before the answer came");
        call(purchase, "lookup", "found", start, 16.3, 16.4, "NF-90001");
        moved(DELIVERED, 1, LegState.RELEASED, start, 2.1);
        moved(DELIVERED, 1, LegState.PICKING, start, 9);
        moved(DELIVERED, 1, LegState.PICKED, start, 14);
        moved(DELIVERED, 1, LegState.PACKED, start, 19);
        dispatched(DELIVERED, 1, "ATL", start, 24, TRACKING, SSCC);
        at(start, 24.4);
        UUID invoice = effect(DELIVERED, "erp", "invoice.post", DELIVERED + "-1");
        call(invoice, "send", "done", start, 24.5, 24.62, "INV-700001");
        invoiced(DELIVERED, 1, "INV-700001", start, 24.7);
        carried(DELIVERED, 1, CarrierMilestone.PICKED_UP, start, 31);
        dispatched(DELIVERED, 2, "northforge", start, 140, "RL55000000024", "106141410000000026");
        invoiced(DELIVERED, 2, "INV-700002", start, 140.9);
        carried(DELIVERED, 1, CarrierMilestone.IN_TRANSIT, start, 300);
        carried(DELIVERED, 1, CarrierMilestone.OUT_FOR_DELIVERY, start, 900);
        carried(DELIVERED, 1, CarrierMilestone.DELIVERED, start, 1_400);
        moved(DELIVERED, 1, LegState.DELIVERED, start, 1_400.1);
        moved(DELIVERED, 2, LegState.DELIVERED, start, 1_700);
        fact("order.closed", DELIVERED.value(), DELIVERED, 0, Map.of("number", DELIVERED.value()));
        jdbc.sql("UPDATE ordering.orders SET commercial_state = 'closed', closed_at = :now WHERE number = :number")
                .param("now", now()).param("number", DELIVERED.value()).update();
    }

    /** The ERP does not answer. */
    private void waiting(Instant start) {
        clock.set(start);
        order(WAITING, "PO-7790", "accepted", "pending", null);
        placed(WAITING);
        UUID post = effect(WAITING, "erp", "order.post", WAITING.value());
        accepted(WAITING, "accepted_pending_erp", 2);
        leg(WAITING, 1, "warehouse", "ATL", "shipped");
        leg(WAITING, 2, "warehouse", "DFW", "picking");
        for (int i = 0; i < 12; i++) {
            call(post, "send", "unavailable", start, 1 + 60 * i, 1.01 + 60 * i, "Connection refused");
        }
        jdbc.sql("UPDATE effects.effect SET state = 'ready', reason = 'Connection refused', code = 'unavailable' "
                + "WHERE id = :id").param("id", post).update();
        jdbc.sql("UPDATE effects.lane SET consecutive_failures = 12, last_failure = 'Connection refused', open_until = "
                + ":until WHERE target = 'erp'").param("until", Timestamp.from(start.plusSeconds(100_000))).update();
        dispatched(WAITING, 1, "ATL", start, 60, "NW7000000002", "106141410000000033");
    }

    private void parked(Instant start) {
        clock.set(start);
        order(PARKED, "PO-7791", "accepted", "parked", null);
        placed(PARKED);
        UUID post = effect(PARKED, "erp", "order.post", PARKED.value());
        accepted(PARKED, "accepted", 1);
        leg(PARKED, 1, "warehouse", "ATL", "planned");
        call(post, "send", "failed", start, 1, 1.2, "HTTP 500: internal");
        call(post, "send", "failed", start, 3, 3.2, "HTTP 500: internal");
        jdbc.sql("UPDATE effects.effect SET state = 'parked', code = 'attempts-exhausted', "
                + "reason = 'Failed 30 times, last: HTTP 500: internal' WHERE id = :id").param("id", post).update();
    }

    private void refused(OrderNumber number, Instant start) {
        clock.set(start);
        order(number, "PO-7792", "held", "refused", null);
        placed(number);
        UUID post = effect(number, "erp", "order.post", number.value());
        accepted(number, "accepted", 1);
        leg(number, 1, "warehouse", "ATL", "planned");
        call(post, "send", "refused", start, 0.1, 0.2, "Account A-1001 is on hold");
        jdbc.sql("UPDATE effects.effect SET state = 'refused', code = 'account_on_hold', reason = "
                + "'Account A-1001 is on hold', finished_at = :now WHERE id = :id").param("id", post).param("now", now())
                .update();
    }

    private void backordered(Instant start) {
        clock.set(start);
        order(BACKORDERED, "PO-7793", "accepted", "posted", "E-500005");
        placed(BACKORDERED);
        accepted(BACKORDERED, "accepted", 2);
        leg(BACKORDERED, 1, "warehouse", "RNO", "shipped");
        leg(BACKORDERED, 2, "backorder", null, "waiting");
        dispatched(BACKORDERED, 1, "RNO", start, 60, "NW7000000005", "106141410000000057");
    }

    private void doubted(OrderNumber number, Instant start) {
        clock.set(start);
        order(number, "PO-7794", "accepted", "in_doubt", null);
        placed(number);
        UUID post = effect(number, "erp", "order.post", number.value());
        accepted(number, "accepted", 1);
        leg(number, 1, "warehouse", "ATL", "planned");
        call(post, "send", "ambiguous", start, 0.1, 10.1, "No answer within 10 s");
        jdbc.sql("UPDATE effects.effect SET state = 'in_doubt', code = 'in-doubt', reason = 'No answer within 10 s' "
                + "WHERE id = :id").param("id", post).update();
    }

    private void unknownPartner(Instant start) {
        clock.set(start);
        inbox.receive(new Incoming("edi:ZZ:NOBODY", "000000042", "application/edi-x12",
                "ISA*00*          *01*SECRET1234*ZZ*NOBODY         ~".getBytes(StandardCharsets.UTF_8), "consumer:edi-buyer",
                "story-edi"), "edi:ZZ:NOBODY");
        jdbc.sql("""
                INSERT INTO journal.parked (subscription, position, partition, ordering_key, code, reason, attempts,
                                            parked_at)
                SELECT 'edi-intake', position, partition, ordering_key, 'edi-partner-unknown',
                       'Interchange 000000042 came from ZZ:NOBODY, whom no partner profile names.', 1, :now
                  FROM journal.fact WHERE ordering_key = 'edi:ZZ:NOBODY'
                """)
                .param("now", now()).update();
    }

    private void placed(OrderNumber number) {
        transaction.executeWithoutResult(status -> {
            String body = """
                    {"account":"A-1001","buyerReference":"PO","apiKey":"k-secret","lines":[{"sku":"CD-10001","quantity":"2",
                    "unit":"BX"}]}""";
            Receipt receipt = inbox.open(List.of(new Incoming("portal:portal-demo", "key-" + number, "application/json",
                    body.getBytes(StandardCharsets.UTF_8), "consumer:portal-demo", "story-" + number))).getFirst();
            if (receipt instanceof Receipt.New(UUID id)) {
                inbox.settle(List.of(new Settlement(id, Message.State.DIGESTED, number.value(),
                        Map.of("number", number.value(), "state", "accepted", "promised", "2026-11-24"))));
            }
        });
    }

    private void order(OrderNumber number, String reference, String commercial, String posting,
            @Nullable String erp) {
        boolean ended = commercial.equals("closed");
        jdbc.sql("""
                INSERT INTO ordering.orders (id, number, channel, consumer, account, buyer_reference, ship_to_id, ship_to,
                       completeness, currency, net, freight, tax, total, commercial_state, posting_state, state_reason,
                       erp_system, erp_reference, correlation, accepted_at, closed_at)
                VALUES (:id, :number, 'portal', 'portal-demo', 'A-1001', :reference, 'A-1001-1', :dock::jsonb, 'partial', 'USD',
                       287.28, 12.50, 11.49, 311.27, :commercial, :posting,
                       CASE WHEN :commercial = 'held' THEN 'Account A-1001 is on hold' END, 'erp', :erp, :story, :now,
                       CASE WHEN :ended THEN :now::timestamptz END)
                """)
                .param("id", Ids.at(clock.instant())).param("number", number.value()).param("reference", reference)
                .param("dock", DOCK).param("commercial", commercial).param("posting", posting).param("erp", erp)
                .param("story", "story-" + number).param("now", now()).param("ended", ended).update();
        jdbc.sql("""
                INSERT INTO ordering.order_line (order_number, line_no, buyer_item, sku, description, ordered, ordered_unit,
                       quantity, unit, unit_price, net, tax_class, base, base_unit, shipped, invoiced)
                VALUES (:number, 1, 'HM-BRK-20', 'CD-10001', 'Circuit breaker 1-pole 20 A', 2, 'BX', 2, 'BX', 143.64,
                        287.28, 'standard', 24, 'EA', CASE WHEN :ended THEN 24 ELSE 0 END, CASE WHEN :ended THEN 24 ELSE 0 END)
                """)
                .param("number", number.value()).param("ended", ended).update();
    }

    private void leg(OrderNumber number, int index, String kind, @Nullable String origin,
            String state) {
        boolean left = state.equals("shipped") || state.equals("delivered");
        jdbc.sql("""
                INSERT INTO fulfilment.leg (number, order_number, index, kind, origin, state, account, ship_to, shortage,
                       completeness, ship_by, promised_for, carrier, correlation, planned_at, shipped_at, delivered_at)
                VALUES (:leg, :number, :index, :kind, :origin, :state, 'A-1001', :dock::jsonb, 'backorder', 'partial',
                       '2026-11-23', '2026-11-24', CASE WHEN :left THEN 'northway' END, :story, :now,
                       CASE WHEN :left THEN :now::timestamptz END, CASE WHEN :state = 'delivered' THEN :now::timestamptz END)
                """)
                .param("leg", number + "-" + index).param("number", number.value()).param("index", index)
                .param("kind", kind).param("origin", origin).param("state", state).param("dock", DOCK)
                .param("story", "story-" + number).param("now", now()).param("left", left).update();
        jdbc.sql("INSERT INTO fulfilment.leg_line (leg, line_no, sku, unit, planned, picked, shipped) "
                + "VALUES (:leg, 1, 'CD-10001', 'EA', 24, :done, :done)")
                .param("leg", number + "-" + index).param("done", left ? 24 : 0).update();
    }

    private UUID effect(OrderNumber number, String target, String kind, String key) {
        transaction.executeWithoutResult(status -> effects.request(List.of(new NewEffect(target, kind, key, number.value(),
                Tier.CRITICAL, by(number, "hub", 0), Map.of("reference", key, "total", "311.27", "apiKey", "k-secret")))));
        return effects.effect(target, kind, key).orElseThrow().id();
    }

    private void call(UUID effect, String action, String outcome, Instant start, double from, double to, String detail) {
        Timestamp began = Timestamp.from(start.plusMillis(Math.round(from * 1000)));
        Timestamp ended = Timestamp.from(start.plusMillis(Math.round(to * 1000)));
        jdbc.sql("""
                INSERT INTO effects.attempt (effect_id, number, action, started_at, ended_at, outcome, detail, worker)
                SELECT :id, count(*) + 1, :action, :began, :ended, :outcome, :detail, 'hub-1'
                  FROM effects.attempt WHERE effect_id = :id AND action = :action
                """)
                .param("id", effect).param("action", action).param("began", began).param("ended", ended)
                .param("outcome", outcome).param("detail", detail).update();
        boolean done = outcome.equals("done") || outcome.equals("found");
        jdbc.sql("""
                UPDATE effects.effect
                   SET state = CASE WHEN :done THEN 'done' ELSE state END, started_at = coalesce(started_at, :began),
                       attempts = attempts + 1, reference = CASE WHEN :done THEN :detail END,
                       response = CASE WHEN :done THEN '{"status": "open"}'::jsonb END,
                       finished_at = CASE WHEN :done THEN :ended::timestamptz END
                 WHERE id = :id
                """)
                .param("done", done).param("began", began).param("ended", ended).param("detail", detail)
                .param("id", effect).update();
    }

    private void fact(String type, String subject, OrderNumber order, long cause, Object data) {
        transaction.executeWithoutResult(status -> journal.append(
                new NewFact(type, subject, order.value(), by(order, "hub", cause), 1, data)));
    }

    private void accepted(OrderNumber number, String state, int legs) {
        LegNumber first = new LegNumber(number, 1);
        OrderAnswer.Line line = new OrderAnswer.Line(1, Optional.empty(), BREAKER, "Circuit breaker", Quantity.of("2", "BX"),
                new BigDecimal("143.64"), new BigDecimal("287.28"), Optional.empty(), List.of(new OrderAnswer.Promise(first,
                        DOZENS, LocalDate.parse("2026-11-24"), false)));
        List<OrderAnswer.Leg> planned = IntStream.rangeClosed(1, legs)
                .mapToObj(i -> new OrderAnswer.Leg(i == 1 ? first : new LegNumber(number, i), "warehouse",
                        Optional.of("ATL"), LocalDate.parse("2026-11-23"), LocalDate.parse("2026-11-24"))).toList();
        fact("order.accepted", number.value(), number, 0, new OrderAnswer(UUID.randomUUID(), number, state,
                new AccountId("A-1001"), Optional.of("PO-7781"), "portal", "portal-demo", "USD", clock.instant(),
                List.of(line), planned, new OrderAnswer.Totals(new BigDecimal("287.28"), new BigDecimal("12.50"),
                        new BigDecimal("11.49"), new BigDecimal("311.27")), List.of()));
    }

    /** A message from outside, and where it stands in the journal. */
    private long heard(OrderNumber number, String source, String subject) {
        inbox.receive(new Incoming(source, UUID.randomUUID().toString(), "application/json",
                ("{\"releaseId\":\"" + subject + "\",\"type\":\"leg\"}").getBytes(StandardCharsets.UTF_8),
                "system:" + source, "story-" + number), subject);
        return jdbc.sql("SELECT max(position) FROM journal.fact").query(Long.class).single();
    }

    private void moved(OrderNumber number, int leg, LegState state, Instant start, double seconds) {
        at(start, seconds);
        LegNumber name = new LegNumber(number, leg);
        long cause = state == LegState.DELIVERED ? 0 : heard(number, "wms-atl", name.toString());
        fact("leg." + state.label(), name.toString(), number, cause,
                new LegFact.Moved(name, state, clock.instant(), List.of()));
    }

    private void dispatched(OrderNumber number, int leg, String from, Instant start, double seconds, String tracking,
            String sscc) {
        at(start, seconds);
        LegNumber name = new LegNumber(number, leg);
        String source = from.equals("northforge") ? from : "wms-" + from.toLowerCase(Locale.ROOT);
        long cause = heard(number, source, name.toString());
        ShippedPackage box = new ShippedPackage(new Sscc(sscc), Optional.of(tracking), Optional.empty(), List.of());
        fact(LegFact.DISPATCHED, name.toString(), number, cause, new LegFact.Dispatched(name, from, "northway",
                clock.instant(), List.of(new LegReport.Line(1, BREAKER, DOZENS)), List.of(box)));
        jdbc.sql("INSERT INTO fulfilment.package (sscc, leg, carrier, tracking, contents) "
                + "VALUES (:sscc, :leg, 'northway', :tracking, '[]')")
                .param("sscc", sscc).param("leg", name.toString()).param("tracking", tracking).update();
    }

    private void carried(OrderNumber number, int leg, CarrierMilestone milestone, Instant start, double seconds) {
        at(start, seconds);
        LegNumber name = new LegNumber(number, leg);
        long cause = heard(number, "northway", TRACKING);
        Optional<String> signed = milestone == CarrierMilestone.DELIVERED ? Optional.of("R. Alvarez") : Optional.empty();
        fact(LegFact.PROGRESSED, name.toString(), number, cause, new LegFact.Progressed(name, "northway", TRACKING,
                milestone, clock.instant(), "Atlanta, GA", signed, Optional.empty()));
    }

    private void invoiced(OrderNumber number, int leg, String invoice, Instant start, double seconds) {
        at(start, seconds);
        LegNumber name = new LegNumber(number, leg);
        BigDecimal total = new BigDecimal(leg == 1 ? "161.89" : "149.38");
        PostedInvoice posted = new PostedInvoice(invoice, "USD", total, BigDecimal.ZERO, BigDecimal.ZERO, total,
                clock.instant(), LocalDate.parse("2026-12-21"), List.of());
        fact("invoice.posted", invoice, number, 0, new IssuedInvoice("erp", name, number, new AccountId("A-1001"), posted,
                List.of()));
        jdbc.sql("""
                INSERT INTO invoicing.invoice (number, system, shipment, order_number, account, currency, net, freight, tax,
                       total, posted_at, due_on, lines)
                VALUES (:invoice, 'erp', :leg, :number, 'A-1001', 'USD', :total, 0, 0, :total, :now, '2026-12-21', '[]')
                """)
                .param("invoice", invoice).param("leg", name.toString()).param("number", number.value())
                .param("total", total).param("now", now()).update();
    }
}
