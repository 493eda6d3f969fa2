package io.crossdock.system.pricing;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.MasterData;
import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.stewardship.Difference;
import io.crossdock.platform.stewardship.Judgement;
import io.crossdock.platform.stewardship.Watch;
import io.crossdock.system.connectors.PriceSource.ListPrice;
import io.crossdock.system.connectors.Sourced;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What is risky about list prices: one that leaves its band. */
@Component
class ListPriceWatch implements Watch<Sourced<ListPrice>> {

    private final PriceStore store;
    private final Json json;

    ListPriceWatch(PriceStore store, Json json) {
        this.store = store;
        this.json = json;
    }

    @Override
    public String feed() {
        return Pricing.LIST_FEED;
    }

    @Override
    public String title() {
        return "List prices";
    }

    @Override
    public List<Judgement<Sourced<ListPrice>>> judge(List<Sourced<ListPrice>> rows, MasterData policy) {
        Map<Sku, ListPrice> inForce = store.listInForce(rows.stream().map(row -> row.value().sku().value()).toList())
                .stream().collect(Collectors.toMap(ListPrice::sku, price -> price));
        return rows.stream().map(row -> judge(row, Optional.ofNullable(inForce.get(row.value().sku())), policy)).toList();
    }

    private static Judgement<Sourced<ListPrice>> judge(Sourced<ListPrice> row, Optional<ListPrice> before,
            MasterData policy) {
        ListPrice after = row.value();
        String key = after.sku().value();
        if (before.filter(price -> !fits(price.unit(), price.unitPrice(), after.unit(), after.unitPrice(), policy))
                .isEmpty()) {
            return Judgement.harmless(key, "List price", row);
        }
        return new Judgement<>(key, "List price", Optional.of(row), Optional.empty(),
                List.of(new Difference(Risk.PRICE, "List price", say(before.get().unitPrice(), before.get().unit()),
                        say(after.unitPrice(), after.unit()))), Set.of(), Set.of());
    }

    /** Whether a price may follow another one unasked. */
    static boolean fits(Unit unit, Money before, Unit newUnit, Money after, MasterData policy) {
        return !policy.holds(Risk.PRICE) || unit.equals(newUnit) && before.currency().equals(after.currency())
                && policy.inBand(before.amount(), after.amount());
    }

    static String say(Money price, Unit unit) {
        return price + " per " + unit.code();
    }

    @Override
    public String write(Sourced<ListPrice> row) {
        return json.write(row);
    }

    @Override
    public Sourced<ListPrice> read(String document) {
        JsonNode node = json.parse(document);
        return new Sourced<>(json.read(node.path("value"), ListPrice.class),
                json.read(node.path("modifiedAt"), Instant.class));
    }

    @Override
    public void put(List<Sourced<ListPrice>> rows) {
        store.storeList(rows);
    }
}
