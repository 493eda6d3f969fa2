package io.crossdock.process.fulfilment;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Moves the days of legs that nobody works on yet, because the buyer wants their goods on another day. */
@Component
public class NewDates {

    private final Fulfilment fulfilment;
    private final LegStore store;
    private final Journal journal;
    private final Landscapes landscapes;
    private final Clock clock;

    NewDates(Fulfilment fulfilment, LegStore store, Journal journal, Landscapes landscapes, Clock clock) {
        this.fulfilment = fulfilment;
        this.store = store;
        this.journal = journal;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** A leg and the day on which it arrives. */
    public record Day(Leg leg, LocalDate shipBy, LocalDate promisedFor) {
    }

    /** Legs whose days can be moved no more, because a place works on them. */
    public List<Leg> inWork(OrderNumber order) {
        return fulfilment.legs(List.of(order)).stream()
                .filter(leg -> CallOffPlan.reach(leg.state()) == CallOffPlan.Reach.ASK).toList();
    }

    /** On which days it would come. */
    public List<Day> preview(OrderNumber order, LocalDate wanted) {
        return days(fulfilment.legs(List.of(order)), wanted);
    }

    /** The same for those legs that are meant, which the caller has locked; tells of those that move. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Day> move(OrderNumber order, LocalDate wanted, Predicate<Leg> meant, Origin origin) {
        List<Day> days = days(fulfilment.lockOf(order, List.of()).stream().filter(meant).toList(), wanted);
        days.stream().filter(day -> !day.promisedFor().equals(day.leg().promisedFor())
                || !day.shipBy().equals(day.leg().shipBy())).forEach(day -> {
                    store.promise(day.leg(), day.shipBy(), day.promisedFor());
                    journal.append(new NewFact(LegFact.REDATED, day.leg().number().toString(), order.value(),
                            new Origin(day.leg().correlation(), origin.causation(), origin.actor(), origin.traceparent()), 1,
                            new LegFact.Redated(day.leg().number(), day.leg().promisedFor(), day.promisedFor(),
                                    "the buyer wants it on " + wanted)));
                });
        return days;
    }

    private List<Day> days(List<Leg> legs, LocalDate wanted) {
        Instant now = clock.instant();
        return legs.stream().filter(leg -> CallOffPlan.reach(leg.state()) == CallOffPlan.Reach.UNDO)
                .map(leg -> day(leg, wanted, now)).toList();
    }

    /** A place ships when it is wanted; what has to come in first, or comes from a supplier, is only ever put off. */
    private Day day(Leg leg, LocalDate wanted, Instant now) {
        if (leg.origin() instanceof LegPlan.Origin.Warehouse(var location)) {
            Ranking.Trip trip = new Sourcing(landscapes.current()).trip(new Demand(leg.account(), leg.shipTo().region(),
                    List.of(), leg.completeness(), leg.shortage(), Optional.of(wanted), now, leg.traits()), location);
            return new Day(leg, trip.shipBy(), trip.promisedFor());
        }
        long later = Math.max(0, wanted.toEpochDay() - leg.promisedFor().toEpochDay());
        return new Day(leg, leg.shipBy().plusDays(later), leg.promisedFor().plusDays(later));
    }
}
