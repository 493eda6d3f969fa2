package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Sourced;
import io.crossdock.system.connectors.StockReport;
import io.crossdock.system.connectors.StockSource;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.connectors.tryton.FakeTryton.Trouble;
import io.crossdock.testing.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Master data, prices, stock and credit of a Tryton, whole and by what has changed. */
@Timeout(240)
class TrytonReadingTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    @TempDir
    private Path secrets;

    private final FakeTryton fake = new FakeTryton();
    private final SettableClock clock = SettableClock.at(NOON);
    private final SystemSettings system = fake.settings(fake.url(), Map.of("warehouses", "CMH, EWR", "accountCodes",
            "C-%"));
    private Rig rig;

    @BeforeEach
    void connector() throws IOException {
        Files.writeString(secrets.resolve("key"), FakeTryton.PASSWORD);
        rig = Rig.of(secrets, clock);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static <T> List<T> all(Function<Optional<String>, Page<T>> list) {
        List<T> rows = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<T> page = list.apply(next);
            rows.addAll(page.rows());
            next = page.next();
        } while (next.isPresent());
        return rows;
    }

    private List<Sourced<Item>> items(Optional<Instant> since) {
        return all(after -> rig.masterData().items(system, new Asking(since, after)));
    }

    private List<String> changed(Instant watermark) {
        return items(Optional.of(watermark.minus(OVERLAP))).stream().map(row -> row.value().sku().value()).toList();
    }

    private static Instant watermark(List<Sourced<Item>> rows) {
        return rows.stream().map(Sourced::modifiedAt).max(Instant::compareTo).orElseThrow();
    }

    private long id(String sku) {
        return fake.tables().only("product.product", "code", sku).path("id").asLong();
    }

    @Test
    void aProductIsAnItemWithItsPacksBarcodesAndWeight() {
        fake.tables().add("product.identifier", Wire.object().put("product", id("SAF-2001")).put("code",
                "0614009900041"));
        fake.tables().add("product.identifier", Wire.object().put("product", id("SAF-2001")).put("code", "HAT-1"));
        Item hat = items(Optional.empty()).getFirst().value();
        assertThat(hat.sku()).isEqualTo(new Sku("SAF-2001"));
        assertThat(hat.description()).isEqualTo("Hard hat");
        assertThat(hat.status()).isEqualTo(Item.Status.ACTIVE);
        assertThat(hat.packs().factor(Unit.of("BX")).orElseThrow()).isEqualByComparingTo("100");
        assertThat(hat.packs().units()).containsExactlyInAnyOrder(Unit.EACH, Unit.of("BX"));
        assertThat(hat.barcodes()).hasSize(1);
        assertThat(hat.weight()).isEqualTo(Quantity.of("0.4", "KGM"));
        assertThat(hat.taxClass()).isEqualTo("Goods (taxable)");
        assertThat(items(Optional.empty())).as("services are no items").hasSize(3);
    }

    @Test
    void aProductThatIsNoLongerSoldOrInUseIsDiscontinued() {
        fake.tables().change("product.product", id("SAF-2001"), Wire.object().put("salable", false));
        fake.tables().change("product.product", id("FST-1001"), Wire.object().put("active", false));
        assertThat(items(Optional.empty())).extracting(row -> row.value().status()).containsExactly(
                Item.Status.DISCONTINUED, Item.Status.DISCONTINUED, Item.Status.ACTIVE);
    }

    @Test
    void aPartyIsAnAccountWithItsAddressesAndItsPriceList() {
        ObjectNode acme = fake.tables().only("party.party", "code", "C-ACME");
        fake.tables().add("party.address", Wire.object().put("party", Wire.id(acme)).put("city", "Dayton"));
        Account account = rig.masterData().accounts(system, new Asking(Optional.empty(), Optional.empty())).rows()
                .getFirst().value();
        assertThat(account.id()).isEqualTo(new AccountId("C-ACME"));
        assertThat(account.creditLimit().decimal()).isEqualTo("50000.00");
        assertThat(account.priceContract()).contains("Gold");
        assertThat(account.shipTos()).as("an address without street finds nobody").hasSize(1);
        assertThat(account.shipTos().getFirst().address().region()).isEqualTo("OH");
        assertThat(account.shipTos().getFirst().address().name()).isEqualTo("Acme Manufacturing Co");
    }

    @Test
    void aRowThatMakesNoSenseHidesNoOther() {
        fake.business().product("NOT A CODE!", "Odd one", "1.00", "goods",
                fake.tables().only("product.category", "name", "Services").path("id").asLong());
        assertThat(items(Optional.empty())).hasSize(3);
    }

    @Test
    void changesOfWhatBelongsToARowAreChangesOfTheRow() {
        Instant before = watermark(items(Optional.empty()));
        fake.tables().clock(NOON);
        assertThat(changed(NOON)).isEmpty();
        long template = fake.tables().row("product.product", id("FST-1001")).path("template").asLong();
        fake.tables().change("product.template", template, Wire.object().put("name", "Hex bolt, zinc"));
        assertThat(changed(NOON)).containsExactly("FST-1001");
        fake.tables().add("product.identifier", Wire.object().put("product", id("ABR-4002")).put("code", "1"));
        assertThat(changed(NOON)).containsExactly("FST-1001", "ABR-4002");
        assertThat(watermark(items(Optional.of(before)))).isAfterOrEqualTo(NOON);
        long address = fake.tables().all("party.address").iterator().next().path("id").asLong();
        fake.tables().change("party.address", address, Wire.object().put("city", "Kettering"));
        assertThat(rig.masterData().accounts(system, new Asking(Optional.of(NOON), Optional.empty())).rows())
                .extracting(row -> row.value().shipTos().getFirst().address().city()).containsExactly("Kettering");
    }

    @Test
    void aChangeThatIsStampedBeforeItCanBeSeenIsFoundByTheOverlap() {
        fake.tables().clock(NOON.plusSeconds(30));
        fake.tables().change("product.product", id("SAF-2001"), Wire.object().put("weight", 500.0));
        Instant seen = watermark(items(Optional.of(NOON)));
        // Written by a transaction that began before the other and ended after the reading.
        fake.tables().clock(NOON);
        fake.tables().change("product.product", id("FST-1001"), Wire.object().put("weight", 600.0));
        assertThat(changed(seen)).contains("FST-1001");
    }

    @Test
    void whatChangesWhileManyPagesAreReadIsFoundByTheNextReading() {
        long category = fake.tables().only("product.category", "name", "Services").path("id").asLong();
        for (int i = 0; i < 600; i++) {
            fake.business().product("BLK-%04d".formatted(i), "Bulk", "1.0000", "goods", category);
        }
        Page<Sourced<Item>> first = rig.masterData().items(system, new Asking(Optional.empty(), Optional.empty()));
        assertThat(first.rows()).hasSize(500);
        // Half an hour goes by until the second page is asked for; a row of each page is changed in between.
        fake.tables().clock(NOON.plusSeconds(60));
        fake.tables().change("product.product", id("SAF-2001"), Wire.object().put("weight", 500.0));
        fake.tables().clock(NOON.plusSeconds(1_700));
        fake.tables().change("product.product", id("BLK-0599"), Wire.object().put("weight", 500.0));
        clock.advance(Duration.ofSeconds(1_800));
        Page<Sourced<Item>> second = rig.masterData().items(system, new Asking(Optional.empty(), first.next()));
        assertThat(second.next()).isEmpty();
        List<Sourced<Item>> all = new ArrayList<>(first.rows());
        all.addAll(second.rows());
        assertThat(all).hasSize(603);
        assertThat(watermark(all)).as("no row is newer than the reading").isBeforeOrEqualTo(NOON);
        assertThat(changed(watermark(all))).containsExactly("SAF-2001", "BLK-0599");
    }

    @Test
    void rowsThatMoveNeitherSkipNorRepeatAPage() {
        long category = fake.tables().only("product.category", "name", "Services").path("id").asLong();
        for (int i = 0; i < 600; i++) {
            fake.business().product("BLK-%04d".formatted(i), "Bulk", "1.0000", "goods", category);
        }
        Page<Sourced<Item>> first = rig.masterData().items(system, new Asking(Optional.empty(), Optional.empty()));
        fake.tables().remove("product.product", id("BLK-0003"));
        Page<Sourced<Item>> second = rig.masterData().items(system, new Asking(Optional.empty(), first.next()));
        assertThat(second.rows()).extracting(row -> row.value().sku().value()).hasSize(103).startsWith("BLK-0497");
    }

    @Test
    void stockIsAskedForWarehouseByWarehouseAndAFloatIsMadeExact() {
        fake.business().fulfilment().stock("SAF-2001", "CMH", "320");
        fake.business().fulfilment().stock("SAF-2001", "EWR", "80");
        fake.business().fulfilment().stock("FST-1001", "CMH", "0.30000000000000004");
        List<StockReport> reports = all(after -> switch (rig.stock().stock(system, after)) {
            case StockSource.Answer.Page(var rows, var next) -> new Page<>(rows, next);
            case StockSource.Answer.NoAnswer(String why) -> throw new AssertionError(why);
        });
        assertThat(reports).hasSize(6).extracting(report -> report.sku() + "@" + report.location() + " "
                + report.onHand()).contains("SAF-2001@CMH 320 EA", "SAF-2001@EWR 80 EA", "FST-1001@CMH 0.3 EA");
        clock.advance(Duration.ofSeconds(1));
        assertThat(rig.stock().stock(system, Optional.empty())).isInstanceOfSatisfying(StockSource.Answer.Page.class,
                later -> assertThat(later.reports().getFirst().movement())
                        .isGreaterThan(reports.getFirst().movement()));
        fake.next("model.product.product.search_read", Trouble.CLOSED);
        assertThat(rig.stock().stock(system, Optional.empty())).isInstanceOf(StockSource.Answer.NoAnswer.class);
    }

    @Test
    void creditIsWhatTrytonChecksAndContainsOnlyWhatIsSurelyInIt() {
        assertThat(rig.credit().credit(system, new AccountId("C-ACME"))).isEqualTo(new CreditSource.Answer.Standing(
                new BigDecimal("50000"), BigDecimal.ZERO, TrytonOrders.position(NOON.minusSeconds(60)), NOON,
                Currency.getInstance("USD")));
        assertThat(rig.credit().credit(system, new AccountId("C-OPEN"))).isInstanceOfSatisfying(
                CreditSource.Answer.Standing.class, open -> assertThat(open.limit()).isEqualTo(TrytonCredit.NO_LIMIT));
        assertThat(rig.credit().credit(system, new AccountId("C-NOBODY")))
                .isInstanceOf(CreditSource.Answer.NoAnswer.class);
        fake.next("model.party.party.search_read", Trouble.SILENT);
        assertThat(rig.credit().credit(system, new AccountId("C-ACME"), Duration.ofMillis(300)))
                .isInstanceOf(CreditSource.Answer.NoAnswer.class);
    }

    @Test
    void priceListsAreAskedAtTheStepsAtWhichTheirLinesBegin() {
        List<PriceSource.PriceLine> lines = all(after -> rig.prices().priceLines(system,
                new Asking(Optional.empty(), after)));
        assertThat(lines).allMatch(line -> line.contract().equals(Optional.of("Gold")));
        assertThat(lines).extracting(line -> line.price().sku() + " from " + line.price().minQuantity() + " "
                + line.price().unitPrice().decimal()).containsExactly("SAF-2001 from 0 EA 17.055",
                        "FST-1001 from 0 EA 0.378", "ABR-4002 from 0 EA 5.04", "SAF-2001 from 50 EA 15.50");
    }

    @Test
    void onePriceIsAskedForAsItIsNeeded() {
        AccountId acme = new AccountId("C-ACME");
        Duration budget = Duration.ofSeconds(20);
        PriceSource.LivePrice price = rig.prices().price(system, acme, new Sku("SAF-2001"), Quantity.of("1", "BX"),
                budget).orElseThrow();
        assertThat(price.unitPrice().decimal()).isEqualTo("1705.50");
        assertThat(price.source()).isEqualTo(Price.Source.CONTRACT);
        assertThat(rig.prices().price(system, new AccountId("C-OPEN"), new Sku("SAF-2001"), Quantity.of("1", "EA"),
                budget).orElseThrow().unitPrice().decimal()).isEqualTo("18.95");
        assertThat(rig.prices().price(system, acme, new Sku("NO-SUCH"), Quantity.of("1", "EA"), budget)).isEmpty();
        fake.next("model.product.product.read", Trouble.CRASHED, Trouble.CRASHED);
        assertThatThrownBy(() -> rig.prices().price(system, acme, new Sku("SAF-2001"), Quantity.of("1", "EA"), budget))
                .isInstanceOf(SystemUnavailable.class);
    }

    @Test
    void listPricesAndTaxesAreExact() {
        assertThat(rig.prices().listPrices(system, new Asking(Optional.empty(), Optional.empty())).rows())
                .extracting(row -> row.value().sku() + " " + row.value().unitPrice().decimal())
                .containsExactly("SAF-2001 18.95", "FST-1001 0.42", "ABR-4002 5.60");
        assertThat(rig.prices().taxRates(system)).extracting(rate -> rate.region() + " " + rate.taxClass() + " "
                + rate.rate()).containsExactly("OH Goods (taxable) 0.07", "GA Goods (taxable) 0.07", "OH Services 0",
                        "GA Services 0", "OH Freight 0", "GA Freight 0");
    }
}
