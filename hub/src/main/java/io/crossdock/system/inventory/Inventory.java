package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Positions. What is reserved never exceeds what is there: promising locks the positions, and the database refuses a
 * promise that does not fit. When a count or a hold takes the goods of a promise away, that part is uncovered.
 */
@Component
public class Inventory {

    /** Says that a position changed for another reason than a promise. */
    public static final String ADJUSTED = "inventory.adjusted";

    private final PositionStore store;
    private final Journal journal;
    private final Clock clock;

    Inventory(PositionStore store, Journal journal, Clock clock) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    /** What {@code inventory.adjusted} says; quantities in the item's base unit. */
    public record Adjusted(Sku sku, LocationId location, BigDecimal onHandBefore, BigDecimal onHand,
            BigDecimal reserved, Optional<BigDecimal> uncovered, String cause) {

        /** Whether promises have lost their goods. */
        public boolean leavesPromisesUncovered() {
            return uncovered.filter(amount -> amount.signum() > 0).isPresent();
        }

        /** Whether there may be something new to promise. */
        public boolean mayFill() {
            return !leavesPromisesUncovered() && (onHand.compareTo(onHandBefore) > 0 || cause.startsWith("freed"));
        }
    }

    /** Positions of some items at all locations as they are now; advisory, nothing is locked. */
    public List<Stock> stock(Collection<Sku> skus) {
        return skus.isEmpty() ? List.of() : store.read(skus);
    }

    /** Locks and returns the positions of some items at all locations until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Stock> lock(Collection<Sku> skus) {
        return skus.isEmpty() ? List.of() : store.lock(skus);
    }

    /**
     * Promises stock.
     *
     * @throws IllegalStateException if one of them does not fit: the caller has not locked what it promises
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reserve(List<Reservation> reservations, String actor) {
        if (!reservations.isEmpty()) {
            store.change(Cause.RESERVED, reservations, Optional.empty(), actor, clock.instant());
        }
    }

    /** Takes promises back: the goods stay. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(List<Reservation> reservations, String actor) {
        if (!reservations.isEmpty()) {
            store.change(Cause.RELEASED, reservations, Optional.empty(), actor, clock.instant());
        }
    }

    /**
     * Ends promises because the goods have left. The warehouse's own count tells what is there now; where only books count,
     * what they said before the goods left is less by these.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ship(List<Reservation> reservations, Instant left, String actor) {
        if (!reservations.isEmpty()) {
            store.change(Cause.SHIPPED, reservations, Optional.of(left), actor, clock.instant());
        }
    }

    /** A count, and what it came by. */
    public record Told(StockCount count, Origin origin) {
    }

    /** Takes counts over, unless something newer is known already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void report(List<StockCount> counts, Origin origin) {
        report(counts.stream().map(count -> new Told(count, origin)).toList());
    }

    /** Takes over what many have told, each position in the order of its counts' numbers. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void report(List<Told> told) {
        if (!told.isEmpty()) {
            journal.append(store.count(told, clock.instant()).stream().map(step -> fact(step, told)).toList());
        }
    }

    /** Takes a snapshot over where nothing newer is known; returns how many positions changed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int snapshot(List<StockCount> counts, Origin origin) {
        List<Told> told = counts.stream().map(count -> new Told(count, origin)).toList();
        List<PositionStore.Step> changed = told.isEmpty() ? List.of() : store.count(told, clock.instant());
        journal.append(changed.stream().filter(step -> step.adjusted().onHandBefore().signum() > 0
                || step.adjusted().reserved().signum() > 0).map(step -> fact(step, told)).toList());
        return changed.size();
    }

    private static NewFact fact(PositionStore.Step step, List<Told> told) {
        return fact(step.adjusted(), told.get(step.ordinal()).origin());
    }

    private static NewFact fact(Adjusted adjusted, Origin origin) {
        return NewFact.of(ADJUSTED, adjusted.sku() + "@" + adjusted.location(), origin, adjusted);
    }

    /**
     * Keeps goods from being shipped until they are freed by the same document. Promises that lose their goods by it
     * are uncovered. Returns false when the document holds goods there already, or the position is not known.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(Hold hold, Origin origin) {
        return tell(store.hold(hold, true, origin.actor(), clock.instant()), origin);
    }

    /** Ends a hold. Returns false when there is none of this document. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean free(Hold hold, Origin origin) {
        return tell(store.hold(hold, false, origin.actor(), clock.instant()), origin);
    }

    private boolean tell(Optional<Adjusted> adjusted, Origin origin) {
        adjusted.ifPresent(change -> journal.append(fact(change, origin)));
        return adjusted.isPresent();
    }

    /** Why the promised total of a position changes. */
    enum Cause {
        RESERVED, RELEASED, SHIPPED
    }
}
