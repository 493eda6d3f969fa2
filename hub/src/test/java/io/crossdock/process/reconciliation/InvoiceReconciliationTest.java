package io.crossdock.process.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
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
import io.crossdock.system.connectors.InvoiceRequest;
import io.crossdock.system.connectors.InvoiceSource;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.system.invoicing.Invoicing;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;

/** An invoice that only one side knows, or that the two know otherwise, is found with the money it is about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvoiceReconciliationTest {

    private static final Duration SETTLE = Duration.ofSeconds(31);
    private static final Origin ORIGIN = Origin.start("story", "hub");

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-21T09:00:00Z"));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Ledger ledger = new Ledger();
    private final TestHub hub;

    InvoiceReconciliationTest(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock).scan("io.crossdock.platform.replica", "io.crossdock.system.pricing", "io.crossdock.system.customers",
                "io.crossdock.system.inventory", "io.crossdock.system.catalog", "io.crossdock.system.invoicing",
                "io.crossdock.process.fulfilment", "io.crossdock.process.reconciliation")
                .with(Conversions.class).with(InvoiceSource.class, ledger).with(Distributor.class, new Distributor())
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
    }

    @Configuration(proxyBeanMethods = false)
    static class Conversions {

        @Bean
        static ConversionService conversionService() {
            return ApplicationConversionService.getSharedInstance();
        }
    }

    /** The ERP's books, one invoice a page. */
    private static final class Ledger implements InvoiceSource {

        final Map<String, Booked> rows = new ConcurrentSkipListMap<>();
        final AtomicBoolean away = new AtomicBoolean();

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Answer invoices(SystemSettings system, Instant since, Optional<String> after) {
            if (away.get()) {
                return new Answer.NoAnswer("It is closed.");
            }
            List<Booked> page = rows.entrySet().stream()
                    .filter(row -> after.map(cursor -> row.getKey().compareTo(cursor) > 0).orElse(true))
                    .map(Map.Entry::getValue).filter(row -> !row.invoice().postedAt().isBefore(since)).limit(1).toList();
            return new Answer.Page(page, page.stream().map(row -> row.invoice().number()).findFirst());
        }
    }

    private PostedInvoice booked(String number, String shipment, String net, Instant at) {
        PostedInvoice invoice = new PostedInvoice(number, "USD", new BigDecimal(net), new BigDecimal("5.00"),
                new BigDecimal("1.25"), new BigDecimal(net).add(new BigDecimal("6.25")), at, LocalDate.of(2026, 12, 20), List.of());
        ledger.rows.put(number, new InvoiceSource.Booked(shipment, invoice));
        return invoice;
    }

    /** A shipment that we asked to be invoiced. */
    private void asked(String shipment, String state) {
        String order = shipment.substring(0, shipment.lastIndexOf('-'));
        hub.inTransaction(() -> hub.get(Effects.class).request(List.of(new NewEffect("erp", "invoice.post", shipment, order,
                Tier.CRITICAL, ORIGIN, new InvoiceRequest(shipment, order, List.of(new InvoiceRequest.Line(1,
                        Quantity.of("4", "EA"))))))));
        hub.jdbc().sql("UPDATE effects.effect SET state = :state, reference = 'INV', reason = 'story', finished_at = CASE :state WHEN 'done' "
                + "THEN now() END WHERE business_key = :key AND kind = 'invoice.post'").param("state", state).param("key", shipment).update();
        hub.jdbc().sql("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state, request,
                                            next_attempt_at, correlation, actor, created_at)
                SELECT gen_random_uuid(), 'erp', 'order.post', :order, :order, 1, 1, 'ready', :request::jsonb, now(), 'story',
                       'hub', now()
                """).param("order", order).param("request", hub.get(Json.class).write(Map.of("account", "A-1", "lines", List.of()))).update();
    }

    private void known(String shipment, PostedInvoice invoice) {
        asked(shipment, "done");
        hub.inTransaction(() -> assertThat(hub.get(Invoicing.class).take("erp", shipment, invoice, ORIGIN)).isTrue());
    }

    @BeforeEach
    void bothKnowOne() {
        hub.empty("invoicing", "effects", "journal", "reconciliation");
        ledger.rows.clear();
        ledger.away.set(false);
        known("SO-1-1", booked("INV-1", "SO-1-1", "100.00", clock.instant()));
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private Run begin() {
        Run run = hub.get(Reconciliation.class).ask(Optional.of("invoices-erp"), Optional.of("erp"), "user:test").getFirst();
        hub.get(Reconciler.class).work();
        return hub.get(Reconciliation.class).run(run.id()).orElseThrow();
    }

    private Run end(Run run) {
        clock.advance(SETTLE);
        hub.get(Reconciler.class).work();
        return hub.get(Reconciliation.class).run(run.id()).orElseThrow();
    }

    private Finding found(Run run) {
        return hub.get(Reconciliation.class).findings(run.id(), Optional.empty(), Optional.empty(), 10).getFirst();
    }

    @Test
    void whatAgreesIsDoneAtTheFirstLook() {
        assertThat(begin().figures()).isEqualTo(new Run.Figures(1, 1, 0, 0, 0));
    }

    @Test
    void anInvoiceWhoseAmountsNeverCameIsKeptAndTold() {
        asked("SO-2-1", "done");
        booked("INV-2", "SO-2-1", "40.00", clock.instant());
        Run run = end(begin());
        assertThat(run.figures()).isEqualTo(new Run.Figures(2, 1, 0, 1, 1));
        assertThat(found(run).cause()).contains(Cause.UNKNOWN_TO_US);
        assertThat(hub.get(Invoicing.class).invoices("INV-2")).singleElement().satisfies(each -> {
            assertThat(each.invoice().total()).isEqualByComparingTo("46.25");
            assertThat(each.order().value()).isEqualTo("SO-2");
        });
        assertThat(hub.jdbc().sql("SELECT subject FROM journal.fact WHERE type = 'invoice.posted' ORDER BY position")
                .query(String.class).list()).containsExactly("INV-1", "INV-2");
        assertThat(begin().figures()).isEqualTo(new Run.Figures(2, 2, 0, 0, 0));
    }

    @Test
    void anAnswerThatIsUnderWayIsNoDrift() {
        asked("SO-2-1", "in_doubt");
        booked("INV-2", "SO-2-1", "40.00", clock.instant());
        assertThat(end(begin()).figures()).isEqualTo(new Run.Figures(2, 1, 1, 0, 0));
        asked("SO-3-1", "done");
        PostedInvoice late = booked("INV-3", "SO-3-1", "40.00", clock.instant());
        Run run = begin();
        hub.inTransaction(() -> hub.get(Invoicing.class).take("erp", "SO-3-1", late, ORIGIN));
        assertThat(end(run).figures()).isEqualTo(new Run.Figures(3, 1, 2, 0, 0));
    }

    @Test
    void anInvoiceForWhichNobodyAskedWaitsForAPersonWithItsMoney() {
        booked("INV-9", "BY-HAND", "40.00", clock.instant());
        Run run = end(begin());
        assertThat(run.figures().waiting()).isEqualTo(1);
        assertThat(found(run).value()).hasValueSatisfying(each -> assertThat(each.amount()).isEqualByComparingTo("46.25"));
        assertThat(hub.get(Reconciliation.class).drifts().getFirst().difference().repairable()).isFalse();
    }

    @Test
    void anotherAmountOrAnInvoiceThatTheBooksDoNotKnowIsNeverChangedUnasked() {
        booked("INV-1", "SO-1-1", "99.98", clock.instant());
        Run run = end(begin());
        assertThat(found(run).cause()).contains(Cause.VALUES_DIFFER);
        assertThat(found(run).value()).hasValueSatisfying(each -> assertThat(each.amount()).isEqualByComparingTo("0.02"));
        ledger.rows.clear();
        run = end(begin());
        assertThat(found(run).cause()).contains(Cause.UNKNOWN_TO_THEM);
        assertThat(found(run).outcome()).isEqualTo(Finding.Outcome.WAITING);
        assertThat(hub.get(Invoicing.class).invoices("INV-1")).singleElement().satisfies(each ->
                assertThat(each.invoice().net()).isEqualByComparingTo("100.00"));
    }

    @Test
    void anErpThatDoesNotAnswerFailsTheRun() {
        ledger.away.set(true);
        assertThat(begin().state()).isEqualTo(State.FAILED);
    }
}
