package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShipToId;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.pricing.PriceAnswer;
import io.crossdock.system.pricing.Pricing;
import io.crossdock.system.pricing.Quote;
import io.crossdock.system.pricing.Taxes;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterDataTest {

    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Sku BREAKER = new Sku("CD-10001");

    private final SettableClock clock = SettableClock.at(BEGIN);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final FakeErp erp = new FakeErp();
    private final ExampleLandscape landscape;
    private final TestHub hub;

    MasterDataTest(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        landscape.replace("systems/erp.yaml", "${ESTATE_URL:http://localhost:8090}/erp/v1",
                erp.url().toString());
        hub = hub();
        account("A-1001", "Harbor Mechanical", BEGIN.minusSeconds(3_600));
        item("CD-10001", "14.2500", BEGIN.minusSeconds(3_600));
        item("CD-10002", "2.0000", BEGIN.minusSeconds(3_000));
        item("CD-10003", "3.0000", BEGIN.minusSeconds(2_000));
        line("PC-1001", "CD-10001", "1", "11.9700");
        line("PC-1001", "CD-10001", "144", "10.5000");
        line("LIST", "CD-10002", "100", "1.7500");
        erp.put("tax-rates", "GA", BEGIN, "{'region':'GA','taxClass':'standard','rate':'0.04000'}");
    }

    @AfterEach
    void close() {
        hub.close();
        erp.close();
        database.close();
    }

    @Test
    void accountsAndItemsComeOver() {
        hub.get(Replication.class).runNow();

        Account account = account();
        assertThat(account.creditLimit()).isEqualTo(Money.of("5000.00", "USD"));
        assertThat(account.shipTo(new ShipToId("A-1001-1")).orElseThrow().address().region()).isEqualTo("GA");
        assertThat(hub.get(Catalog.class).items()).hasSize(3);
        Item item = item();
        assertThat(item.packs().factor(Unit.BOX)).contains(new BigDecimal("12"));
        assertThat(account.entitledTo(item)).isTrue();
        assertThat(entitled(account, Set.of(Account.EVERYTHING), item)).as("its ERP knows of no assortments").isTrue();
        assertThat(entitled(account, Set.of("elsewhere"), item)).isFalse();
        assertThat(hub.get(Taxes.class).rate(new AccountId("A-1"), "GA", "standard").orElseThrow())
                .returns(BEGIN, known -> known.asOf())
                .extracting(known -> known.value()).asString().isEqualTo("0.040000");
    }

    private static boolean entitled(Account of, Set<String> assortments, Item item) {
        return new Account(of.id(), of.name(), of.status(), of.currency(), of.creditLimit(), assortments, of.backorderPolicy(),
                of.completeness(), of.shipTos(), of.priceContract(), of.taxStatus(), of.substitution()).entitledTo(item);
    }

    @Test
    void anItemIsFoundByEveryNameItHas() {
        hub.get(Replication.class).runNow();
        Catalog catalog = hub.get(Catalog.class);
        var partner = hub.get(Landscapes.class).current().partner("buildwell");

        assertThat(catalog.find(new ItemName.ByGtin(new Gtin("10614141100016")), Optional.empty()))
                .isInstanceOfSatisfying(ItemAnswer.Found.class, found -> {
                    assertThat(found.item().value().sku()).isEqualTo(BREAKER);
                    assertThat(found.unit()).contains(Unit.BOX);
                });
        assertThat(catalog.find(new ItemName.ByBuyerItem("BW-10002"), partner))
                .isInstanceOfSatisfying(ItemAnswer.Found.class,
                        found -> assertThat(found.item().value().sku()).isEqualTo(new Sku("CD-10002")));
        assertThat(catalog.find(new ItemName.ByBuyerItem("BW-10002"), Optional.empty()))
                .isInstanceOf(ItemAnswer.Unknown.class);
        assertThat(catalog.find(new ItemName.BySku(new Sku("CD-99999")), partner))
                .isInstanceOf(ItemAnswer.Unknown.class);
    }

    @Test
    void contractComesBeforeBreakAndBreakBeforeList() {
        hub.get(Replication.class).runNow();

        assertThat(price("CD-10001", "143", "EA")).returns(Money.of("11.97", "USD"), Quote::unitPrice)
                .returns(Price.Source.CONTRACT, quote -> quote.basis().source());
        assertThat(price("CD-10001", "12", "BX")).returns(Money.of("126.00", "USD"), Quote::unitPrice)
                .returns(Optional.of("PC-1001"), Quote::contract);
        assertThat(price("CD-10002", "100", "EA")).returns(Money.of("1.75", "USD"), Quote::unitPrice)
                .returns(Price.Source.BREAK, quote -> quote.basis().source());
        assertThat(price("CD-10002", "99", "EA")).returns(Money.of("2.00", "USD"), Quote::unitPrice)
                .returns(Price.Source.LIST, quote -> quote.basis().source());
        assertThat(price("CD-10003", "1", "BX")).returns(Money.of("36.00", "USD"), Quote::unitPrice);
    }

    @Test
    void anExpiredContractLineNoLongerHolds() {
        hub.get(Replication.class).runNow();
        PriceAnswer answer = hub.get(Pricing.class).price(account(), item(), Quantity.of(1, Unit.EACH),
                LocalDate.of(2028, 1, 1));
        assertThat(((PriceAnswer.Found) answer).quote().value().basis().source())
                .isEqualTo(Price.Source.LIST);
    }

    @Test
    void onlyWhatChangedIsReadAgain() {
        hub.get(Replication.class).runNow();
        erp.calls();
        item("CD-10003", "4.0000", BEGIN.plusSeconds(5));
        clock.advance(Duration.ofSeconds(10));
        hub.get(Replication.class).runNow();

        assertThat(erp.calls()).filteredOn(call -> call.startsWith("/items")).isNotEmpty()
                .allMatch(call -> call.contains("modifiedSince=2026-11-21T08%3A25%3A40Z"));
        assertThat(price("CD-10003", "1", "EA").unitPrice()).isEqualTo(Money.of("4.00", "USD"));
        assertThat(hub.get(Catalog.class).asOf()).isEqualTo(BEGIN.plusSeconds(10));
    }

    @Test
    void whatIsGoneAtTheErpGoesWithTheNextFullRun() {
        hub.get(Replication.class).runNow();
        erp.remove("items", "CD-10002");
        erp.remove("price-contracts", "PC-1001|CD-10001|144");
        clock.advance(Duration.ofSeconds(90));
        hub.get(Replication.class).runNow();
        assertThat(hub.get(Catalog.class).items()).hasSize(3);
        assertThat(price("CD-10001", "12", "BX").unitPrice()).isEqualTo(Money.of("143.64", "USD"));

        clock.advance(Duration.ofHours(2));
        hub.get(Replication.class).runNow();
        assertThat(hub.get(Catalog.class).items()).hasSize(2);
    }

    @Test
    void anotherReplicaReadsTheTablesAndNotTheErp() {
        hub.get(Replication.class).runNow();
        erp.calls();
        try (TestHub other = hub()) {
            assertThat(other.get(Customers.class).account(new AccountId("A-1001"))).isPresent();
            other.get(Replication.class).runNow();
            assertThat(erp.calls()).isEmpty();

            account("A-1001", "Harbor & Sons", BEGIN.plusSeconds(5));
            clock.advance(Duration.ofSeconds(10));
            hub.get(Replication.class).runNow();
            other.get(Replicas.class).refresh();
            assertThat(other.get(Customers.class).account(new AccountId("A-1001")).orElseThrow().name())
                    .isEqualTo("Harbor & Sons");
        }
    }

    @Test
    void whileTheErpIsAwayAnswersStayAndShowTheirAge() {
        hub.get(Replication.class).runNow();
        erp.goDown(true);
        clock.advance(Duration.ofMinutes(30));
        hub.get(Replication.class).runNow();

        assertThat(hub.get(Customers.class).known(new AccountId("A-1001")).orElseThrow())
                .returns(true, known -> known.within(Duration.ofHours(1), clock.instant()))
                .returns(false, known -> known.within(Duration.ofMinutes(29), clock.instant()));
        assertThat(hub.get(Replication.class).health()).allMatch(feed -> feed.state().filled());

        erp.goDown(false);
        hub.get(Replication.class).runNow();
        assertThat(hub.get(Customers.class).asOf()).isEqualTo(clock.instant());
    }

    @Test
    void aRowThatMakesNoSenseDoesNotHideTheOthers() {
        erp.put("items", "CD-10000", BEGIN,
                "{'sku':'CD-10000','baseUnit':'each','modifiedAt':'2026-11-21T09:00:00Z'}");
        hub.get(Replication.class).runNow();
        assertThat(hub.get(Catalog.class).items()).hasSize(3);
    }

    private Account account() {
        return hub.get(Customers.class).account(new AccountId("A-1001")).orElseThrow();
    }

    private Item item() {
        return hub.get(Catalog.class).item(BREAKER).orElseThrow();
    }

    private Quote price(String sku, String quantity, String unit) {
        Item item = hub.get(Catalog.class).item(new Sku(sku)).orElseThrow();
        PriceAnswer answer = hub.get(Pricing.class).price(account(), item, Quantity.of(quantity, unit), DAY);
        return ((PriceAnswer.Found) answer).quote().value();
    }

    private TestHub hub() {
        return TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers",
                        "io.crossdock.system.catalog", "io.crossdock.system.pricing")
                .with(HttpCaller.class, EstateHttp.class, EstateMasterData.class)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce())
                .with(Lanes.class, Map::of).open();
    }

    private void account(String id, String name, Instant modifiedAt) {
        erp.put("accounts", id, modifiedAt, """
                {'id':'%s','name':'%s','status':'active','currency':'USD','creditLimit':'5000.00',
                 'paymentTerms':'NET30','assortments':['core'],'shipTos':[{'id':'%s-1','name':'Main yard',
                 'gln':'0860009100011','street':'1200 Marietta St','city':'Atlanta','region':'GA',
                 'postalCode':'30318','country':'US'}],'backorderPolicy':'backorder','shipComplete':false,
                 'priceContract':'PC-1001','taxExempt':false,'modifiedAt':'%s'}
                """.formatted(id, name, id, modifiedAt));
    }

    private void item(String sku, String listPrice, Instant modifiedAt) {
        String barcode = sku.equals("CD-10001") ? "10614141100016" : "";
        erp.put("items", sku, modifiedAt, """
                {'sku':'%s','description':'Circuit breaker','baseUnit':'EA',
                 'packs':[{'unit':'BX','quantity':'12','gtin':'%s'}],'weightKg':'0.210',
                 'taxClass':'standard','assortments':['core'],'leadTimeDays':3,'listPrice':'%s','currency':'USD','modifiedAt':'%s'}
                """.formatted(sku, barcode, listPrice, modifiedAt));
    }

    private void line(String contract, String sku, String minimum, String price) {
        erp.put("price-contracts", contract + "|" + sku + "|" + minimum, BEGIN, """
                {'contract':'%s','sku':'%s','unit':'EA','minQuantity':'%s','unitPrice':'%s','currency':'USD',
                 'validFrom':'2026-01-01','validTo':'2027-12-31'}
                """.formatted(contract, sku, minimum, price));
    }
}
