package io.crossdock.process.fulfilment;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.system.inventory.Atp;
import io.crossdock.system.inventory.Expected;
import io.crossdock.system.inventory.ExpectedReceipts;
import io.crossdock.system.inventory.Stock;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Those who wait for supply, in the order in which they get it, and the days on which it comes to them. Everything is
 * read from the tables in the caller's transaction.
 */
@Component
class Queue {

    private final WaitingStore store;
    private final ExpectedReceipts expected;
    private final Landscapes landscapes;
    private final Clock clock;

    Queue(WaitingStore store, ExpectedReceipts expected, Landscapes landscapes, Clock clock) {
        this.store = store;
        this.expected = expected;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** A place in the queue: by class of account, then by age. */
    record Turn(AccountId account, Instant plannedAt, String number) {

        static Turn of(Leg leg) {
            return new Turn(leg.account(), leg.plannedAt(), leg.number().toString());
        }

        /** Behind all of its class. */
        static Turn last(AccountId account, Instant now) {
            return new Turn(account, now.plus(Duration.ofDays(1)), "");
        }
    }

    /** What comes in for someone at a turn, after all before it; the positions are those of the items asked for. */
    Sourcing.Supply supply(Turn turn, List<Stock> positions) {
        Map<Sku, List<Stock>> stock = positions.stream().collect(Collectors.groupingBy(Stock::sku));
        Map<Sku, List<Expected>> coming = expected.read(stock.keySet());
        Landscape landscape = landscapes.current();
        Map<Sku, BigDecimal> before = coming.isEmpty() ? Map.of()
                : store.before(turn, coming.keySet(), landscape.policies().promising());
        return (item, quantity) -> SupplyDates.day(item.sku(), new Atp.Supply(
                stock.getOrDefault(item.sku(), List.of()), coming.getOrDefault(item.sku(), List.of()),
                before.getOrDefault(item.sku(), BigDecimal.ZERO)), quantity.value(), landscape, clock.instant());
    }

    /** The days on which some waiting legs have all they wait for: by what is expected, and by other expectations. */
    Days days(List<Leg> legs, List<Stock> positions) {
        Set<Sku> skus = skus(legs);
        Landscape landscape = landscapes.current();
        return new Days(store.queued(legs.stream().map(Leg::number).toList(), skus,
                landscape.policies().promising()).stream().collect(Collectors.groupingBy(WaitingStore.Queued::leg)),
                positions.stream().collect(Collectors.groupingBy(Stock::sku)), expected.read(skus), landscape,
                clock.instant());
    }

    /** The items that legs wait for. */
    static Set<Sku> skus(Collection<Leg> legs) {
        return legs.stream().flatMap(leg -> leg.lines().stream()).map(Leg.Line::sku)
                .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(Sku::value))));
    }

    /** Where legs stand in the queues, and what comes in. */
    record Days(Map<LegNumber, List<WaitingStore.Queued>> queued, Map<Sku, List<Stock>> stock,
            Map<Sku, List<Expected>> coming, Landscape landscape, Instant now) {

        /** What is still to come of a changed receipt; it may have changed again since. */
        Optional<ExpectedReceipts.Arrival> arrival(ExpectedReceipts.Changed change) {
            return coming.getOrDefault(change.sku(), List.of()).stream()
                    .filter(each -> each.reference().equals(change.reference())
                            && each.location().equals(change.location()))
                    .map(each -> new ExpectedReceipts.Arrival(each.quantity(), each.on())).findFirst();
        }

        /** The same queues, as they would be if an expected receipt had not changed. */
        Days without(ExpectedReceipts.Changed change) {
            Map<Sku, List<Expected>> other = new HashMap<>(coming);
            other.put(change.sku(), Stream.concat(
                    coming.getOrDefault(change.sku(), List.of()).stream()
                            .filter(each -> !each.reference().equals(change.reference())
                                    || !each.location().equals(change.location())),
                    change.before().stream().filter(arrival -> arrival.quantity().isPositive())
                            .map(arrival -> new Expected(change.reference(), change.sku(), change.location(),
                                    arrival.quantity(), arrival.on(), now))).toList());
            return new Days(queued, stock, other, landscape, now);
        }

        /** Empty when what is expected does not cover all of it. */
        Optional<LocalDate> of(Leg leg) {
            List<LocalDate> days = new ArrayList<>();
            for (WaitingStore.Queued item : queued.getOrDefault(leg.number(), List.of())) {
                Optional<LocalDate> day = SupplyDates.day(item.sku(), new Atp.Supply(
                        stock.getOrDefault(item.sku(), List.of()), coming.getOrDefault(item.sku(), List.of()),
                        BigDecimal.ZERO), item.through(), landscape, now);
                if (day.isEmpty()) {
                    return Optional.empty();
                }
                days.add(day.get());
            }
            return days.stream().max(Comparator.naturalOrder());
        }
    }
}
