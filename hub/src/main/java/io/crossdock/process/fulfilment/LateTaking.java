package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.CallOffPlan.Reach;
import io.crossdock.process.fulfilment.LegFact.AfterAll;
import io.crossdock.process.fulfilment.LegFact.NotTaken;
import io.crossdock.process.fulfilment.LegFact.Substitute;
import io.crossdock.process.fulfilment.LegFact.Substituted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes another item after all, because a person says so. What it stands for is given up where nobody works on it yet; what
 * is on its way already would be delivered twice, and that is refused.
 */
@Component
class LateTaking {

    private final Fulfilment fulfilment;
    private final LegPlanning planning;
    private final Substituting substituting;
    private final Replacing replacing;

    LateTaking(Fulfilment fulfilment, LegPlanning planning, Substituting substituting, Replacing replacing) {
        this.fulfilment = fulfilment;
        this.planning = planning;
        this.substituting = substituting;
        this.replacing = replacing;
    }

    /** What it comes to. */
    sealed interface Outcome {

        /** @param leg in which it goes or has gone */
        record Taken(LegNumber leg) implements Outcome {
        }

        /** @param why a sentence */
        record Cannot(String why) implements Outcome {
        }
    }

    /** The caller holds the order. */
    Outcome take(NotTaken said, AfterAll by, Origin origin) {
        List<Leg> legs = fulfilment.lockOf(said.leg().order(), List.of(said.sku()));
        Optional<Leg> there = legs.stream().filter(leg -> leg.number().equals(said.leg())).findFirst();
        if (there.isEmpty()) {
            return new Outcome.Cannot("There is no shipment " + said.leg() + ".");
        }
        Leg leg = there.get();
        LegPlan.Origin from = said.from().<LegPlan.Origin>map(LegPlan.Origin.Warehouse::new).orElse(leg.origin());
        if (!replacing.free(from, said.sku(), said.quantity())) {
            return new Outcome.Cannot("What lies there of " + said.sku() + " is promised to others.");
        }
        List<Part> undone = new ArrayList<>();
        Quantity coming = Quantity.zero(said.quantity().unit());
        Quantity left = said.quantity();
        for (Part part : elsewhere(legs, said)) {
            if (CallOffPlan.reach(part.leg().state()) == Reach.UNDO) {
                Quantity some = part.quantity().min(left);
                left = left.minus(some);
                undone.add(new Part(part.leg(), part.line(), some));
            } else {
                coming = coming.plus(part.quantity());
            }
        }
        if (coming.min(left).isPositive()) {
            return new Outcome.Cannot("Of what was missing, " + coming + " are on their way in another shipment "
                    + "already: both would be delivered.");
        }
        undone.stream().filter(part -> part.quantity().isPositive()).forEach(part -> fulfilment.undo(part.leg(),
                List.of(new LegReport.Line(part.line().lineNo(), part.line().sku(), part.quantity())),
                LegFact.CalledOff.instead(said.sku()), origin));
        return new Outcome.Taken(add(leg, from, said, by, origin));
    }

    private record Part(Leg leg, Leg.Line line, Quantity quantity) {
    }

    /** What of the missing, or of other items for it, is planned since, the last first. */
    private List<Part> elsewhere(List<Leg> legs, NotTaken said) {
        List<Integer> lines = substituting.standingFor(said.leg().order(), said.lineNo());
        return legs.stream().filter(leg -> leg.number().index() > said.leg().index())
                .sorted(Comparator.comparing((Leg leg) -> leg.number().index()).reversed())
                .flatMap(leg -> leg.lines().stream().filter(line -> lines.contains(line.lineNo()))
                        .map(line -> new Part(leg, line, line.planned().minus(line.missing()))))
                .filter(part -> part.quantity().isPositive()).toList();
    }

    private LegNumber add(Leg leg, LegPlan.Origin from, NotTaken said, AfterAll by, Origin origin) {
        Substitute line = new Substitute(substituting.nextLine(leg), said.sku(), said.lineNo(), said.missing(),
                said.quantity());
        Reach reach = CallOffPlan.reach(leg.state());
        boolean inPlace = said.from().isEmpty() && (reach == Reach.UNDO || reach == Reach.ASK);
        substituting.tell(leg, new Substituted(leg.number(), said.occurredAt(), inPlace ? "warehouse" : "hub", List.of(line),
                Optional.of(by)), origin);
        if (inPlace) {
            replacing.add(leg, line, origin);
            return leg.number();
        }
        LegNumber next = new LegNumber(leg.number().order(), planning.nextIndex(leg.number().order()));
        planning.replan(leg, List.of(new LegPlan(from, leg.shipBy(), leg.promisedFor(),
                List.of(new LegPlan.Line(line.lineNo(), line.sku(), line.quantity())))), origin);
        if (said.from().isEmpty() && reach == Reach.GONE) {
            // It has left together with what else was in the shipment.
            fulfilment.report(new LegReport(next, LegSignal.SHIPPED, said.occurredAt(), 0,
                    List.of(new LegReport.Line(line.lineNo(), line.sku(), line.quantity())), List.of(), leg.carrier(),
                    Optional.empty()), origin);
        }
        return next;
    }
}
