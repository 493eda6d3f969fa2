package io.crossdock.system.entered;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Quantity;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.EnteredOrderSource;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that were entered in an ERP appear here, each state of each once. */
class EnteredOrdersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final SettableClock clock = SettableClock.at(NOW);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Books books = new Books();
    private TestHub hub;

    /** Tells all it has, whatever was asked. */
    private static final class Books implements EnteredOrderSource {

        private final List<Entered> orders = new ArrayList<>();

        @Override
        public String connector() {
            return "estate";
        }

        @Override
        public Page<Entered> entered(SystemSettings system, Asking asking) {
            return new Page<>(orders, Optional.empty());
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        ExampleLandscape landscape = ExampleLandscape.in(folder);
        hub = TestHub.on(database, clock).scan("io.crossdock.platform.replica", "io.crossdock.system.entered")
                .with(EnteredOrderSource.class, books).with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce()).open();
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    private static EnteredOrderSource.Entered order(String number, EnteredOrderSource.Standing standing, Instant changed) {
        return new EnteredOrderSource.Entered(number, Optional.of("by phone"), "C-1", standing, "USD",
                new BigDecimal("75.80"), NOW.minusSeconds(600), changed, List.of(new EnteredOrderSource.Line(10, "SAF-2001",
                        Quantity.of("4", "EA"), new BigDecimal("18.95"))));
    }

    private void read() {
        clock.advance(Duration.ofMinutes(1));
        hub.get(Replication.class).runNow();
    }

    private long told(String number) {
        return hub.get(Journal.class).ofKey("erp " + number, 0).stream()
                .filter(fact -> fact.type().equals(EnteredOrders.FACT)).count();
    }

    @Test
    void eachOrderIsToldOnceAndAgainWhenItChanges() {
        books.orders.add(order("101", EnteredOrderSource.Standing.BOOKED, NOW.minusSeconds(30)));
        books.orders.add(order("102", EnteredOrderSource.Standing.BOOKED, NOW.minusSeconds(20)));
        read();
        read();
        assertThat(told("101")).isEqualTo(1);
        assertThat(told("102")).isEqualTo(1);
        books.orders.set(0, order("101", EnteredOrderSource.Standing.DONE, NOW.plusSeconds(90)));
        read();
        assertThat(told("101")).isEqualTo(2);
        List<EnteredOrders.EnteredOrder> page = hub.get(EnteredOrders.class)
                .page(EnteredOrders.Filter.ALL, Optional.empty(), 1);
        assertThat(page).extracting(each -> each.order().number()).containsExactly("101");
        assertThat(hub.get(EnteredOrders.class).page(EnteredOrders.Filter.ALL,
                Optional.of(EnteredOrders.place(page.getLast())), 5))
                .extracting(each -> each.order().number()).containsExactly("102");
        books.orders.set(0, order("101", EnteredOrderSource.Standing.BOOKED, NOW.minusSeconds(30)));
        read();
        assertThat(told("101")).as("an older state that was read late").isEqualTo(2);
    }
}
