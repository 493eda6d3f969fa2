package io.crossdock.system.connectors.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Gtin;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.TaxStatus;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Gate;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.platform.replica.Replication;
import io.crossdock.platform.stewardship.Change;
import io.crossdock.platform.stewardship.ChangeFilter;
import io.crossdock.platform.stewardship.Difference;
import io.crossdock.platform.stewardship.Outcome;
import io.crossdock.platform.stewardship.Stewardship;
import io.crossdock.platform.stewardship.Stewardship.Seen;
import io.crossdock.platform.stewardship.Stewardship.Verdict;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.catalog.ItemAnswer;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.customers.Customers;
import io.crossdock.system.pricing.PriceAnswer;
import io.crossdock.system.pricing.Pricing;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ERP changes for the worse waits for a person; everything else flows. */
class MasterDataApprovalTest {

    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Sku BREAKER = new Sku("CD-10001");
    private static final Sku SWITCH = new Sku("CD-10002");
    private static final String BOX_CODE = "10614141100016";
    private static final String CASE_CODE = "20614141100013";

    /** The feeds there are. */
    record Feeds(List<Feed<?>> all) {
    }

    private final SettableClock clock = SettableClock.at(BEGIN);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final FakeErp erp = new FakeErp();
    private final ExampleLandscape landscape;
    private final TestHub hub;

    MasterDataApprovalTest(@TempDir Path directory) throws IOException {
        landscape = ExampleLandscape.in(directory);
        landscape.replace("systems/erp.yaml", "${ESTATE_URL:http://localhost:8090}/erp/v1",
                erp.url().toString());
        hub = hub();
    }

    @BeforeEach
    void readOnce() {
        account("active", "PC-1001", false);
        item("CD-10001", "14.2500", pack("BX", "12", BOX_CODE), pack("CS", "144", CASE_CODE));
        item("CD-10002", "2.0000", pack("BX", "10", ""));
        line("PC-1001", "2026-01-01", "11.9700");
        sync();
        assertThat(open()).isEmpty();
    }

    @AfterEach
    void close() {
        hub.close();
        erp.close();
        database.close();
    }

    @Test
    void aPackOfAnotherSizeWaitsWhileTheRestOfThePageFlows() {
        item("CD-10001", "14.5000", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE), pack("PF", "1440", ""));
        item("CD-10002", "2.1000", pack("BX", "10", ""));
        item("CD-10003", "3.0000", pack("BX", "6", ""));
        sync();

        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("12"));
        assertThat(item(BREAKER).packs().factor(Unit.of("PF"))).contains(new BigDecimal("1440"));
        assertThat(hub.get(Catalog.class).items()).hasSize(3);
        assertThat(listPrice(BREAKER)).isEqualTo(Money.of("14.50", "USD"));
        Change change = only();
        assertThat(change).returns("catalog.items", Change::feed).returns("CD-10001", Change::key);
        assertThat(change.differences()).containsExactly(new Difference(Risk.PACK, "1 BX", "12 EA", "24 EA"));

        assertThat(decide(Verdict.APPROVE, change)).isInstanceOf(Outcome.Done.class);

        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("24"));
        assertThat(open()).isEmpty();
        assertThat(change(change).decision().orElseThrow()).returns("user:kim", Change.Decision::by)
                .returns("seen on the carton", Change.Decision::reason).returns(clock.instant(), Change.Decision::at);
        sync();
        fullSync();
        assertThat(open()).isEmpty();
        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("24"));
    }

    @Test
    void anotherBaseUnitWaitsWithPacksBarcodesAndWeight() {
        itemIn("BX", "CD-10001", "14.2500", pack("CS", "12", CASE_CODE));
        sync();

        assertThat(item(BREAKER)).returns(Unit.EACH, item -> item.packs().base());
        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("12"));
        assertThat(items()).singleElement().satisfies(change -> assertThat(change.differences())
                .contains(new Difference(Risk.BASE_UNIT, "Base unit", "EA", "BX"),
                        new Difference(Risk.PACK, "1 CS", "144 EA", "12 BX")));

        decide(Verdict.APPROVE, items().getFirst());
        assertThat(item(BREAKER).packs().base()).isEqualTo(Unit.BOX);
    }

    @Test
    void whatTheSourceTakesBackLeavesTheListByItself() {
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        Change change = only();
        item("CD-10001", "14.2500", pack("BX", "12", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();

        assertThat(open()).isEmpty();
        assertThat(change(change).state()).isEqualTo(Change.State.WITHDRAWN);
        assertThat(decide(Verdict.APPROVE, change)).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.reasons()).singleElement().returns(Outcome.Code.OVER, Outcome.Reason::code));
    }

    @Test
    void nobodyApprovesSomethingElseThanWasSeen() {
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        Change seen = only();
        item("CD-10001", "14.2500", pack("BX", "48", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();

        assertThat(only()).returns(seen.id(), Change::id).returns(seen.since(), Change::since)
                .returns(clock.instant(), Change::changedAt);
        assertThat(decide(Verdict.APPROVE, seen)).isInstanceOfSatisfying(Outcome.Refused.class, refused ->
                assertThat(refused.reasons()).singleElement().returns(Outcome.Code.STALE, Outcome.Reason::code)
                        .returns("What the source says of CD-10001 has changed since you looked. Look again before you "
                                + "decide.", Outcome.Reason::sentence));
        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("12"));

        decide(Verdict.APPROVE, only());
        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("48"));
    }

    @Test
    void whatFlowedMeanwhileIsNotSetBackByAnApproval() {
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        Change seen = only();
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE), pack("RO", "9", ""));
        sync();

        assertThat(decide(Verdict.APPROVE, seen)).isInstanceOf(Outcome.Done.class);
        assertThat(item(BREAKER).packs().units()).hasSize(4);
    }

    @Test
    void whatWasDeclinedIsNotAskedAgainUntilTheSourceSaysSomethingElse() {
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        assertThat(decide(Verdict.DECLINE, only())).isInstanceOf(Outcome.Done.class);
        fullSync();
        fullSync();
        assertThat(open()).isEmpty();
        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("12"));

        item("CD-10001", "14.2500", pack("BX", "25", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        decide(Verdict.DECLINE, only());
        item("CD-10001", "14.2500", pack("BX", "12", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        item("CD-10001", "14.2500", pack("BX", "25", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        assertThat(only().differences()).containsExactly(new Difference(Risk.PACK, "1 BX", "12 EA", "25 EA"));
    }

    @Test
    void aBarcodeThatMovesTakesBothItemsAlong() {
        item("CD-10001", "14.2500", pack("BX", "12", ""), pack("CS", "144", CASE_CODE));
        item("CD-10002", "2.0000", pack("BX", "10", BOX_CODE));
        sync();

        assertThat(carrier(BOX_CODE)).isEqualTo(BREAKER);
        List<Change> both = open();
        assertThat(both).extracting(Change::key).containsExactlyInAnyOrder("CD-10001", "CD-10002");
        Change taker = both.stream().filter(each -> each.key().equals("CD-10002")).findFirst().orElseThrow();
        assertThat(taker.differences()).containsExactly(new Difference(Risk.BARCODE, "Barcode " + BOX_CODE,
                "CD-10001, 1 BX", "CD-10002, 1 BX"));
        assertThat(hub.get(Stewardship.class).together(taker)).extracting(Change::key).containsExactly("CD-10001");
        assertThat(decide(Verdict.APPROVE, taker)).isInstanceOfSatisfying(Outcome.Refused.class,
                refused -> assertThat(refused.reasons()).singleElement()
                        .returns(Outcome.Code.TOGETHER, Outcome.Reason::code));
        assertThat(carrier(BOX_CODE)).isEqualTo(BREAKER);

        assertThat(decide(Verdict.APPROVE, both.toArray(Change[]::new))).isInstanceOf(Outcome.Done.class);
        assertThat(carrier(BOX_CODE)).isEqualTo(SWITCH);
        assertThat(item(BREAKER).barcodes()).hasSize(1);
    }

    @Test
    void aBarcodeThatMovesOverTwoSyncsIsHeldAllTheSame() {
        item("CD-10001", "14.2500", pack("BX", "12", ""), pack("CS", "144", CASE_CODE));
        sync();
        assertThat(only().differences()).containsExactly(new Difference(Risk.BARCODE, "Barcode " + BOX_CODE,
                "CD-10001, 1 BX", ""));
        item("CD-10003", "2.0000", pack("BX", "10", BOX_CODE));
        sync();

        assertThat(carrier(BOX_CODE)).isEqualTo(BREAKER);
        assertThat(item(new Sku("CD-10003")).barcodes()).isEmpty();
        decide(Verdict.APPROVE, open().toArray(Change[]::new));
        assertThat(carrier(BOX_CODE)).isEqualTo(new Sku("CD-10003"));
    }

    @Test
    void aBarcodeOnTwoItemsOfTheSourceCannotBeApproved() {
        item("CD-10002", "2.0000", pack("BX", "10", BOX_CODE));
        sync();

        assertThat(decide(Verdict.APPROVE, only())).isInstanceOfSatisfying(Outcome.Refused.class, refused ->
                assertThat(refused.reasons()).singleElement().returns("Barcode " + BOX_CODE
                        + " is still on CD-10001 at the source. Take it off there first.", Outcome.Reason::sentence));
        assertThat(open()).hasSize(1);
    }

    @Test
    void aPriceWithinItsBandFlowsAndOneOutsideWaits() {
        item("CD-10001", "17.1000", pack("BX", "12", BOX_CODE), pack("CS", "144", CASE_CODE));
        item("CD-10002", "2.4100", pack("BX", "10", ""));
        sync();

        assertThat(listPrice(BREAKER)).isEqualTo(Money.of("17.10", "USD"));
        assertThat(listPrice(SWITCH)).isEqualTo(Money.of("2.00", "USD"));
        assertThat(only().differences()).containsExactly(new Difference(Risk.PRICE, "List price", "2.00 USD per EA",
                "2.41 USD per EA"));
        decide(Verdict.APPROVE, only());
        assertThat(listPrice(SWITCH)).isEqualTo(Money.of("2.41", "USD"));
    }

    @Test
    void aRenewedContractLineIsComparedWithTheOneItFollows() {
        erp.remove("price-contracts", "PC-1001|CD-10001|2026-01-01");
        line("PC-1001", "2026-11-01", "1.1970");
        fullSync();

        Change change = only();
        assertThat(change.differences()).containsExactly(new Difference(Risk.PRICE, "Price from 1 EA on",
                "11.97 USD per EA from 2026-01-01", "1.197 USD per EA from 2026-11-01"));
        assertThat(price()).isEqualTo(Money.of("11.97", "USD"));
        decide(Verdict.DECLINE, change);
        fullSync();
        assertThat(price()).isEqualTo(Money.of("11.97", "USD"));

        line("PC-1001", "2026-11-01", "12.5000");
        fullSync();
        assertThat(open()).isEmpty();
        assertThat(price()).isEqualTo(Money.of("12.50", "USD"));
    }

    @Test
    void anItemThatIsGoneStaysUntilSomebodyApproves() {
        erp.remove("items", "CD-10002");
        fullSync();

        assertThat(hub.get(Catalog.class).item(SWITCH)).isPresent();
        Change change = only();
        assertThat(change.differences()).singleElement().returns(Risk.REMOVAL, Difference::risk);
        item("CD-10004", "1.0000", pack("BX", "10", ""));
        sync();
        decide(Verdict.APPROVE, change);
        assertThat(hub.get(Catalog.class).item(SWITCH)).isEmpty();
        assertThat(hub.get(Catalog.class).items()).extracting(Item::sku)
                .containsExactly(BREAKER, new Sku("CD-10004"));
    }

    @Test
    void anItemThatComesBackIsNoLongerAQuestion() {
        erp.remove("items", "CD-10002");
        fullSync();
        assertThat(open()).hasSize(1);
        item("CD-10002", "2.0000", pack("BX", "10", ""));
        fullSync();
        assertThat(open()).isEmpty();
    }

    @Test
    void aBlockedAccountIsBlockedAtOnceWhileItsTermsWait() {
        account("blocked", "PC-2002", true);
        sync();

        assertThat(account()).returns(Account.Status.BLOCKED, Account::status)
                .returns(Optional.of("PC-1001"), Account::priceContract)
                .returns(TaxStatus.TAXABLE, Account::taxStatus);
        assertThat(only().differences()).extracting(Difference::what).containsExactly("Price contract", "Sales tax");
        decide(Verdict.APPROVE, only());
        assertThat(account()).returns(Optional.of("PC-2002"), Account::priceContract)
                .returns(TaxStatus.EXEMPT, Account::taxStatus);
    }

    @Test
    void thePolicySaysWhatIsHeld() throws IOException {
        landscape.replace("landscape.yaml", "    priceBandPercent: 20\n", "    priceBandPercent: 1\n    packs: pass\n");
        hub.get(Landscapes.class).refresh();
        item("CD-10001", "14.5000", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();

        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("24"));
        assertThat(only().differences()).singleElement().returns(Risk.PRICE, Difference::risk);
    }

    @Test
    void ofTwoWhoDecideAtOnceOneIsToldSo() {
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        Change change = only();
        for (int round = 0; round < 8; round++) {
            Change seen = round == 0 ? change : reheld(round);
            List<Outcome> outcomes = Stream.of(Verdict.APPROVE, Verdict.DECLINE, Verdict.APPROVE, Verdict.DECLINE)
                    .map(verdict -> CompletableFuture.supplyAsync(() -> decide(verdict, seen))).toList().stream()
                    .map(CompletableFuture::join).toList();
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(Outcome.Refused.class::isInstance).hasSize(3)
                    .allSatisfy(each -> assertThat(((Outcome.Refused) each).reasons()).singleElement()
                            .returns(Outcome.Code.OVER, Outcome.Reason::code));
        }
    }

    private Change reheld(int round) {
        item("CD-10001", "14.2500", pack("BX", Integer.toString(100 + round), BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        return only();
    }

    @Test
    void anApprovalWaitsForASyncUnderWayAndThenSeesThatItIsStale() {
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        Change seen = only();
        item("CD-10001", "14.2500", pack("BX", "48", BOX_CODE), pack("CS", "144", CASE_CODE));
        try (HeldTransaction sync = new HeldTransaction(hub)) {
            sync.run(() -> readPage(feed()));
            CompletableFuture<Outcome> approval = CompletableFuture.supplyAsync(() -> decide(Verdict.APPROVE, seen));
            waitsForALock();
            sync.commit();
            assertThat(approval.join()).isInstanceOfSatisfying(Outcome.Refused.class, refused ->
                    assertThat(refused.reasons()).singleElement().returns(Outcome.Code.STALE, Outcome.Reason::code));
        }
        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("12"));
        assertThat(only().differences()).containsExactly(new Difference(Risk.PACK, "1 BX", "12 EA", "48 EA"));
    }

    @Test
    void aSyncWaitsForAnApprovalUnderWayAndThenFindsNothingToHold() {
        item("CD-10001", "14.2500", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        sync();
        Change seen = only();
        try (HeldTransaction approval = new HeldTransaction(hub)) {
            approval.run(() -> decide(Verdict.APPROVE, seen));
            CompletableFuture<Void> sync = CompletableFuture.runAsync(() -> hub.inTransaction(() -> readPage(feed())));
            waitsForALock();
            approval.commit();
            sync.join();
        }
        hub.get(Replicas.class).refresh();
        assertThat(open()).isEmpty();
        assertThat(item(BREAKER).packs().factor(Unit.BOX)).contains(new BigDecimal("24"));
    }

    private void waitsForALock() {
        await().until(() -> hub.jdbc().sql("""
                SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                 WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted
                """).query(Integer.class).single() == 1);
    }

    private Feed<?> feed() {
        return hub.get(Feeds.class).all().stream().filter(each -> each.name().equals("catalog.items")).findFirst()
                .orElseThrow();
    }

    private <R> void readPage(Feed<R> feed) {
        feed.store(hub.get(Gate.class).pass(feed, feed.read(feed.systems().getFirst(), Optional.empty(), Optional.empty()).rows()));
    }

    @Test
    void whateverRacesWhatIsInForceIsWhatSomebodySaw() {
        for (int round = 1; round <= 6; round++) {
            Change seen = reheld(round);
            String other = Integer.toString(200 + round);
            item("CD-10001", "14.2500", pack("BX", other, BOX_CODE), pack("CS", "144", CASE_CODE));
            clock.advance(Duration.ofSeconds(60));
            CompletableFuture<Void> sync = CompletableFuture.runAsync(() -> hub.get(Replication.class).runNow());
            Outcome outcome = decide(Verdict.APPROVE, seen);
            sync.join();
            hub.get(Replicas.class).refresh();
            boolean approved = outcome instanceof Outcome.Done;
            assertThat(item(BREAKER).packs().factor(Unit.BOX).orElseThrow().intValueExact() == 100 + round)
                    .isEqualTo(approved);
            assertThat(only().differences()).singleElement().returns(other + " EA", Difference::after);
            decide(Verdict.DECLINE, only());
        }
    }

    @Test
    void theListNarrowsAndTurnsItsPages() {
        item("CD-10001", "99.0000", pack("BX", "24", BOX_CODE), pack("CS", "144", CASE_CODE));
        item("CD-10002", "2.0000", pack("BX", "11", ""));
        sync();
        Stewardship stewardship = hub.get(Stewardship.class);
        List<Change> first = stewardship.changes(ChangeFilter.open(2));
        List<Change> rest = stewardship.changes(new ChangeFilter(Optional.of(Change.State.OPEN), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(first.getLast().id()), 2));

        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(stewardship.changes(new ChangeFilter(Optional.empty(), Optional.of("catalog.items"),
                Optional.of(Risk.PACK), Optional.empty(), Optional.empty(), 9))).hasSize(2);
        assertThat(stewardship.overdue()).isEmpty();
        clock.advance(Duration.ofDays(2));
        assertThat(stewardship.overdue()).hasSize(3);
    }

    private void sync() {
        clock.advance(Duration.ofSeconds(60));
        hub.get(Replication.class).runNow();
    }

    private void fullSync() {
        clock.advance(Duration.ofHours(7));
        hub.get(Replication.class).runNow();
    }

    private List<Change> open() {
        return hub.get(Stewardship.class).changes(ChangeFilter.open(100));
    }

    private List<Change> items() {
        return open().stream().filter(each -> each.feed().equals("catalog.items")).toList();
    }

    private Change only() {
        assertThat(open()).hasSize(1);
        return open().getFirst();
    }

    private Change change(Change change) {
        return hub.get(Stewardship.class).change(change.id()).orElseThrow();
    }

    private Outcome decide(Verdict verdict, Change... changes) {
        Outcome outcome = hub.get(Stewardship.class).decide(
                Arrays.stream(changes).map(each -> new Seen(each.id(), each.digest())).toList(), verdict, "user:kim",
                "seen on the carton");
        hub.get(Replicas.class).refresh();
        return outcome;
    }

    private Item item(Sku sku) {
        return hub.get(Catalog.class).item(sku).orElseThrow();
    }

    private Account account() {
        return hub.get(Customers.class).account(new AccountId("A-1001")).orElseThrow();
    }

    private Sku carrier(String gtin) {
        return ((ItemAnswer.Found) hub.get(Catalog.class).find(new ItemName.ByGtin(new Gtin(gtin)), Optional.empty()))
                .item().value().sku();
    }

    private Money listPrice(Sku sku) {
        return hub.get(Pricing.class).listPrice(sku).orElseThrow().unitPrice();
    }

    private Money price() {
        PriceAnswer answer = hub.get(Pricing.class).price(account(), item(BREAKER), Quantity.of(1, Unit.EACH), DAY);
        return ((PriceAnswer.Found) answer).quote().value().unitPrice();
    }

    private TestHub hub() {
        return TestHub.on(database, clock)
                .scan("io.crossdock.platform.replica", "io.crossdock.platform.stewardship", "io.crossdock.system.customers",
                        "io.crossdock.system.catalog", "io.crossdock.system.pricing")
                .with(HttpCaller.class, EstateHttp.class, EstateMasterData.class, Feeds.class)
                .with(Landscapes.class, landscape.landscapes(clock))
                .with(Secrets.class, landscape.secretsInForce())
                .with(Lanes.class, Map::of).open();
    }

    private void account(String status, String contract, boolean exempt) {
        erp.put("accounts", "A-1001", clock.instant(), """
                {'id':'A-1001','name':'Harbor Mechanical','status':'%s','currency':'USD','creditLimit':'5000.00',
                 'paymentTerms':'NET30','assortments':['core'],'shipTos':[],'backorderPolicy':'backorder',
                 'shipComplete':false,'priceContract':'%s','taxExempt':%s,'modifiedAt':'%s'}
                """.formatted(status, contract, exempt, clock.instant()));
    }

    private static String pack(String unit, String quantity, String gtin) {
        return "{'unit':'%s','quantity':'%s','gtin':'%s'}".formatted(unit, quantity, gtin);
    }

    private void item(String sku, String listPrice, String... packs) {
        itemIn("EA", sku, listPrice, packs);
    }

    private void itemIn(String base, String sku, String listPrice, String... packs) {
        erp.put("items", sku, clock.instant(), """
                {'sku':'%s','description':'Circuit breaker','baseUnit':'%s','packs':[%s],'weightKg':'0.210',
                 'taxClass':'standard','assortments':['core'],'leadTimeDays':3,'listPrice':'%s','currency':'USD',
                 'modifiedAt':'%s'}
                """.formatted(sku, base, String.join(",", packs), listPrice, clock.instant()));
    }

    private void line(String contract, String from, String price) {
        erp.put("price-contracts", contract + "|CD-10001|" + from, clock.instant(), """
                {'contract':'%s','sku':'CD-10001','unit':'EA','minQuantity':'1','unitPrice':'%s','currency':'USD',
                 'validFrom':'%s','validTo':'2027-12-31'}
                """.formatted(contract, price, from));
    }
}
