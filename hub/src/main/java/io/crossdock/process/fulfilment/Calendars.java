package io.crossdock.process.fulfilment;

import io.crossdock.platform.landscape.Policies.Promise;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Counts working days the way the landscape's promise policy says. */
record Calendars(Promise policy) {

    private static final int BACKORDER_TRANSIT = 3;

    /** The day on which an order taken at {@code at} leaves a place in {@code zone}. */
    LocalDate shipBy(Instant at, ZoneId zone, Optional<LocalDate> earliestArrival, int transitDays) {
        ZonedDateTime there = at.atZone(zone);
        LocalDate start = there.toLocalTime().isBefore(policy.cutoff()) && working(there.toLocalDate())
                ? there.toLocalDate() : plus(there.toLocalDate(), 1);
        LocalDate soonest = plus(start, policy.handlingDays());
        return earliestArrival.map(wanted -> minus(wanted, transitDays)).filter(soonest::isBefore).orElse(soonest);
    }

    /** The day on which goods leave that wait for a receipt of {@code there}. */
    LocalDate leavesAfter(LocalDate there) {
        return plus(there, 1);
    }

    /** When what waited arrives, as long as nobody knows from where it leaves. */
    LocalDate arrivesAfter(LocalDate leaves) {
        return plus(leaves, BACKORDER_TRANSIT);
    }

    LocalDate plus(LocalDate day, int workingDays) {
        LocalDate counted = day;
        for (int left = workingDays; left > 0;) {
            counted = counted.plusDays(1);
            if (working(counted)) {
                left--;
            }
        }
        return counted;
    }

    private LocalDate minus(LocalDate day, int workingDays) {
        LocalDate counted = day;
        for (int left = workingDays; left > 0;) {
            counted = counted.minusDays(1);
            if (working(counted)) {
                left--;
            }
        }
        return counted;
    }

    private boolean working(LocalDate day) {
        return policy.workingDays().isEmpty() || policy.workingDays().contains(day.getDayOfWeek());
    }
}
