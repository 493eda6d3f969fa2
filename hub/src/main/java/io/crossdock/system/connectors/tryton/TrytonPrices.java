package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Sourced;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.connectors.tryton.Fault.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Prices as Tryton itself works them out from its price lists, and its sales taxes. */
@Component
class TrytonPrices implements PriceSource {

    private static final int PAGE = 500;
    private static final int PRICE_DIGITS = 4;
    private static final Changes OF_PRODUCTS = new Changes(List.of("template"));

    private final Tryton tryton;
    private final Clock clock;

    TrytonPrices(Tryton tryton, Clock clock) {
        this.tryton = tryton;
        this.clock = clock;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    @Override
    public Page<Sourced<ListPrice>> listPrices(SystemSettings system, Asking asking) {
        Cursor cursor = Cursor.of(asking.after(), clock.instant());
        List<Object> domain = new ArrayList<>(List.of(List.of("type", "=", "goods"), List.of("code", "!=", ""),
                List.of("id", ">", cursor.after())));
        asking.modifiedSince().ifPresent(since -> domain.add(OF_PRODUCTS.since(since)));
        return reading(system, conversation -> {
            Currency currency = TrytonCredit.currency(conversation);
            Units units = Units.of(system);
            List<String> fields = new ArrayList<>(List.of("code", "default_uom.name", "list_price"));
            fields.addAll(OF_PRODUCTS.fields());
            List<JsonNode> rows = conversation.search("product.product", domain, Paging.first(PAGE), fields);
            return new Page<>(Listing.of(system.id(), rows, row -> new Sourced<>(new ListPrice(
                    new Sku(Wire.needed(row, "code")), units.base(row),
                    Money.of(rounded(row.path("list_price")), currency)),
                    cursor.notAfterBeginning(OF_PRODUCTS.stamp(row)))), rows.size() < PAGE ? Optional.empty()
                    : Optional.of(cursor.afterRow(Wire.id(rows.getLast())).text()));
        });
    }

    @Override
    public Page<PriceLine> priceLines(SystemSettings system, Asking asking) {
        return reading(system, conversation -> new PriceListPages(conversation, clock.instant()).page(asking.after()));
    }

    @Override
    public List<TaxRate> taxRates(SystemSettings system) {
        return reading(system, TaxRows::of);
    }

    @Override
    public Optional<LivePrice> price(SystemSettings system, AccountId account, Sku sku, Quantity quantity,
            Duration budget) {
        Instant asOf = clock.instant();
        try {
            return tryton.reading(system, budget, conversation -> Optional.of(price(conversation, account, sku,
                    quantity, asOf)));
        } catch (Fault fault) {
            if (fault.kind() == Kind.REFUSED) {
                return Optional.empty();
            }
            throw new SystemUnavailable(fault.why(), fault);
        }
    }

    private static LivePrice price(Conversation tryton, AccountId account, Sku sku, Quantity quantity, Instant asOf) {
        Directory directory = new Directory(tryton);
        JsonNode party = tryton.read("party.party", List.of(directory.party(account.value())),
                List.of("sale_price_list.name")).getFirst();
        Optional<JsonNode> list = Optional.of(Wire.beyond(party, "sale_price_list")).filter(JsonNode::isObject)
                .or(() -> PriceListPages.common(tryton));
        Unit unit = quantity.unit();
        long uom = Optional.ofNullable(directory.units(Set.of(unit)).get(unit)).orElseThrow();
        JsonNode product = Optional.ofNullable(directory.products(List.of(sku.value())).get(sku.value())).orElseThrow();
        Currency currency = TrytonCredit.currency(tryton);
        Map<String, Object> context = new HashMap<>(Map.of("customer", Wire.id(party), "quantity",
                Wire.number(quantity.value()), "uom", uom, "currency", directory.currency(currency.getCurrencyCode())));
        list.ifPresent(row -> context.put("price_list", Wire.id(row)));
        JsonNode row = tryton.read("product.product", List.of(Wire.id(product)), List.of("sale_price_uom"), context)
                .getFirst();
        return new LivePrice(Money.of(rounded(row.path("sale_price_uom")), currency), list.isPresent()
                ? Price.Source.CONTRACT : Price.Source.LIST, list.flatMap(each -> Wire.text(each, "name")), asOf);
    }

    /** As Tryton rounds a price before it puts it on a line. */
    static BigDecimal rounded(JsonNode price) {
        return Wire.decimal(price).setScale(PRICE_DIGITS, RoundingMode.HALF_EVEN);
    }

    private <T> T reading(SystemSettings system, Function<Conversation, T> work) {
        try {
            return tryton.reading(system, work);
        } catch (Fault fault) {
            throw new SystemUnavailable(fault.why(), fault);
        } catch (IllegalArgumentException malformed) {
            throw new SystemUnavailable(system.id() + " answered something that cannot be read: "
                    + malformed.getMessage(), malformed);
        }
    }
}
