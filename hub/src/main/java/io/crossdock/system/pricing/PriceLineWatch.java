package io.crossdock.system.pricing;

import io.crossdock.canonical.Price;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.MasterData;
import io.crossdock.platform.landscape.MasterData.Risk;
import io.crossdock.platform.stewardship.Difference;
import io.crossdock.platform.stewardship.Judgement;
import io.crossdock.platform.stewardship.Watch;
import io.crossdock.system.connectors.PriceSource.PriceLine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What is risky about contracts and breaks: a price that leaves its band. A renewed line has a key of its own; it is
 * compared with the one that it follows, and that one stays as long as the new one waits.
 */
@Component
class PriceLineWatch implements Watch<PriceLine> {

    private final PriceStore store;
    private final Json json;

    PriceLineWatch(PriceStore store, Json json) {
        this.store = store;
        this.json = json;
    }

    @Override
    public String feed() {
        return Pricing.LINE_FEED;
    }

    @Override
    public String title() {
        return "Contract prices and breaks";
    }

    @Override
    public List<Judgement<PriceLine>> judge(List<PriceLine> rows, MasterData policy) {
        List<PriceLine> inForce = store.linesInForce(rows);
        return rows.stream().map(row -> judge(row, inForce, policy)).toList();
    }

    private static Judgement<PriceLine> judge(PriceLine row, List<PriceLine> inForce, MasterData policy) {
        String key = PriceStore.key(row);
        Optional<PriceLine> same = inForce.stream().filter(each -> PriceStore.key(each).equals(key)).findFirst();
        Optional<PriceLine> before = same.or(() -> inForce.stream().filter(each -> follows(row, each))
                .max(Comparator.comparing(each -> each.price().validFrom())));
        if (before.filter(each -> !fits(each.price(), row.price(), policy)).isEmpty()) {
            return Judgement.harmless(key, name(row), row);
        }
        Price old = before.get().price();
        Difference difference = new Difference(Risk.PRICE, "Price from " + row.price().minQuantity() + " on",
                period(old), period(row.price()));
        Set<String> keeps = same.isPresent() ? Set.of() : Set.of(PriceStore.key(before.get()));
        return new Judgement<>(key, name(row), Optional.of(row), same.map(each -> atPrice(row, each)), List.of(difference),
                Set.of(), keeps);
    }

    private static boolean follows(PriceLine row, PriceLine each) {
        return each.contract().equals(row.contract()) && each.price().sku().equals(row.price().sku())
                && each.price().unit().equals(row.price().unit())
                && each.price().minQuantity().value().compareTo(row.price().minQuantity().value()) == 0
                && each.price().validFrom().isBefore(row.price().validFrom());
    }

    private static boolean fits(Price before, Price after, MasterData policy) {
        return ListPriceWatch.fits(before.unit(), before.unitPrice(), after.unit(), after.unitPrice(), policy);
    }

    /** The row with the price of another one: how long it holds may change at once. */
    private static PriceLine atPrice(PriceLine row, PriceLine other) {
        Price price = row.price();
        return new PriceLine(row.contract(), new Price(price.sku(), other.price().unitPrice(), price.unit(),
                price.minQuantity(), price.source(), price.validFrom(), price.validTo(), price.version()));
    }

    private static String name(PriceLine row) {
        return row.price().sku() + " in " + row.contract().map(contract -> "contract " + contract)
                .orElse("breaks for everyone");
    }

    private static String period(Price price) {
        return ListPriceWatch.say(price.unitPrice(), price.unit()) + " from " + price.validFrom();
    }

    @Override
    public String write(PriceLine row) {
        return json.write(row);
    }

    @Override
    public PriceLine read(String document) {
        return json.read(document, PriceLine.class);
    }

    @Override
    public void put(List<PriceLine> rows) {
        store.storeLines(rows);
    }
}
