package io.crossdock.process.fulfilment;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Follows packages: every carrier's event becomes one milestone, and a milestone never goes back. */
@Component
class Tracking {

    private final LegStore store;
    private final Journal journal;

    Tracking(LegStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    Answer track(TrackingReport report, Origin origin) {
        Leg leg = LockedPackages.requireLeft(report.carrier(), report.tracking(),
                store.lockByTracking(report.carrier(), report.tracking()));
        Leg.Package box = leg.packages().stream()
                .filter(each -> each.contents().tracking().filter(report.tracking()::equals).isPresent())
                .findFirst().orElseThrow();
        Optional<CarrierMilestone> before = box.milestone();
        if (before.isPresent() && !advances(before.get(), report.milestone())) {
            return new Answer.Ignored("The package is already " + label(before.get()) + ".");
        }
        store.milestone(box.contents().sscc(), report.milestone(), report.at(), report.signedBy());
        Origin story = new Origin(leg.correlation(), origin.causation(), origin.actor(), origin.traceparent());
        boolean late = report.milestone() == CarrierMilestone.EXCEPTION;
        tell(late ? LegFact.DELAYED : LegFact.PROGRESSED, leg, story, new LegFact.Progressed(leg.number(),
                report.carrier(), report.tracking(), report.milestone(), report.at(), report.place(),
                report.signedBy(), report.note()));
        if (report.milestone() == CarrierMilestone.DELIVERED && leg.state() == LegState.SHIPPED
                && othersDelivered(leg, box)) {
            store.move(leg, LegState.DELIVERED, report.at());
            tell(LegFact.DELIVERED, leg, story,
                    new LegFact.Moved(leg.number(), LegState.DELIVERED, report.at(), List.of()));
        }
        return new Answer.Moved(label(report.milestone()));
    }

    /** An exception may come at any time before the end and is followed by progress again. */
    private static boolean advances(CarrierMilestone before, CarrierMilestone now) {
        if (before.last()) {
            return false;
        }
        return before == CarrierMilestone.EXCEPTION || now == CarrierMilestone.EXCEPTION
                || now.ordinal() > before.ordinal() || now == CarrierMilestone.IN_TRANSIT && before == now;
    }

    private static boolean othersDelivered(Leg leg, Leg.Package box) {
        return leg.packages().stream().filter(each -> !each.equals(box))
                .allMatch(each -> each.milestone().filter(m -> m == CarrierMilestone.DELIVERED).isPresent());
    }

    private static String label(CarrierMilestone milestone) {
        return milestone.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private void tell(String type, Leg leg, Origin story, LegFact fact) {
        journal.append(new NewFact(type, leg.number().toString(), leg.number().order().value(), story, 1, fact));
    }
}
