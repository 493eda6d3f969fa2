package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.replica.Replica;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.system.connectors.ExpectedReport;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What will come in, by item. Questions are answered from memory, which follows the tables of all replicas within a
 * second; every change is told as a fact.
 */
@Component
public class ExpectedReceipts {

    /** Says that an expected receipt is new, has another date or quantity, or is no longer expected. */
    public static final String CHANGED = "inventory.expected_changed";

    static final String FEED = "inventory.expected";

    private final ExpectedStore store;
    private final Journal journal;
    private final Replicas replicas;
    private final Clock clock;
    private final Replica<Map<Sku, List<Expected>>> replica;

    ExpectedReceipts(ExpectedStore store, Journal journal, Replicas replicas, Clock clock) {
        this.store = store;
        this.journal = journal;
        this.replicas = replicas;
        this.clock = clock;
        this.replica = replicas.hold(Set.of(FEED), () -> store.open().stream()
                .collect(Collectors.groupingBy(Expected::sku)));
    }

    /** What {@code inventory.expected_changed} says; its subject is {@code sku@location}. */
    public record Changed(Sku sku, LocationId location, String reference, Optional<Arrival> before,
            Optional<Arrival> after) {
    }

    /** @param quantity still to come, in the item's base unit */
    public record Arrival(Quantity quantity, LocalDate on) {
    }

    /** What is still to come of an item, soonest first. */
    public List<Expected> of(Sku sku) {
        return replica.held().snapshot().getOrDefault(sku, List.of());
    }

    /** The same for some items as the tables have it now. */
    public Map<Sku, List<Expected>> read(Collection<Sku> skus) {
        return skus.isEmpty() ? Map.of() : store.open(skus).stream().collect(Collectors.groupingBy(Expected::sku));
    }

    /** The source still said so at this time; the epoch while it was never asked. */
    public Instant asOf() {
        return replica.held().asOf();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    int report(List<ExpectedReport> reports, Origin origin) {
        return tell(store.store(reports, clock.instant()), origin);
    }

    /** Keys of what was ever expected at the places of which this holds. */
    Set<String> keys(Predicate<LocationId> places) {
        return store.keys().entrySet().stream().filter(each -> places.test(each.getKey()))
                .flatMap(each -> each.getValue().stream()).collect(Collectors.toSet());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    int keepOnly(Collection<String> keys, Origin origin) {
        return tell(store.keepOnly(keys), origin);
    }

    /** Goods of an expected receipt are in stock now; what is not known to be expected changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void received(String reference, Sku sku, LocationId location, BigDecimal quantity, Origin origin) {
        Optional<Changed> changed = store.received(reference, sku, location, quantity);
        if (changed.isPresent()) {
            tell(List.of(changed.get()), origin);
            replicas.changed(FEED);
        }
    }

    private int tell(List<Changed> changes, Origin origin) {
        journal.append(changes.stream()
                .map(each -> NewFact.of(CHANGED, each.sku() + "@" + each.location(), origin, each)).toList());
        return changes.size();
    }
}
