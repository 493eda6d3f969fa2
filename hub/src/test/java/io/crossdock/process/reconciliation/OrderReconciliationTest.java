package io.crossdock.process.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.reconciliation.Run.State;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderAmendment;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSource;
import io.crossdock.system.connectors.OrderSource.Booked;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.Withdrawal;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An order that only one side has, that the ERP has twice, otherwise, or still whole: it is found, and named by line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderReconciliationTest {

    private static final Duration SETTLE = Duration.ofSeconds(61);
    private static final Origin ORIGIN = Origin.start("story", "hub");

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-21T09:00:00Z"));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Books books = new Books();
    private final TestHub hub;

    OrderReconciliationTest(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock).scan("io.crossdock.platform.replica", "io.crossdock.system.pricing", "io.crossdock.system.customers",
                "io.crossdock.system.inventory", "io.crossdock.system.catalog", "io.crossdock.system.invoicing",
                "io.crossdock.process.fulfilment", "io.crossdock.process.reconciliation")
                .with(InvoiceReconciliationTest.Conversions.class).with(OrderSource.class, books)
                .with(Distributor.class, new Distributor()).with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
    }

    /** The ERP's books, one order a page. */
    private static final class Books implements OrderSource {

        final ConcurrentSkipListMap<String, Booked> rows = new ConcurrentSkipListMap<>();
        final AtomicBoolean away = new AtomicBoolean();

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Answer changed(SystemSettings system, Instant since, Optional<String> after) {
            if (away.get()) {
                return new Answer.NoAnswer("It is closed.");
            }
            List<Booked> page = after.map(cursor -> rows.tailMap(cursor, false)).orElse(rows).values().stream().limit(1)
                    .toList();
            return new Answer.Page(page, page.stream().map(Booked::number).findFirst());
        }

        @Override
        public Answer of(SystemSettings system, String reference) {
            return new Answer.Page(rows.values().stream().filter(each -> each.reference().equals(reference)).toList(),
                    Optional.empty());
        }
    }

    private OrderPosting posting(String order) {
        return new OrderPosting(order, new AccountId("A-1001"), Optional.empty(), "USD", List.of(
                new OrderPosting.Line(1, new Sku("CD-10001"), Quantity.of("24", "EA"), new BigDecimal("2.50")),
                new OrderPosting.Line(2, new Sku("CD-10002"), Quantity.of("1", "BX"), new BigDecimal("40.0000"))),
                BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal("100.00"), Optional.empty(), address());
    }

    private static Address address() {
        return Requests.order("SO-1").shipTo();
    }

    private Booked booked(String number, String order) {
        Booked booked = new Booked(number, order, "A-1001", "USD", new BigDecimal("100.00"), List.of(
                line(1, "CD-10001", "24", "EA", "2.5000", "0", "24"), line(2, "CD-10002", "1", "BX", "40", "0", "12")));
        books.rows.put(number, booked);
        return booked;
    }

    private static OrderSource.Line line(int lineNo, String sku, String quantity, String unit, String price,
            String cancelled, String open) {
        return new OrderSource.Line(lineNo, new Sku(sku), Quantity.of(quantity, unit), new BigDecimal(price),
                Quantity.of(cancelled, "EA"), Quantity.of(open, "EA"), Quantity.of("0", "EA"));
    }

    private void change(String number, UnaryOperator<List<OrderSource.Line>> lines) {
        changeTo("100.00", number, lines);
    }

    private void changeTo(String total, String number, UnaryOperator<List<OrderSource.Line>> lines) {
        books.rows.computeIfPresent(number, (key, old) -> new Booked(old.number(), old.reference(), old.account(),
                old.currency(), new BigDecimal(total), lines.apply(new ArrayList<>(old.lines()))));
    }

    private Effect effect(String kind, String key, String order, String state, String reference, Object request) {
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect("erp", kind, key, order, Tier.CRITICAL,
                ORIGIN, request))));
        hub.jdbc().sql("""
                UPDATE effects.effect
                   SET state = :state, reference = nullif(:reference, ''), reason = 'story',
                       finished_at = CASE WHEN :state IN ('done', 'refused', 'skipped') THEN now() END
                 WHERE business_key = :key AND kind = :kind
                """).param("state", state).param("reference", reference).param("key", key).param("kind", kind).update();
        return hub.get(Effects.class).effect("erp", kind, key).orElseThrow();
    }

    private Effect posted(String order, String state, String reference) {
        return effect("order.post", order, order, state, reference, posting(order));
    }

    private void amended(String order, String state, String cancelled) {
        effect("order.amend", order + "~1", order, state, "E", new AmendmentRequest(order, List.of(
                new OrderAmendment.Line(1, new Sku("CD-10001"), Quantity.of(cancelled, "EA")))));
    }

    @BeforeEach
    void bothHaveOne() {
        hub.empty("effects", "journal", "reconciliation");
        books.rows.clear();
        books.away.set(false);
        posted("SO-1", "done", "E-1");
        booked("E-1", "SO-1");
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private Run begin() {
        Run run = hub.get(Reconciliation.class).ask(Optional.of("orders-erp"), Optional.of("erp"), "user:test").getFirst();
        hub.get(Reconciler.class).work();
        return hub.get(Reconciliation.class).run(run.id()).orElseThrow();
    }

    private Run end(Run run) {
        clock.advance(SETTLE);
        hub.get(Reconciler.class).work();
        return hub.get(Reconciliation.class).run(run.id()).orElseThrow();
    }

    private Drift drift() {
        Run run = end(begin());
        assertThat(run.figures().waiting()).as(run.reason().orElse("")).isEqualTo(1);
        return hub.get(Reconciliation.class).drifts().getFirst();
    }

    private void take(Drift drift) {
        assertThat(hub.get(Reconciliation.class).takeTheirs(drift.id(), "user:ann"))
                .isEqualTo(Reconciliation.Decided.DONE);
    }

    @Test
    void whatAgreesIsDoneAtTheFirstLook() {
        booked("E-2", "WEB-ORDER/17");
        assertThat(begin().figures()).as("and what others sell is not ours").isEqualTo(new Run.Figures(1, 1, 0, 0, 0));
    }

    @Test
    void whatIsUnderWayIsNoDrift() {
        posted("SO-2", "in_doubt", "");
        booked("E-2", "SO-2");
        posted("SO-3", "ready", "");
        posted("SO-4", "done", "E-4");
        Run run = begin();
        booked("E-4", "SO-4");
        assertThat(end(run).figures()).isEqualTo(new Run.Figures(3, 2, 1, 0, 0));
        amended("SO-1", "ready", "4");
        assertThat(begin().figures()).as("a cancellation on its way").isEqualTo(new Run.Figures(3, 3, 0, 0, 0));
    }

    @Test
    void anOrderThatTheErpHasLostIsAskedForBeforeItIsPostedAgain() {
        books.rows.clear();
        Drift drift = drift();
        assertThat(drift.difference().cause()).isEqualTo(Cause.UNKNOWN_TO_THEM);
        assertThat(drift.difference().sentence()).contains("SO-1 as E-1").contains("has no such order");
        assertThat(drift.difference().value()).hasValueSatisfying(value ->
                assertThat(value.amount()).isEqualByComparingTo("100.00"));
        take(drift);
        Effect asked = hub.get(Effects.class).effect("erp", "order.post", "SO-1").orElseThrow();
        assertThat(asked.state()).as("looked up, not sent").isEqualTo(EffectState.IN_DOUBT);
        assertThat(end(begin()).figures().drifts()).isZero();
    }

    @Test
    void anOrderThatTheErpHasTwiceIsNamedAndTheSurplusCancelledOnce() {
        booked("E-2", "SO-1");
        Drift drift = drift();
        assertThat(drift.difference().cause()).isEqualTo(Cause.DOUBLED);
        assertThat(drift.difference().sentence()).isEqualTo("SO-1 is E-1, and erp has it as E-2 besides.");
        take(drift);
        assertThat(hub.get(Reconciliation.class).takeTheirs(drift.id(), "user:bob"))
                .isEqualTo(Reconciliation.Decided.OVER);
        Effect withdrawal = hub.get(Effects.class).effect("erp", "order.withdraw", "E-2").orElseThrow();
        Withdrawal request = hub.get(Json.class).read(withdrawal.request(), Withdrawal.class);
        assertThat(request.lines()).extracting(each -> each.lineNo() + ": " + each.cancelled())
                .containsExactly("1: 24 EA", "2: 12 EA");
        change("E-2", lines -> List.of(line(1, "CD-10001", "24", "EA", "2.5", "24", "0"),
                line(2, "CD-10002", "1", "BX", "40", "12", "0")));
        assertThat(end(begin()).figures().drifts()).as("cancelled there, it does no harm").isZero();
    }

    @Test
    void anOrderUnderOurNumberThatWeNeverPostedIsForAPerson() {
        booked("E-9", "SO-9");
        Drift drift = drift();
        assertThat(drift.difference().cause()).isEqualTo(Cause.UNKNOWN_TO_US);
        assertThat(drift.difference().sentence()).contains("E-9 under our number SO-9");
        assertThat(drift.difference().repairable()).isFalse();
    }

    @Test
    void anOrderThatTheErpRefusedAndHasIsAskedFor() {
        Effect refused = posted("SO-2", "refused", "");
        booked("E-2", "SO-2");
        take(drift());
        assertThat(hub.get(Effects.class).effect(refused.id()).orElseThrow().state()).isEqualTo(EffectState.IN_DOUBT);
    }

    @Test
    void aLineThatStandsThereOtherwiseIsNamed() {
        change("E-1", lines -> List.of(lines.getFirst(), line(2, "CD-10002", "2", "BX", "40", "0", "24"),
                line(3, "CD-10003", "1", "EA", "1", "0", "1")));
        assertThat(drift().difference().sentence()).isEqualTo("erp has E-1 otherwise than we posted SO-1: line 2, CD-10002: "
                + "2 BX of CD-10002 at 40 instead of 1 BX of CD-10002 at 40; line 3, CD-10003: not ours.");
    }

    @Test
    void aLineThatWeCancelledAndTheyDidNotIsToldAgain() {
        amended("SO-1", "done", "4");
        Drift drift = drift();
        assertThat(drift.difference().cause()).isEqualTo(Cause.NOT_CANCELLED);
        assertThat(drift.difference().sentence()).isEqualTo("SO-1 line 1, CD-10001: 4 EA cancelled with us, 0 EA there in E-1.");
        take(drift);
        assertThat(hub.get(Effects.class).ofKey("SO-1")).filteredOn(each -> each.kind().equals("order.amend")
                && each.state() == EffectState.READY).singleElement().satisfies(again ->
                assertThat(again.request().path("lines").path(0).path("cancelled").path("value").asString()).isEqualTo("4"));
    }

    @Test
    void aLineThatCameToTheOrderIsOursAndIsToldAgainWhereItIsMissing() {
        effect("order.amend", "SO-1~1", "SO-1", "done", "E", new AmendmentRequest("SO-1", List.of(), List.of(
                new OrderPosting.Line(10_001, new Sku("CD-10003"), Quantity.of("4", "EA"), BigDecimal.TEN)), Optional.of(
                        new AmendmentRequest.Charges(BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal("140.00")))));
        Drift drift = drift();
        assertThat(drift.difference().sentence()).isEqualTo("SO-1 line 10001, CD-10003: 4 EA with us, not there in E-1.");
        take(drift);
        assertThat(hub.get(Effects.class).ofKey("SO-1")).filteredOn(each -> each.kind().equals("order.amend")
                && each.state() == EffectState.READY).singleElement().satisfies(again ->
                assertThat(again.request().path("added").path(0).path("lineNo").asInt()).isEqualTo(10_001));

        changeTo("140.00", "E-1", lines -> List.of(lines.getFirst(), lines.getLast(),
                line(10_001, "CD-10003", "4", "EA", "10", "0", "4")));
        assertThat(end(begin()).figures().agreed()).isEqualTo(1);
    }

    @Test
    void whatTheyCancelledAndWeDidNotIsForAPerson() {
        change("E-1", lines -> List.of(line(1, "CD-10001", "24", "EA", "2.5", "24", "0"), lines.getLast()));
        Drift drift = drift();
        assertThat(drift.difference().cause()).isEqualTo(Cause.VALUES_DIFFER);
        assertThat(drift.difference().sentence()).contains("line 1, CD-10001: 0 EA cancelled with us, 24 EA there");
        assertThat(drift.difference().repairable()).isFalse();
    }

    @Test
    void whatIsPostedAgainAfterItWasMissedIsNotTakenForOneTooMany() {
        Effect posted = hub.get(Effects.class).effect("erp", "order.post", "SO-1").orElseThrow();
        assertThat(hub.get(Effects.class).missed(posted.id(), "It is gone.", "user:ann")).isPresent();
        assertThat(hub.get(Effects.class).missed(posted.id(), "It is gone.", "user:ann")).as("once").isEmpty();
        assertThat(hub.get(Effects.class).surplus()).isEmpty();
    }

    @Test
    void anErpThatDoesNotAnswerFailsTheRun() {
        books.away.set(true);
        assertThat(begin().state()).isEqualTo(State.FAILED);
    }
}
