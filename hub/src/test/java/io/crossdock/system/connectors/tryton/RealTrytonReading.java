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
        Item hat = rig.masterData().items(system, ALL).rows().stream().map(row -> row.value())
                .filter(item -> item.sku().value().equals("SAF-2001")).findFirst().orElseThrow();
        assertThat(hat.weight()).isEqualTo(Quantity.of("0.4", "KGM"));
        assertThat(hat.packs().factor(new Unit("BX"))).contains(new BigDecimal("1E+2"));
        assertThat(hat.barcodes()).hasSize(1);
        Account acme = rig.masterData().accounts(system, ALL).rows().stream().map(row -> row.value())
                .filter(account -> account.id().value().equals("C-ACME")).findFirst().orElseThrow();
        assertThat(acme.shipTos()).hasSize(2);
        assertThat(acme.priceContract()).contains("Gold");
        assertThat(acme.creditLimit().decimal()).isEqualTo("50000.00");
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
        assertThat(lines).filteredOn(line -> line.contract().equals(Optional.of("Gold"))
                && line.price().sku().value().equals("SAF-2001")).extracting(line -> line.price().minQuantity().decimal()
                + " " + line.price().unitPrice().amount().toPlainString()).containsExactly("0 17.055", "50 15.50");
        PriceSource.LivePrice live = rig.prices().price(system, new AccountId("C-ACME"), new Sku("SAF-2001"),
                Quantity.of("1", "BX"), Duration.ofSeconds(10)).orElseThrow();
        assertThat(live.unitPrice().decimal()).isEqualTo("1550.00");
        assertThat(live.contract()).contains("Gold");
        assertThat(rig.prices().taxRates(system)).anySatisfy(rate -> {
            assertThat(rate.region()).isEqualTo("OH");
            assertThat(rate.taxClass()).isEqualTo("Goods (taxable)");
            assertThat(rate.rate()).isEqualByComparingTo("0.07");
        });
        assertThat(rig.prices().listPrices(system, ALL).rows()).hasSizeGreaterThan(12);
    }

    @Test
    void stockAndCreditAreAnswered() {
        StockSource.Answer answer = rig.stock().stock(system, Optional.empty());
        assertThat(answer).isInstanceOfSatisfying(StockSource.Answer.Page.class, page ->
                assertThat(page.reports()).anySatisfy(report -> {
                    assertThat(report.sku().value()).isEqualTo("SAF-2002");
                    assertThat(report.onHand().value()).isEqualByComparingTo("2400");
                }));
        assertThat(rig.credit().credit(system, new AccountId("C-ACME"), Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(CreditSource.Answer.Standing.class,
                        standing -> assertThat(standing.limit()).isEqualByComparingTo("50000"));
    }
}
