package io.crossdock.process.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Packs;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.platform.replica.Replication;
import io.crossdock.platform.stewardship.Stewardship;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.reconciliation.Reconciliation.Decided;
import io.crossdock.process.reconciliation.Run.State;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Sourced;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;

/** Changes of master data that were never told are found and made up for; what people decide stays decided. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MasterDataReconciliationTest {

    private static final Duration SETTLE = Duration.ofSeconds(31);
    private static final Instant LONG_AGO = Instant.parse("2026-11-01T00:00:00Z");
    private static final Currency USD = Currency.getInstance("USD");

    private final SettableClock clock = SettableClock.at(Instant.parse("2026-11-21T09:00:00Z"));
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Books books = new Books();
    private final TestHub hub;

    MasterDataReconciliationTest(@TempDir Path directory) {
        ExampleLandscape landscape = ExampleLandscape.in(directory);
        hub = TestHub.on(database, clock).scan("io.crossdock.platform.replica", "io.crossdock.platform.stewardship",
                "io.crossdock.system.pricing", "io.crossdock.system.inventory", "io.crossdock.system.catalog",
                "io.crossdock.system.customers", "io.crossdock.process.fulfilment", "io.crossdock.process.reconciliation", "io.crossdock.system.invoicing")
                .with(Conversions.class).with(Books.class, books)
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

    /** What the ERP has in its books, whole or since a time, two rows a page. */
    private static final class Books implements MasterDataSource, PriceSource {

        final Map<String, Sourced<Item>> items = new ConcurrentSkipListMap<>();
        final Map<String, Sourced<Account>> accounts = new ConcurrentSkipListMap<>();
        final Map<String, Sourced<ListPrice>> prices = new ConcurrentSkipListMap<>();

        @Override
        public String connector() {
            return "estate";
        }

        private static <T> Page<Sourced<T>> page(Map<String, Sourced<T>> all, Asking asking) {
            List<Map.Entry<String, Sourced<T>>> rows = all.entrySet().stream()
                    .filter(row -> asking.after().map(after -> row.getKey().compareTo(after) > 0).orElse(true))
                    .filter(row -> asking.modifiedSince().map(row.getValue().modifiedAt()::isAfter).orElse(true))
                    .limit(2).toList();
            return new Page<>(rows.stream().map(Map.Entry::getValue).toList(),
                    rows.size() < 2 ? Optional.empty() : Optional.of(rows.getLast().getKey()));
        }

        @Override
        public Page<Sourced<Account>> accounts(SystemSettings system, Asking asking) {
            return page(accounts, asking);
        }

        @Override
        public Page<Sourced<Item>> items(SystemSettings system, Asking asking) {
            return page(items, asking);
        }

        @Override
        public Page<Sourced<ListPrice>> listPrices(SystemSettings system, Asking asking) {
            if (prices.containsKey("away")) {
                throw new SystemUnavailable("It is closed.");
            }
            return page(prices, asking);
        }

        @Override
        public Page<PriceLine> priceLines(SystemSettings system, Asking asking) {
            return new Page<>(List.of(), Optional.empty());
        }

        @Override
        public List<TaxRate> taxRates(SystemSettings system) {
            return List.of();
        }

        @Override
        public Optional<LivePrice> price(SystemSettings system, AccountId account, Sku sku, Quantity quantity,
                Duration budget) {
            return Optional.empty();
        }

        void item(String sku, String description, long box, Instant modifiedAt) {
            items.put(sku, new Sourced<>(new Item(new Sku(sku), description, Item.Status.ACTIVE,
                    Packs.only(Unit.EACH).with(Unit.BOX, box), List.of(), Quantity.of("0.50", "KGM"), "standard",
                    Set.of("core", "tools"), Duration.ofDays(5), Item.Stocking.STOCKED, Optional.empty(), Optional.empty(),
                    Optional.empty()), modifiedAt));
        }

        void price(String sku, String amount, Instant modifiedAt) {
            prices.put(sku, new Sourced<>(new ListPrice(new Sku(sku), Unit.EACH, Money.of(amount, "USD")), modifiedAt));
        }

        void account(String id, String limit, Instant modifiedAt) {
            accounts.put(id, new Sourced<>(new Account(new AccountId(id), "Buyer " + id, Account.Status.ACTIVE, USD,
                    Money.of(new BigDecimal(limit), USD), Set.of("core"), BackorderPolicy.values()[0], Completeness.values()[0],
                    List.of(), Optional.empty(), TaxStatus.TAXABLE, Optional.empty()), modifiedAt));
        }
    }

    @BeforeEach
    void bothKnowTheSame() {
        hub.empty("catalog", "customers", "pricing", "replica", "stewardship", "journal", "reconciliation");
        books.items.clear();
        books.accounts.clear();
        books.prices.clear();
        for (int i = 1; i <= 5; i++) {
            books.item("CD-" + i, "Bolt " + i, 12, LONG_AGO.plusSeconds(i));
            books.price("CD-" + i, "2.50", LONG_AGO.plusSeconds(i));
            books.account("A-" + i, "1000.00", LONG_AGO.plusSeconds(i));
        }
        // The last change is younger than what a look repeats, so that older ones are not read again by chance.
        books.item("CD-9", "Nut", 12, LONG_AGO.plusSeconds(5_000));
        books.price("CD-9", "1.00", LONG_AGO.plusSeconds(5_000));
        books.account("A-9", "1000.00", LONG_AGO.plusSeconds(5_000));
        hub.get(Replication.class).runNow();
        clock.advance(Duration.ofMinutes(1));
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private Reconciliation reconciliation() {
        return hub.get(Reconciliation.class);
    }

    private Run begin(String comparison) {
        Run run = reconciliation().ask(Optional.of(comparison), Optional.of("erp"), "user:test").getFirst();
        hub.get(Reconciler.class).work();
        return reconciliation().run(run.id()).orElseThrow();
    }

    private Run end(Run run) {
        clock.advance(SETTLE);
        hub.get(Reconciler.class).work();
        return reconciliation().run(run.id()).orElseThrow();
    }

    private Run compare(String comparison) {
        return end(begin(comparison));
    }

    private Finding finding(Run run) {
        List<Finding> findings = reconciliation().findings(run.id(), Optional.empty(), Optional.empty(), 100);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private String described(String sku) {
        return hub.jdbc().sql("SELECT document ->> 'description' FROM catalog.item WHERE sku = :sku").param("sku", sku)
                .query(String.class).optional().orElse("none");
    }

    private long version() {
        return hub.jdbc().sql("SELECT version FROM replica.feed WHERE name = 'catalog.items'").query(Long.class).single();
    }

    @Test
    void whatAgreesIsDoneAtTheFirstLook() {
        for (String comparison : List.of("items-erp", "accounts-erp", "list-prices-erp")) {
            Run run = begin(comparison);
            assertThat(run.state()).isEqualTo(State.DONE);
            assertThat(run.figures()).isEqualTo(new Run.Figures(6, 6, 0, 0, 0));
        }
        assertThat(begin("contract-prices-erp").figures()).isEqualTo(new Run.Figures(0, 0, 0, 0, 0));
    }

    @Test
    void aChangeBehindTheFeedIsNamedAndMadeUpFor() {
        long version = version();
        books.item("CD-2", "Bolt M8", 12, LONG_AGO.plusSeconds(2));
        Run run = compare("items-erp");
        assertThat(run.figures()).isEqualTo(new Run.Figures(6, 5, 0, 1, 1));
        assertThat(finding(run)).satisfies(found -> {
            assertThat(found.cause()).contains(Cause.VALUES_DIFFER);
            assertThat(found.ours()).isEqualTo("description: Bolt 2");
            assertThat(found.theirs()).isEqualTo("description: Bolt M8");
            assertThat(found.sentence()).contains("item CD-2 (description)");
        });
        assertThat(described("CD-2")).isEqualTo("Bolt M8");
        assertThat(version()).as("replicas follow").isGreaterThan(version);
        assertThat(compare("items-erp").figures().drifts()).isZero();
    }

    @Test
    void aLostChangeOfAnAccountIsMadeUpFor() {
        books.account("A-3", "5000.00", LONG_AGO.plusSeconds(60));
        Run run = compare("accounts-erp");
        assertThat(finding(run)).satisfies(found -> {
            assertThat(found.cause()).contains(Cause.MESSAGE_LOST);
            assertThat(found.outcome()).isEqualTo(Finding.Outcome.REPAIRED);
            assertThat(found.ours()).contains("creditLimit").contains("1000");
        });
    }

    @Test
    void aChangeThatTheFeedHasYetToReadIsNoDrift() {
        books.item("CD-2", "Bolt M8", 12, clock.instant());
        Run run = compare("items-erp");
        assertThat(run.figures()).isEqualTo(new Run.Figures(6, 5, 1, 0, 0));
        assertThat(described("CD-2")).as("it was read before it was judged").isEqualTo("Bolt M8");
    }

    @Test
    void aChangeAfterTheFirstLookIsNoDrift() {
        books.item("CD-2", "Bolt M8", 12, LONG_AGO.plusSeconds(2));
        Run run = begin("items-erp");
        books.item("CD-2", "Bolt M10", 12, LONG_AGO.plusSeconds(2));
        assertThat(end(run).figures()).isEqualTo(new Run.Figures(6, 5, 1, 0, 0));
    }

    @Test
    void aRiskyChangeIsHeldAndNoDriftAfterThat() {
        books.item("CD-2", "Bolt 2", 10, LONG_AGO.plusSeconds(2));
        assertThat(compare("items-erp").figures().repaired()).isEqualTo(1);
        assertThat(hub.get(Stewardship.class).waiting()).isEqualTo(1);
        Run again = compare("items-erp");
        assertThat(again.figures()).isEqualTo(new Run.Figures(6, 5, 1, 0, 0));
        assertThat(finding(again).sentence()).contains("waits for approval");
        books.item("CD-2", "Bolt 2", 6, LONG_AGO.plusSeconds(2));
        assertThat(compare("items-erp").figures().repaired()).as("another risky change was lost").isEqualTo(1);
        assertThat(hub.get(Stewardship.class).waiting()).isEqualTo(1);
    }

    @Test
    void aPriceOutsideItsBandWaitsForApproval() {
        books.price("CD-2", "2.60", LONG_AGO.plusSeconds(2));
        books.price("CD-3", "9.99", LONG_AGO.plusSeconds(3));
        assertThat(compare("list-prices-erp").figures().repaired()).isEqualTo(2);
        assertThat(hub.jdbc().sql("SELECT trim_scale(unit_price)::text FROM pricing.list_price WHERE sku IN ('CD-2', 'CD-3')"
                + " ORDER BY sku").query(String.class).list()).containsExactly("2.6", "2.5");
        assertThat(hub.get(Stewardship.class).waiting()).isEqualTo(1);
    }

    @Test
    void rowsThatOneSideDoesNotKnowAreTakenOverThroughTheGate() {
        books.item("CD-7", "Washer", 12, LONG_AGO.plusSeconds(7));
        books.items.remove("CD-4");
        books.prices.remove("CD-4");
        assertThat(compare("items-erp").figures()).isEqualTo(new Run.Figures(7, 5, 0, 2, 2));
        assertThat(described("CD-7")).isEqualTo("Washer");
        assertThat(described("CD-4")).as("that it is gone waits for approval").isEqualTo("Bolt 4");
        assertThat(compare("items-erp").figures()).isEqualTo(new Run.Figures(7, 6, 1, 0, 0));
        assertThat(compare("list-prices-erp").figures().repaired()).isEqualTo(1);
        assertThat(begin("list-prices-erp").figures()).isEqualTo(new Run.Figures(5, 5, 0, 0, 0));
    }

    @Test
    void anErpThatWasSetBackIsFollowedByAPersonOnly() {
        books.item("CD-2", "Bolt old", 12, LONG_AGO.minusSeconds(100));
        Run run = compare("items-erp");
        assertThat(finding(run).cause()).contains(Cause.HUB_AHEAD);
        assertThat(described("CD-2")).isEqualTo("Bolt 2");
        Drift drift = reconciliation().drifts().getFirst();
        assertThat(reconciliation().takeTheirs(drift.id(), "user:ann")).isEqualTo(Decided.DONE);
        assertThat(described("CD-2")).isEqualTo("Bolt old");
    }

    @Test
    void whatHasMovedOnSinceItWasJudgedIsNotOverwritten() {
        books.item("CD-2", "Bolt old", 12, LONG_AGO.minusSeconds(100));
        compare("items-erp");
        Drift drift = reconciliation().drifts().getFirst();
        books.item("CD-2", "Bolt new", 12, clock.instant());
        clock.advance(Duration.ofHours(1));
        hub.get(Replication.class).runNow();
        assertThat(reconciliation().takeTheirs(drift.id(), "user:ann")).isEqualTo(Decided.MOVED);
        assertThat(described("CD-2")).isEqualTo("Bolt new");
    }

    @Test
    void soMuchAtOnceThatItIsRatherAFaultIsLeftToPeople() {
        IntStream.range(0, 101).forEach(i -> books.item("CD-X" + i, "Bolt", 12, LONG_AGO));
        Run run = compare("items-erp");
        assertThat(run.figures()).isEqualTo(new Run.Figures(107, 6, 0, 101, 0));
        assertThat(reconciliation().drifts()).hasSize(101);
    }

    @Test
    void anErpThatShowsNothingOrIsAwayFailsTheRun() {
        books.items.clear();
        Run run = begin("items-erp");
        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.reason()).hasValueSatisfying(why -> assertThat(why).contains("no items at all"));
        books.price("away", "1.00", LONG_AGO);
        assertThat(begin("list-prices-erp").reason()).contains("It is closed.");
    }
}
