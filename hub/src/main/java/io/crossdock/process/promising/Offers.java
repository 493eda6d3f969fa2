package io.crossdock.process.promising;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Promising;
import io.crossdock.process.fulfilment.WaitingDemand;
import io.crossdock.process.promising.Offer.More;
import io.crossdock.process.promising.Offer.Place;
import io.crossdock.process.promising.Offer.Total;
import io.crossdock.process.promising.Offer.Way;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.system.inventory.Atp;
import io.crossdock.system.inventory.ExpectedReceipts;
import io.crossdock.system.inventory.Shelf;
import io.crossdock.system.inventory.Stock;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Answers what can be promised, from memory: no question touches the database or the network. The answers are advice;
 * accepting an order decides on the positions themselves, by the same terms.
 */
@Component
public class Offers {

    private final Catalog catalog;
    private final Memory memory;
    private final Landscapes landscapes;
    private final Clock clock;

    /** What is there, what comes in, and who waits for it. */
    @Component
    record Memory(Shelf shelf, ExpectedReceipts expected, WaitingDemand waiting) {

        List<Stock> stock(Sku sku) {
            return shelf.of(sku);
        }

        Atp.Supply supply(Sku sku) {
            return new Atp.Supply(stock(sku), expected.of(sku), waiting.of(sku).map(Quantity::value)
                    .orElse(BigDecimal.ZERO));
        }
    }

    Offers(Catalog catalog, Memory memory, Landscapes landscapes, Clock clock) {
        this.catalog = catalog;
        this.memory = memory;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** How far the memory of this process has come. */
    public Offer.Ages ages() {
        return new Offer.Ages(memory.shelf().asOf(), memory.expected().asOf(), memory.waiting().asOf());
    }

    public Offer offer(Wish wish) {
        Landscape landscape = landscapes.current();
        LocalDate today = clock.instant().atZone(landscape.zone()).toLocalDate();
        Item item = wish.item();
        Promising rules = landscape.policies().promising();
        Promising.Terms terms = landscape.terms(item.sku(), wish.channel(), wish.account(), today);
        List<Stock> stock = memory.stock(item.sku());
        Atp atp = Atp.of(memory.supply(item.sku()), terms, wish.location());
        boolean dropShip = item.stocking() == Item.Stocking.DROP_SHIP;
        return new Offer(item.sku(), wish.unit(), packs(atp.now(), wish),
                dropShip && terms.sold() || atp.now().compareTo(wish.wanted()) >= 0,
                places(stock, atp, wish.location()), totals(atp, wish), atp.when(wish.wanted(), today),
                terms.sold() ? more(wish, atp, today) : List.of(),
                rules.priority(wish.account()).map(Promising.Priority::name),
                item.supply().map(each -> (int) each.leadTime().toDays()));
    }

    /** What can be bought instead now; a successor also when there is none of it. */
    private List<More> others(Wish wish, LocalDate today) {
        List<More> others = new ArrayList<>();
        wish.item().alternates().ifPresent(alternates -> {
            alternates.supersededBy().flatMap(sku -> now(sku, wish, today))
                    .ifPresent(more -> others.add(new More(Way.SUPERSESSION, more.sku(), more.packs())));
            alternates.substitutes().stream().flatMap(sku -> now(sku, wish, today).stream())
                    .filter(more -> more.packs().signum() > 0)
                    .forEach(more -> others.add(new More(Way.SUBSTITUTE, more.sku(), more.packs())));
        });
        return others;
    }

    private record Now(Sku sku, BigDecimal packs) {
    }

    /** Nothing of an item that is not sold, or not in the unit that was asked for. */
    private Optional<Now> now(Sku sku, Wish wish, LocalDate today) {
        Landscape landscape = landscapes.current();
        return catalog.item(sku).filter(item -> item.status() == Item.Status.ACTIVE)
                .filter(item -> item.packs().factor(wish.unit()).isPresent())
                .map(item -> new Wish(item, wish.unit(), wish.quantity(), wish.channel(), wish.account(), wish.location()))
                .flatMap(other -> {
                    Promising.Terms terms = landscape.terms(sku, wish.channel(), wish.account(), today);
                    return terms.sold() ? Optional.of(new Now(sku,
                            packs(Atp.of(memory.supply(sku), terms, wish.location()).now(), other))) : Optional.empty();
                });
    }

    private static List<Place> places(List<Stock> stock, Atp atp, Optional<LocationId> only) {
        return stock.stream().filter(each -> only.filter(place -> !place.equals(each.location())).isEmpty())
                .map(each -> new Place(each.location(), new Quantity(atp.places().getOrDefault(each.location(),
                        BigDecimal.ZERO), each.onHand().unit()), each.countedAt()))
                .toList();
    }

    private static List<Total> totals(Atp atp, Wish wish) {
        List<Total> totals = new ArrayList<>();
        BigDecimal reached = packs(atp.now(), wish);
        for (Atp.Step step : atp.later()) {
            BigDecimal packs = packs(step.available(), wish);
            if (packs.compareTo(reached) > 0) {
                totals.add(new Total(step.on(), packs));
                reached = packs;
            }
        }
        return totals;
    }

    private List<More> more(Wish wish, Atp atp, LocalDate today) {
        List<More> ways = new ArrayList<>(others(wish, today));
        wish.location().ifPresent(asked -> atp.places().forEach((place, amount) -> {
            if (!place.equals(asked) && packs(amount, wish).signum() > 0) {
                ways.add(new More(Way.OTHER_LOCATION, Optional.of(place), Optional.empty(),
                        Optional.of(packs(amount, wish))));
            }
        }));
        if (atp.now().signum() > 0 && packs(atp.now(), wish).signum() == 0) {
            ways.add(new More(Way.BASE_UNIT, Optional.empty(), Optional.empty(), Optional.of(atp.now())));
        }
        atp.later().stream().filter(step -> step.available().compareTo(wish.wanted()) >= 0).findFirst()
                .or(() -> atp.later().isEmpty() ? Optional.empty() : Optional.of(atp.later().getLast()))
                .ifPresent(step -> ways.add(new More(Way.LATER, Optional.empty(), Optional.of(step.on()),
                        Optional.of(packs(step.available(), wish)))));
        long days = wish.item().supply().map(each -> each.leadTime().toDays()).orElse(wish.item().leadTime().toDays());
        ways.add(new More(Way.REORDER, Optional.empty(), Optional.of(today.plusDays(days)), Optional.empty()));
        return ways;
    }

    /** Whole packs of the unit asked for. */
    private static BigDecimal packs(BigDecimal base, Wish wish) {
        BigDecimal packs = base.divideToIntegralValue(wish.factor()).stripTrailingZeros();
        return packs.scale() < 0 ? packs.setScale(0) : packs;
    }
}
