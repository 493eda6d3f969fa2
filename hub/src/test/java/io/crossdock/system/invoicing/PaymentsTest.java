package io.crossdock.system.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.PaymentSource;
import io.crossdock.system.connectors.PostedInvoice;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ERP says of payments is known here, and each change is told once. */
class PaymentsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Books books = new Books();
    private TestHub hub;

    /** Tells all it has, whatever was asked. */
    private static final class Books implements PaymentSource {

        private final List<Paid> paid = new ArrayList<>();

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Page<Paid> payments(SystemSettings system, Asking asking) {
            return new Page<>(paid, Optional.empty());
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        ExampleLandscape landscape = ExampleLandscape.in(folder);
        hub = TestHub.on(database, clock).scan("io.crossdock.platform.replica", "io.crossdock.system.invoicing")
                .with(PaymentSource.class, books).with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
        posted("erp", "INV-7", "SO-1-1", "107.00");
        posted("erp", "INV-8", "SO-1-2", "50.10");
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    private void posted(String system, String number, String shipment, String total) {
        BigDecimal amount = new BigDecimal(total);
        LegNumber leg = LegNumber.parse(shipment).orElseThrow();
        hub.inTransaction(() -> hub.get(InvoiceStore.class).insert(new IssuedInvoice(system, leg, leg.order(),
                new AccountId("A-1"), new PostedInvoice(number, "USD", amount, BigDecimal.ZERO, BigDecimal.ZERO, amount, NOW,
                        LocalDate.parse("2026-12-21"), List.of()), List.of())));
    }

    private void says(String number, String open, Instant changed) {
        books.paid.add(new PaymentSource.Paid(number, new BigDecimal(open), changed));
    }

    private void read() {
        clock.advance(Duration.ofMinutes(2));
        hub.get(Replication.class).runNow();
    }

    private List<String> told() {
        return hub.get(Journal.class).ofKey("SO-1", 0).stream().filter(fact -> fact.type().equals(Invoicing.PAYMENT_CHANGED))
                .map(Fact::data).map(data -> hub.get(Json.class).read(data, Map.class))
                .map(payment -> payment.get("number") + " " + payment.get("open")).toList();
    }

    private Map<LegNumber, BigDecimal> open() {
        return hub.get(Invoicing.class).open(List.of(new OrderNumber("SO-1")));
    }

    @Test
    void eachChangeIsToldOnce() {
        says("INV-7", "107.00", NOW);
        says("INV-8", "20.10", NOW.plusSeconds(5));
        says("INV-9", "0", NOW.plusSeconds(6));
        read();
        read();
        assertThat(told()).as("that nothing is paid yet is no news, nor is what is no invoice of ours")
                .containsExactly("INV-8 20.10");
        assertThat(open().get(LegNumber.parse("SO-1-1").orElseThrow())).isEqualByComparingTo("107");
        says("INV-7", "0.00", NOW.plusSeconds(60));
        says("INV-8", "0", NOW.plusSeconds(61));
        read();
        read();
        assertThat(told()).containsExactly("INV-8 20.10", "INV-7 0.00", "INV-8 0");
        says("INV-8", "50.10", NOW.plusSeconds(90));
        read();
        assertThat(told()).as("a payment that was taken back").endsWith("INV-8 50.10");
        assertThat(open().get(LegNumber.parse("SO-1-2").orElseThrow())).isEqualByComparingTo("50.10");
    }

    @Test
    void anOlderWordThatComesLateChangesNothing() {
        says("INV-7", "0", NOW.plusSeconds(60));
        read();
        books.paid.clear();
        says("INV-7", "107.00", NOW.plusSeconds(10));
        read();
        assertThat(open().get(LegNumber.parse("SO-1-1").orElseThrow())).isEqualByComparingTo("0");
        assertThat(told()).hasSize(1);
    }
}
