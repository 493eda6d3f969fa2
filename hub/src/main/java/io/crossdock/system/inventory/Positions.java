package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Positions for people: all items page by page, and everything that made a position what it is. */
@Component
public class Positions {

    /** Most rows of one read. */
    public static final int PAGE = 200;

    private final MovementStore store;

    Positions(MovementStore store) {
        this.store = store;
    }

    /** An item over all its places, in its base unit. */
    public record Total(Sku sku, Quantity onHand, Quantity onHold, Quantity reserved, Quantity uncovered,
            Quantity available, int places, Instant oldestCount) {
    }

    /**
     * One change of a position; its sums are the position.
     *
     * @param cause    {@code counted}, {@code reserved}, {@code released}, {@code shipped}, {@code held}, {@code freed},
     *                 {@code uncovered}, {@code covered}
     * @param document the leg, the message or the hold behind it
     */
    public record Movement(long id, LocationId location, String cause, BigDecimal onHand, BigDecimal onHold,
            BigDecimal reserved, BigDecimal uncovered, String document, String actor, Instant at) {
    }

    /** Goods on hold. */
    public record Held(Hold hold, String actor, Instant since) {
    }

    /**
     * Items in the order of their numbers.
     *
     * @param startsWith only items whose number begins so; empty for all
     * @param uncovered  only items with promises that lack goods
     * @param after      the last item of the page before
     * @param limit      at most {@link #PAGE}
     */
    public List<Total> totals(String startsWith, boolean uncovered, Optional<Sku> after, int limit) {
        return store.totals(startsWith, uncovered, after, Math.min(limit, PAGE));
    }

    /** The movements of an item at all places, newest first. */
    public List<Movement> movements(Sku sku, Optional<Long> before, int limit) {
        return store.movements(sku, before, Math.min(limit, PAGE));
    }

    public List<Held> holds(Sku sku) {
        return store.holds(sku);
    }
}
