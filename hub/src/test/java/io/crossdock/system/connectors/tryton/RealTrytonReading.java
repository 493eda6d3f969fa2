package io.crossdock.system.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.CreditSource;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.StockSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read from a running Tryton with the example's master data; chosen by hand, see {@code examples/tryton}. */
class RealTrytonReading {

    private static final Asking ALL = new Asking(Optional.empty(), Optional.empty());

    private final Rig rig = Rig.of(Path.of(System.getProperty("tryton.secrets", "secrets")), Clock.systemUTC());
    private final SystemSettings system = RealTryton.settings(RealTryton.url());

    @Test
    void itemsAndAccountsReadAsTheyAre() {
        Item breaker = rig.masterData().items(system, ALL).rows().stream().map(row -> row.value())
                .filter(item -> item.sku().value().equals("CD-10001")).findFirst().orElseThrow();
        assertThat(breaker.weight()).isEqualTo(Quantity.of("0.16", "KGM"));
        assertThat(breaker.packs().factor(new Unit("BX"))).contains(new BigDecimal("12"));
        assertThat(breaker.barcodes()).hasSize(1);
        Account harbor = rig.masterData().accounts(system, ALL).rows().stream().map(row -> row.value())
                .filter(account -> account.id().value().equals("A-1001")).findFirst().orElseThrow();
        assertThat(harbor.shipTos()).hasSize(3);
        assertThat(harbor.priceContract()).contains("Contract");
        assertThat(harbor.creditLimit().decimal()).isEqualTo("5000000.00");
    }

    @Test
    void pricesAreThoseOfItsOwnRules() {
        List<PriceSource.PriceLine> lines = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = rig.prices().priceLines(system, new Asking(Optional.empty(), next));
            lines.addAll(page.rows());
            next = page.next();
        } while (next.isPresent());
        assertThat(lines).filteredOn(line -> line.contract().equals(Optional.of("Contract"))
                && line.price().sku().value().equals("CD-10001")).extracting(line -> line.price().minQuantity().decimal()
                + " " + line.price().unitPrice().amount().toPlainString()).containsExactly("0 6.2225", "24 5.895");
        PriceSource.LivePrice live = rig.prices().price(system, new AccountId("A-1001"), new Sku("CD-10001"),
                Quantity.of("1", "BX"), Duration.ofSeconds(10)).orElseThrow();
        assertThat(live.unitPrice().decimal()).isEqualTo("74.67");
        assertThat(live.contract()).contains("Contract");
        assertThat(rig.prices().taxRates(system)).anySatisfy(rate -> {
            assertThat(rate.region()).isEqualTo("GA");
            assertThat(rate.taxClass()).isEqualTo("standard");
            assertThat(rate.rate()).isEqualByComparingTo("0.07");
        });
        assertThat(rig.prices().listPrices(system, ALL).rows()).hasSizeGreaterThan(20);
    }

    @Test
    void stockAndCreditAreAnswered() {
        StockSource.Answer answer = rig.stock().stock(system, Optional.empty());
        assertThat(answer).isInstanceOfSatisfying(StockSource.Answer.Page.class, page ->
                assertThat(page.reports()).anySatisfy(report -> {
                    assertThat(report.sku().value()).isEqualTo("CD-10003");
                    assertThat(report.onHand().value()).isEqualByComparingTo("20000");
                }));
        assertThat(rig.credit().credit(system, new AccountId("A-1001"), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(CreditSource.Answer.Standing.class,
                        standing -> assertThat(standing.limit()).isEqualByComparingTo("5000000"));
    }
}
