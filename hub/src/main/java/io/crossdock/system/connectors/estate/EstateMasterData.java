package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Account;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Price;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Asking;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.MasterDataSource;
import io.crossdock.system.connectors.PriceSource;
import io.crossdock.system.connectors.Reply;
import io.crossdock.system.connectors.Sourced;
import io.crossdock.system.connectors.SystemUnavailable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Master data and prices of the estate's ERP (contract §2.1). */
@Component
class EstateMasterData implements MasterDataSource, PriceSource {

    private static final Logger LOG = LoggerFactory.getLogger(EstateMasterData.class);
    private static final String PAGE_SIZE = "1000";
    /** The ERP has no such item or account, or none in this unit. */
    private static final Set<Integer> NO_PRICE = Set.of(404, 422);

    private final EstateHttp http;
    private final EstateReading reading;

    EstateMasterData(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "items");
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Page<Sourced<Account>> accounts(SystemSettings system, Asking asking) {
        return page(system, "/accounts", asking, row -> sourced(row, MasterDataRows.account(row)));
    }

    @Override
    public Page<Sourced<Item>> items(SystemSettings system, Asking asking) {
        return page(system, "/items", asking, row -> sourced(row, MasterDataRows.item(row)));
    }

    @Override
    public Page<Sourced<ListPrice>> listPrices(SystemSettings system, Asking asking) {
        return page(system, "/items", asking, row -> sourced(row, MasterDataRows.listPrice(row)));
    }

    @Override
    public Page<PriceLine> priceLines(SystemSettings system, Asking asking) {
        return page(system, "/price-contracts", new Asking(Optional.empty(), asking.after()),
                MasterDataRows::priceLine);
    }

    @Override
    public List<TaxRate> taxRates(SystemSettings system) {
        return rows(system, read(system, "/tax-rates"), MasterDataRows::taxRate);
    }

    @Override
    public Optional<LivePrice> price(SystemSettings system, AccountId account, Sku sku, Quantity quantity,
            Duration budget) {
        Reply reply = http.get(system,
                "/prices" + query(Map.of("account", account.value(), "sku", sku.value(), "quantity",
                        quantity.decimal(), "unit", quantity.unit().code())), budget);
        if (reply instanceof Reply.Answered answer && NO_PRICE.contains(answer.status())) {
            return Optional.empty();
        }
        JsonNode body = object(system, reply);
        try {
            return Optional.of(new LivePrice(Money.of(text(body, "unitPrice"), text(body, "currency")),
                    Price.Source.valueOf(text(body, "source").toUpperCase(Locale.ROOT)),
                    Optional.of(text(body, "contract")).filter(contract -> !contract.isEmpty()),
                    Instant.parse(text(body, "asOf"))));
        } catch (IllegalArgumentException | DateTimeException noPrice) {
            throw new SystemUnavailable(system.id() + " answered something that is no price");
        }
    }

    private <T> Page<T> page(SystemSettings system, String path, Asking asking, Function<JsonNode, T> read) {
        Map<String, String> query = new HashMap<>(Map.of("limit", PAGE_SIZE));
        asking.after().ifPresent(cursor -> query.put("after", cursor));
        asking.modifiedSince().ifPresent(since -> query.put("modifiedSince", since.toString()));
        JsonNode body = read(system, path + query(query));
        return new Page<>(rows(system, body, read),
                Optional.of(text(body, "next")).filter(cursor -> !cursor.isEmpty()));
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + EstateHttp.encoded(each.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private JsonNode read(SystemSettings system, String path) {
        return object(system, http.get(system, path));
    }

    private JsonNode object(SystemSettings system, Reply reply) {
        return http.object(reply)
                .orElseThrow(() -> new SystemUnavailable(HttpOutcomes.noAnswer(system, reply, reading)));
    }

    /** A row that makes no sense is left out and named in the log: one bad item must not stop all others. */
    private static <T> List<T> rows(SystemSettings system, JsonNode body, Function<JsonNode, T> read) {
        if (!body.path("items").isArray()) {
            throw new SystemUnavailable(system.id() + " answered without a list of items");
        }
        List<T> rows = new ArrayList<>();
        for (JsonNode row : body.path("items")) {
            try {
                rows.add(read.apply(row));
            } catch (IllegalArgumentException | DateTimeException malformed) {
                LOG.warn("{} has a row that cannot be used, {}: {}", system.id(), malformed.getMessage(),
                        row);
            }
        }
        return rows;
    }

    private static <T> Sourced<T> sourced(JsonNode row, T value) {
        return new Sourced<>(value, Instant.parse(text(row, "modifiedAt")));
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    static BigDecimal decimal(JsonNode node, String name) {
        return new BigDecimal(text(node, name));
    }

    static Unit unit(JsonNode node, String name) {
        return Unit.of(text(node, name));
    }
}
