package io.crossdock.process.ordering;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.ordering.Decision.Verdict;
import io.crossdock.system.credit.CreditLine;
import io.crossdock.system.inventory.Reservation;
import io.crossdock.system.inventory.SoftReservation;
import io.crossdock.system.inventory.SoftReservation.State;
import io.crossdock.system.inventory.Stock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a batch has locked, as it stands after the decisions already made in it. */
final class LockedState {

    private final Map<AccountId, CreditLine> credit;
    private final Map<Sku, Map<LocationId, Stock>> stock;
    private final Map<String, SoftReservation> reservations;
    private final Set<String> taken = new HashSet<>();

    LockedState(Map<AccountId, CreditLine> credit, List<Stock> positions, List<SoftReservation> reservations) {
        this.credit = new HashMap<>(credit);
        this.stock = positions.stream().collect(Collectors.groupingBy(Stock::sku, HashMap::new,
                Collectors.toMap(Stock::location, each -> each, (a, b) -> a, LinkedHashMap::new)));
        this.reservations = reservations.stream().collect(Collectors.toMap(SoftReservation::number,
                Function.identity()));
    }

    Optional<CreditLine> creditOf(Draft.Priced draft) {
        return Optional.ofNullable(credit.get(draft.account().id()));
    }

    /** The reservation that the order names, when it may have it. */
    Optional<SoftReservation> reservation(Draft.Priced draft, Instant now) {
        return draft.request().reservation().flatMap(number -> Optional.ofNullable(reservations.get(number)))
                .filter(soft -> refusal(draft, now).isEmpty());
    }

    /** Why the order may not have the reservation it names. */
    Optional<Fault> refusal(Draft.Priced draft, Instant now) {
        return draft.request().reservation().flatMap(number -> {
            Optional<SoftReservation> found = Optional.ofNullable(reservations.get(number))
                    .filter(soft -> soft.account().equals(draft.account().id()));
            if (found.isEmpty()) {
                return fault("reservation-unknown", "Account " + draft.account().id() + " has no reservation " + number
                        + ".");
            }
            SoftReservation soft = found.get();
            if (soft.state() == State.TAKEN || taken.contains(number)) {
                return fault("reservation-taken", "Another order has taken reservation " + number + ".");
            }
            if (soft.stands(now)) {
                return Optional.empty();
            }
            return fault(code(soft.state()), "Reservation " + number + (soft.state() == State.LOST
                    ? " has lost its goods: a count did not find them." : " has ended.")
                    + " The order may be sent without it, for what can be promised now.");
        });
    }

    private static String code(State ended) {
        return switch (ended) {
            case RELEASED -> "reservation-released";
            case LOST -> "reservation-lost";
            case HELD, TAKEN, EXPIRED -> "reservation-expired";
        };
    }

    private static Optional<Fault> fault(String code, String message) {
        return Optional.of(new Fault("/reservation", code, message));
    }

    Decision.Locked of(Draft.Priced draft, Instant now) {
        Map<Sku, Map<LocationId, Quantity>> kept = new HashMap<>();
        reservation(draft, now).ifPresent(soft -> soft.parts().forEach(part -> kept
                .computeIfAbsent(part.sku(), sku -> new HashMap<>())
                .merge(part.location(), part.quantity(), Quantity::plus)));
        return new View(draft.account().id(), kept);
    }

    /** As one order sees it: what its own reservation keeps is free for it. */
    private final class View implements Decision.Locked {

        private final AccountId account;
        private final Map<Sku, Map<LocationId, Quantity>> kept;

        View(AccountId account, Map<Sku, Map<LocationId, Quantity>> kept) {
            this.account = account;
            this.kept = kept;
        }

        @Override
        public Optional<Stock> stock(Item item, LocationId location) {
            return Optional.ofNullable(stock.getOrDefault(item.sku(), Map.of()).get(location)).map(this::freed);
        }

        @Override
        public List<Stock> stock(Item item) {
            return stock.getOrDefault(item.sku(), Map.of()).values().stream().map(this::freed).toList();
        }

        @Override
        public Optional<CreditLine> credit() {
            return Optional.ofNullable(credit.get(account));
        }

        @Override
        public BigDecimal kept(Stock position) {
            return own(position).map(Quantity::value).orElse(BigDecimal.ZERO);
        }

        private Stock freed(Stock position) {
            return own(position).map(position::freeing).orElse(position);
        }

        private Optional<Quantity> own(Stock position) {
            return Optional.ofNullable(kept.getOrDefault(position.sku(), Map.of()).get(position.location()));
        }
    }

    void take(Draft.Priced draft, Verdict.Take take, Instant now) {
        reservation(draft, now).ifPresent(soft -> {
            soft.parts().forEach(this::free);
            taken.add(soft.number());
        });
        credit.computeIfPresent(draft.account().id(), (id, line) -> line.reserving(take.figures().total()));
        for (LegPlan leg : take.plan().legs()) {
            if (leg.origin() instanceof LegPlan.Origin.Warehouse(LocationId location)) {
                leg.lines().forEach(line -> reserve(line.sku(), location, line.quantity()));
            }
        }
    }

    private void free(Reservation part) {
        stock.getOrDefault(part.sku(), Map.of())
                .computeIfPresent(part.location(), (location, there) -> there.freeing(part.quantity()));
    }

    private void reserve(Sku sku, LocationId location, Quantity quantity) {
        stock.getOrDefault(sku, Map.of()).computeIfPresent(location, (l, there) -> there.reserving(quantity));
    }
}
