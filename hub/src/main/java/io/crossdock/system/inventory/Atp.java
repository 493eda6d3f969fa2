package io.crossdock.system.inventory;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.landscape.Promising.Terms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be promised of an item, now and by which day; pure and exact, in the item's base unit.
 *
 * <p>Now: what is on hand, not on hold and not reserved, as far as the terms allow. Later: with what is expected by then,
 * after promises that lost their goods at that place and after all that waits for supply, which take what comes in first.
 * Whatever is promised on one day is gone on all later ones, so the steps are totals, not additions.
 *
 * @param now    what can be promised today, all places together
 * @param places of it, by place; places without anything included
 * @param later  rising: what can be promised from each day on, when that is more than the day before
 * @param late   what should have come in before today and has not; nothing is promised from it
 */
public record Atp(BigDecimal now, Map<LocationId, BigDecimal> places, List<Step> later, List<Expected> late) {

    /**
     * @param stock    positions of the item at all places
     * @param expected what comes in
     * @param waiting  what accepted orders wait for, wherever it comes in
     */
    public record Supply(List<Stock> stock, List<Expected> expected, BigDecimal waiting) {
    }

    /** What can be promised in all from a day on. */
    public record Step(LocalDate on, BigDecimal available) {
    }

    public static Atp of(Supply supply, Terms terms) {
        return of(supply, terms, Optional.empty());
    }

    /** @param only counts what lies or arrives at one place; those who wait are served from all places nevertheless */
    public static Atp of(Supply supply, Terms terms, Optional<LocationId> only) {
        Map<LocationId, BigDecimal> free = new TreeMap<>(Comparator.comparing(LocationId::value));
        Map<LocationId, BigDecimal> uncovered = new HashMap<>();
        for (Stock each : supply.stock()) {
            // Below zero where more is on hold than is there: what comes in has to make up for that first.
            free.put(each.location(), each.onHand().minus(each.onHold()).minus(each.reserved()).value());
            uncovered.put(each.location(), each.uncovered().value());
        }
        Map<LocationId, BigDecimal> places = new TreeMap<>(Comparator.comparing(LocationId::value));
        free.forEach((place, amount) -> places.put(place, terms.of(place, amount)));
        BigDecimal now = total(free, terms, only);
        List<Expected> coming = supply.expected().stream().filter(each -> !each.on().isBefore(terms.today()))
                .sorted(Comparator.comparing(Expected::on).thenComparing(each -> each.location().value())
                        .thenComparing(Expected::reference)).toList();
        return new Atp(now, places, coming.isEmpty() ? List.of()
                : later(coming, free, new Needs(uncovered, supply.waiting()), new Sum(terms, only, now)),
                supply.expected().stream().filter(each -> each.on().isBefore(terms.today())).toList());
    }

    /** The first day on which a quantity can be promised; today when it can be now; empty when it cannot. */
    public Optional<LocalDate> when(BigDecimal quantity, LocalDate today) {
        return now.compareTo(quantity) >= 0 ? Optional.of(today)
                : later.stream().filter(step -> step.available().compareTo(quantity) >= 0).findFirst().map(Step::on);
    }

    private record Sum(Terms terms, Optional<LocationId> only, BigDecimal now) {
    }

    private static List<Step> later(List<Expected> coming, Map<LocationId, BigDecimal> free, Needs needs, Sum sum) {
        List<Step> steps = new ArrayList<>();
        BigDecimal reached = sum.now();
        for (int i = 0; i < coming.size(); i++) {
            Expected each = coming.get(i);
            BigDecimal rest = needs.serve(each.location(), each.quantity().value());
            free.merge(each.location(), rest, BigDecimal::add);
            LocalDate day = each.on().plusDays(sum.terms().rules().receivingDays());
            boolean more = i + 1 < coming.size() && coming.get(i + 1).on().equals(each.on());
            if (day.isAfter(sum.terms().horizon())) {
                break;
            }
            if (!more) {
                BigDecimal total = total(free, sum.terms(), sum.only());
                if (total.compareTo(reached) > 0) {
                    steps.add(new Step(day, total));
                    reached = total;
                }
            }
        }
        return List.copyOf(steps);
    }

    private static BigDecimal total(Map<LocationId, BigDecimal> free, Terms terms, Optional<LocationId> only) {
        BigDecimal total = BigDecimal.ZERO;
        for (Map.Entry<LocationId, BigDecimal> entry : free.entrySet()) {
            if (only.isEmpty() || only.get().equals(entry.getKey())) {
                total = total.add(terms.of(entry.getKey(), entry.getValue()));
            }
        }
        return total;
    }

    /** What takes incoming goods before anyone else. */
    private static final class Needs {

        private final Map<LocationId, BigDecimal> uncovered;
        private BigDecimal waiting;

        Needs(Map<LocationId, BigDecimal> uncovered, BigDecimal waiting) {
            this.uncovered = uncovered;
            this.waiting = waiting;
        }

        /** What is left of an arrival. */
        BigDecimal serve(LocationId place, BigDecimal quantity) {
            BigDecimal here = quantity.min(uncovered.getOrDefault(place, BigDecimal.ZERO));
            uncovered.computeIfPresent(place, (same, open) -> open.subtract(here));
            BigDecimal anywhere = quantity.subtract(here).min(waiting);
            waiting = waiting.subtract(anywhere);
            return quantity.subtract(here).subtract(anywhere);
        }
    }
}
