package io.crossdock.system.connectors;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Knows prices and tax rates. Every call may throw {@link SystemUnavailable}. */
public interface PriceSource extends Role {

    /** What an item costs whoever has nothing better, per {@code unit}. */
    record ListPrice(Sku sku, Unit unit, Money unitPrice) {
    }

    /**
     * A line of a contract.
     *
     * @param contract empty for quantity breaks that everyone gets
     */
    record PriceLine(Optional<String> contract, Price price) {
    }

    /** @param rate share of the net amount, such as 0.04 */
    record TaxRate(String region, String taxClass, BigDecimal rate) {
    }

    /**
     * The system's own answer of this moment.
     *
     * @param unitPrice per unit of the quantity asked about
     */
    record LivePrice(Money unitPrice, Price.Source source, Optional<String> contract, Instant asOf) {
    }

    Page<Sourced<ListPrice>> listPrices(SystemSettings system, Asking asking);

    /** Contract lines and breaks; {@code modifiedSince} is not looked at. */
    Page<PriceLine> priceLines(SystemSettings system, Asking asking);

    List<TaxRate> taxRates(SystemSettings system);

    /**
     * Asks for one price now; empty when the system has none.
     *
     * @param budget no answer is waited for longer than this
     */
    Optional<LivePrice> price(SystemSettings system, AccountId account, Sku sku, Quantity quantity,
            Duration budget);
}
