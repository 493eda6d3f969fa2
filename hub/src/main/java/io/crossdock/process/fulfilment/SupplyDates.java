package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Promising;
import io.crossdock.system.inventory.Atp;
import io.crossdock.system.inventory.ExpectedReceipts;
import io.crossdock.system.inventory.Shelf;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Dates for those who wait, from what is expected. They come from memory and are estimates: what was accepted a moment
 * ago may not be counted in yet.
 */
@Component
public class SupplyDates implements Sourcing.Supply {

    private final ExpectedReceipts expected;
    private final WaitingDemand waiting;
    private final Shelf shelf;
    private final Landscapes landscapes;
    private final Clock clock;

    SupplyDates(ExpectedReceipts expected, WaitingDemand waiting, Shelf shelf, Landscapes landscapes, Clock clock) {
        this.expected = expected;
        this.waiting = waiting;
        this.shelf = shelf;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    @Override
    public Optional<LocalDate> covers(Item item, Quantity quantity) {
        BigDecimal before = waiting.of(item.sku()).map(Quantity::value).orElse(BigDecimal.ZERO);
        return day(item.sku(), new Atp.Supply(shelf.of(item.sku()), expected.of(item.sku()), before), quantity.value(),
                landscapes.current(), clock.instant());
    }

    /** The first day from which so much more of an item is there than now, for those who wait already. */
    static Optional<LocalDate> day(Sku sku, Atp.Supply supply, BigDecimal quantity, Landscape landscape, Instant now) {
        Promising rules = landscape.policies().promising();
        // Those who wait are promised goods already: nothing is kept from them.
        Promising all = new Promising(rules.horizonDays(), rules.receivingDays(), List.of(), Map.of(), List.of(),
                List.of());
        Atp atp = Atp.of(supply, all.terms(sku, Channel.PORTAL, Optional.empty(),
                now.atZone(landscape.zone()).toLocalDate()));
        return atp.later().stream().filter(step -> step.available().subtract(atp.now()).compareTo(quantity) >= 0)
                .findFirst().map(Atp.Step::on);
    }
}
