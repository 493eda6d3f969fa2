package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.pricing.Taxes;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Master data of two ERPs, each with a branch of its own. */
class BranchFeedsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final AccountId WEST = new AccountId("W-1");
    private static final AccountId MAIN = new AccountId("A-1");

    private final SettableClock clock = SettableClock.at(BEGIN);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final FakeErp erp = new FakeErp();
    private final FakeErp aside = new FakeErp();
    private final ExampleLandscape landscape;
    private TestHub hub;

    BranchFeedsTest(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        String system = Files.readString(landscape.folder().resolve("systems/erp.yaml"));
        String url = "${ESTATE_URL:http://localhost:8090}/erp/v1";
        landscape.write("systems/erp.yaml", system.replace(url, erp.url().toString()));
        landscape.write("systems/aside.yaml", system.replace(url, aside.url().toString()).replace("id: erp", "id: aside"));
        landscape.replace("landscape.yaml", "\npolicies:", """

                branches:
                  - {name: west, erp: aside, accounts: [W-*]}
                  - {name: main, erp: erp}

                policies:""");
        account(erp, "A-1", "Harbor Mechanical", BEGIN.minusSeconds(3_600));
        account(erp, "W-1", "what the main ERP thinks of it", BEGIN.minusSeconds(3_600));
        account(aside, "W-1", "Westside Electric", BEGIN.minusSeconds(86_400));
        account(aside, "W-2", "Sierra Supply", BEGIN.minusSeconds(86_400));
        account(aside, "A-1", "what the western ERP thinks of it", BEGIN.minusSeconds(86_400));
        hub = hub();
        run();
    }

    @AfterEach
    void close() {
        hub.close();
        erp.close();
        aside.close();
        database.close();
    }

    @Test
    void eachErpTellsOfItsOwnAccountsOnly() {
        assertThat(hub.get(Customers.class).accounts()).extracting(Account::name)
                .containsExactly("Harbor Mechanical", "Westside Electric", "Sierra Supply");
    }

    @Test
    void whatOneChangedLongAgoByItsOwnClockIsSeenAllTheSame() {
        clock.advance(Duration.ofSeconds(10));
        account(aside, "W-1", "Westside Electric LLC", BEGIN.minusSeconds(43_200));
        run();

        assertThat(name(WEST)).as("a clock twelve hours behind that of the other ERP").isEqualTo("Westside Electric LLC");
    }

    @Test
    void whatIsGoneAtOneIsGoneAndTheOthersStay() {
        aside.remove("accounts", "W-2");
        clock.advance(Duration.ofHours(2));
        run();

        assertThat(hub.get(Customers.class).accounts()).extracting(each -> each.id().value()).containsExactly("A-1", "W-1");
    }

    @Test
    void oneThatIsAwayMakesOnlyItsOwnAccountsOlder() {
        aside.goDown(true);
        clock.advance(Duration.ofMinutes(30));
        run();

        Customers customers = hub.get(Customers.class);
        assertThat(customers.known(MAIN).orElseThrow().asOf()).isEqualTo(clock.instant());
        assertThat(customers.known(WEST).orElseThrow().asOf()).isEqualTo(BEGIN);
        assertThat(hub.get(Replication.class).health()).extracting(Replication.Health::state)
                .filteredOn(state -> state.name().startsWith("customers.")).extracting(state -> state.name(),
                        state -> state.asOf())
                .containsExactly(tuple("customers.accounts", clock.instant()), tuple("customers.accounts/aside", BEGIN));
    }

    @Test
    void anAccountThatChangesItsBranchComesFromTheOtherBooksAtOnce() throws IOException {
        landscape.replace("landscape.yaml", "accounts: [W-*]", "accounts: [W-*, A-1]");
        hub.close();
        hub = hub();
        clock.advance(Duration.ofSeconds(1));
        run();

        assertThat(name(MAIN)).isEqualTo("what the western ERP thinks of it");
        assertThat(hub.get(Customers.class).accounts()).hasSize(3);
    }

    @Test
    void eachOrderIsTaxedAsTheBooksOfItsAccountDo() {
        rate(erp, "GA", "0.0400");
        rate(aside, "GA", "0.0700");
        rate(aside, "NV", "0.0685");
        clock.advance(Duration.ofHours(2));
        run();
        Instant both = clock.instant();
        assertThat(rate(MAIN, "GA")).contains("0.0400");
        assertThat(rate(WEST, "GA")).contains("0.0700");
        assertThat(rate(MAIN, "NV")).as("only the other ERP knows it").isEmpty();

        aside.goDown(true);
        clock.advance(Duration.ofHours(2));
        run();
        assertThat(hub.get(Taxes.class).asOf(MAIN)).isEqualTo(clock.instant());
        assertThat(hub.get(Taxes.class).asOf(WEST)).isEqualTo(both);
        assertThat(rate(WEST, "GA")).contains("0.0700");
    }

    @Test
    void ratesFromBeforeEachErpHadItsOwnCountUntilItHasBeenRead() {
        hub.jdbc().sql("INSERT INTO pricing.tax_rate (erp, region, tax_class, rate) VALUES ('', 'GA', 'standard', 0.05)").update();
        aside.goDown(true);
        rate(erp, "GA", "0.0400");
        clock.advance(Duration.ofHours(2));
        run();
        assertThat(rate(MAIN, "GA")).contains("0.0400");
        assertThat(rate(WEST, "GA")).contains("0.0500");

        aside.goDown(false);
        rate(aside, "NV", "0.0685");
        clock.advance(Duration.ofHours(2));
        run();
        assertThat(rate(WEST, "NV")).contains("0.0685");
        clock.advance(Duration.ofHours(2));
        run();
        assertThat(rate(WEST, "GA")).as("its own ERP knows none").isEmpty();
    }

    @Test
    void anErpThatLeavesLeavesNoTrace() throws IOException {
        rate(erp, "GA", "0.0400");
        rate(aside, "GA", "0.0700");
        clock.advance(Duration.ofHours(2));
        run();
        Files.delete(landscape.folder().resolve("systems/aside.yaml"));
        landscape.replace("landscape.yaml", "  - {name: west, erp: aside, accounts: [W-*]}\n", "");
        hub.close();
        hub = hub();
        clock.advance(Duration.ofSeconds(10));
        run();

        assertThat(name(WEST)).isEqualTo("what the main ERP thinks of it");
        assertThat(hub.get(Customers.class).accounts()).extracting(each -> each.id().value()).containsExactly("A-1", "W-1");
        assertThat(hub.get(Customers.class).known(WEST).orElseThrow().asOf()).isEqualTo(clock.instant());
        clock.advance(Duration.ofHours(2));
        run();
        assertThat(rate(WEST, "GA")).contains("0.0400");
        assertThat(hub.jdbc().sql("SELECT DISTINCT erp FROM pricing.tax_rate").query(String.class).list()).containsExactly("erp");
    }

    private Optional<String> rate(AccountId account, String region) {
        return hub.get(Taxes.class).rate(account, region, "standard").map(known -> known.value().setScale(4).toPlainString());
    }

    private static void rate(FakeErp books, String region, String rate) {
        books.put("tax-rates", region, BEGIN, "{'region':'%s','taxClass':'standard','rate':'%s'}".formatted(region, rate));
    }

    private void run() {
        hub.get(Replication.class).runNow();
    }

    private String name(AccountId id) {
        return hub.get(Customers.class).account(id).orElseThrow().name();
    }

    private TestHub hub() {
        return TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.system.customers", "io.crossdock.system.pricing")
                .with(HttpCaller.class, EstateHttp.class, EstateMasterData.class)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce())
                .with(Lanes.class, Map::of).open();
    }

    private static void account(FakeErp books, String id, String name, Instant modifiedAt) {
        books.put("accounts", id, modifiedAt, """
                {'id':'%s','name':'%s','status':'active','currency':'USD','creditLimit':'5000.00',
                 'paymentTerms':'NET30','assortments':['core'],'shipTos':[{'id':'%s-1','name':'Main yard',
                 'gln':'0860009100011','street':'1200 Marietta St','city':'Atlanta','region':'GA',
                 'postalCode':'30318','country':'US'}],'backorderPolicy':'backorder','shipComplete':false,
                 'priceContract':'PC-%s','taxExempt':false,'modifiedAt':'%s'}
                """.formatted(id, name, id, id, modifiedAt));
    }
}
