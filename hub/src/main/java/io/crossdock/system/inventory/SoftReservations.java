package io.crossdock.system.inventory;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.series.Series;
import io.crossdock.system.inventory.Inventory.Adjusted;
import io.crossdock.system.inventory.SoftReservation.Part;
import io.crossdock.system.inventory.SoftReservation.Purpose;
import io.crossdock.system.inventory.SoftReservation.State;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Goods kept for carts and quotes. Everyone locks the reservation first, then credit, then positions; so an order that
 * takes it, the buyer who gives it back and its end cannot wait for each other in a circle.
 */
@Component
public class SoftReservations {

    private static final long FIRST_NUMBER = 1_001;
    private static final int SHOWN_MAX = 200;
    private static final int LOST_MAX = 500;

    private final SoftStore store;
    private final Inventory inventory;
    private final Series series;
    private final Journal journal;
    private final Clock clock;

    SoftReservations(SoftStore store, Inventory inventory, Series series, Journal journal, Clock clock) {
        this.store = store;
        this.inventory = inventory;
        this.series = series;
        this.journal = journal;
        this.clock = clock;
    }

    /** @param quantity in the base unit */
    public record Wanted(int lineNo, Sku sku, Quantity quantity) {
    }

    /**
     * @param openMax    how many the account may have at a time
     * @param prefer     places in the order in which they give; others after them
     * @param promisable what of a position may be promised to this buyer
     */
    public record Request(AccountId account, Purpose purpose, Duration lasts, int openMax, List<Wanted> lines,
            List<LocationId> prefer, Function<Stock, BigDecimal> promisable, Origin origin) {
    }

    /** What it comes to. */
    public sealed interface Outcome {

        record Held(SoftReservation reservation) implements Outcome {
        }

        record Nothing() implements Outcome {
        }

        record TooMany() implements Outcome {
        }
    }

    /** Keeps as much as there is of each line. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome hold(Request request) {
        if (store.open(request.account()) >= request.openMax()) {
            return new Outcome.TooMany();
        }
        Map<Sku, List<Stock>> there = new HashMap<>();
        inventory.lock(request.lines().stream().map(Wanted::sku).toList())
                .forEach(stock -> there.computeIfAbsent(stock.sku(), sku -> new ArrayList<>()).add(stock));
        List<SoftReservation.Line> lines = request.lines().stream()
                .map(line -> kept(line, there.getOrDefault(line.sku(), List.of()), request)).toList();
        if (lines.stream().allMatch(line -> line.reserved().isEmpty())) {
            return new Outcome.Nothing();
        }
        Instant now = clock.instant();
        SoftReservation soft = new SoftReservation("RV-" + series.take("reservation", 1, FIRST_NUMBER),
                request.purpose(), request.account(), State.HELD, lines, now, now.plus(request.lasts()),
                Optional.empty(), Optional.empty());
        store.insert(soft, request.origin().actor(), request.origin().correlation());
        inventory.reserve(soft.parts(), request.origin().actor());
        journal.append(List.of(NewFact.of("reservation.held", soft.number(), request.origin(), soft)));
        return new Outcome.Held(soft);
    }

    /** Takes from {@code there}, and leaves it as it is afterwards. */
    private static SoftReservation.Line kept(Wanted line, List<Stock> there, Request request) {
        Quantity missing = line.quantity();
        List<Part> parts = new ArrayList<>();
        for (int i : inOrder(there, request.prefer())) {
            Stock stock = there.get(i);
            BigDecimal allowed = request.promisable().apply(stock).min(stock.available().value());
            Quantity part = missing.min(new Quantity(allowed.max(BigDecimal.ZERO), missing.unit()));
            if (part.isPositive()) {
                parts.add(new Part(stock.location(), part));
                there.set(i, stock.reserving(part));
                missing = missing.minus(part);
            }
        }
        return new SoftReservation.Line(line.lineNo(), line.sku(), line.quantity(), parts, missing);
    }

    private static List<Integer> inOrder(List<Stock> there, List<LocationId> prefer) {
        List<Integer> order = new ArrayList<>();
        prefer.forEach(location -> {
            for (int i = 0; i < there.size(); i++) {
                if (there.get(i).location().equals(location) && !order.contains(i)) {
                    order.add(i);
                }
            }
        });
        for (int i = 0; i < there.size(); i++) {
            if (!order.contains(i)) {
                order.add(i);
            }
        }
        return order;
    }

    public Optional<SoftReservation> reservation(String number) {
        return store.read(number);
    }

    /** What is kept of an item now, the first to end first; at most 200. */
    public List<SoftReservation> holding(Sku sku) {
        return store.holding(sku.value(), SHOWN_MAX);
    }

    /** Locks reservations until the transaction ends; to be called before credit and stock are locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SoftReservation> lock(Collection<String> numbers) {
        return numbers.isEmpty() ? List.of() : store.lock(numbers);
    }

    /** A reservation on its way into an order. */
    public record Taking(SoftReservation reservation, String order, Origin origin) {
    }

    /**
     * Gives locked reservations to orders, whose own promises follow in this same transaction: nobody sees the goods
     * free in between.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(List<Taking> takings) {
        if (takings.isEmpty()) {
            return;
        }
        inventory.release(takings.stream().flatMap(taking -> taking.reservation().parts().stream()).toList(), "hub");
        store.end(State.TAKEN, takings.stream().map(taking -> new SoftStore.Ending(taking.reservation().number(),
                Optional.of(taking.order()))).toList(), clock.instant());
    }

    /** Tells what was taken, and where something of it is left for others; after the orders' own promises. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(List<Taking> takings) {
        if (takings.isEmpty()) {
            return;
        }
        List<NewFact> facts = new ArrayList<>(takings.stream().map(taking -> NewFact.of("reservation.taken",
                taking.reservation().number(), taking.origin(), new Ended(taking.reservation().number(),
                        taking.reservation().account(), Optional.of(taking.order())))).toList());
        facts.addAll(freed(takings.stream().map(Taking::reservation).toList(), takings.getFirst().origin()));
        journal.append(facts);
    }

    /** What the facts about an end say. */
    record Ended(String number, AccountId account, Optional<String> order) {
    }

    /** Gives it back before its time. False when it has ended already, or there is none. */
    @Transactional
    public boolean release(String number, Origin origin) {
        List<SoftReservation> found = store.lock(List.of(number)).stream()
                .filter(soft -> soft.state() == State.HELD).toList();
        end(found, State.RELEASED, origin);
        return !found.isEmpty();
    }

    /** Ends some that are over; returns how many. */
    @Transactional
    public int expire(int limit) {
        List<SoftReservation> over = store.lockOver(clock.instant(), limit);
        end(over, State.EXPIRED, Origin.start("reservations", "hub"));
        return over.size();
    }

    /**
     * Ends reservations of a position, the last kept first, until no promise lacks goods there or none is left. Waits for
     * whoever is just taking or giving one back. To be called before positions are locked.
     *
     * @return those that lost their goods
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SoftReservation> lose(Sku sku, LocationId location, Origin origin) {
        List<SoftReservation> there = store.lockAt(sku, location, LOST_MAX);
        List<SoftReservation> lost = new ArrayList<>();
        Quantity left = inventory.stock(List.of(sku)).stream().filter(stock -> stock.location().equals(location))
                .map(Stock::uncovered).findFirst().orElseThrow();
        for (SoftReservation soft : there) {
            if (!left.isPositive()) {
                break;
            }
            lost.add(soft);
            for (Reservation part : soft.parts()) {
                if (part.sku().equals(sku) && part.location().equals(location)) {
                    left = left.minus(part.quantity().min(left));
                }
            }
        }
        end(lost, State.LOST, origin);
        return List.copyOf(lost);
    }

    private void end(List<SoftReservation> softs, State state, Origin origin) {
        if (softs.isEmpty()) {
            return;
        }
        inventory.release(softs.stream().flatMap(soft -> soft.parts().stream()).toList(), origin.actor());
        store.end(state, softs.stream().map(soft -> new SoftStore.Ending(soft.number(), Optional.empty())).toList(),
                clock.instant());
        List<NewFact> facts = new ArrayList<>(softs.stream().map(soft -> NewFact.of("reservation." + state.label(),
                soft.number(), origin, new Ended(soft.number(), soft.account(), Optional.empty()))).toList());
        facts.addAll(freed(softs, origin));
        journal.append(facts);
    }

    /** Says where there is something to promise again. */
    private List<NewFact> freed(List<SoftReservation> softs, Origin origin) {
        Set<String> places = softs.stream().flatMap(soft -> soft.parts().stream())
                .map(part -> part.sku() + "@" + part.location()).collect(Collectors.toSet());
        return inventory.stock(softs.stream().flatMap(soft -> soft.parts().stream()).map(Reservation::sku).distinct()
                .toList()).stream()
                .filter(stock -> places.contains(stock.sku() + "@" + stock.location())
                        && stock.available().isPositive())
                .map(stock -> NewFact.of(Inventory.ADJUSTED, stock.sku() + "@" + stock.location(), origin,
                        new Adjusted(stock.sku(), stock.location(), stock.onHand().value(), stock.onHand().value(),
                                stock.reserved().value(), Optional.of(stock.uncovered().value()),
                                "freed by a reservation"))).toList();
    }
}
