package io.crossdock.process.story;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Backlogs;
import io.crossdock.platform.effects.LaneStop;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.landscape.Attention;
import io.crossdock.platform.landscape.Attention.Domain;
import io.crossdock.platform.landscape.Attention.Kind;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.story.Entry.Links;
import io.crossdock.process.story.OpenException.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Turns what waits for somebody into exceptions. */
final class Waits {

    /** Most servers that do not answer come back. */
    private static final Duration ABSENCE_PASSES = Duration.ofMinutes(5);

    private final Names names;
    private final Instant now;
    private final Attention attention;

    Waits(Names names, Instant now) {
        this.names = names;
        this.now = now;
        this.attention = names.landscape().policies().attention();
    }

    /** Goes by itself when the reference is there, or when its time is over. */
    OpenException of(WaitStore.HeldOrder held) {
        String partner = Names.capital(held.partner());
        boolean item = held.kind().equals("item");
        String title = item ? partner + " orders item " + held.name() + ", which nobody knows"
                : partner + " orders " + held.sku().orElse("") + " by " + held.name() + ", a unit nobody knows of it";
        return new OpenException("edi-set:" + held.set() + ":" + held.cluster(), held.cluster(), title,
                Kind.UNKNOWN_REFERENCE, Domain.EDI, "Order " + held.reference() + ": " + held.says(), held.since(),
                Optional.empty(), Optional.of(partner), held.worth(), new Due(held.until(),
                        "The order is refused by 855, with the reason."), Links.NONE, List.of());
    }

    /** Paused by a person, or silent for longer than passes by itself. */
    Optional<OpenException> of(LaneView lane) {
        String system = names.of(lane.target());
        String backlog = lane.waiting() == 0 ? "Nothing waits for it." : Wording.count(lane.waiting(), "call")
                + (lane.waiting() == 1 ? " waits for it." : " wait for it.");
        Instant since = lane.oldest().orElse(now);
        if (lane.pausedBy().isPresent()) {
            return Optional.of(system(lane, "paused:", Names.capital(system) + " is paused", Names.capital(system)
                    + (lane.standing().stop() == LaneStop.DRAINED ? " was drained by "
                            : lane.standing().stop() == LaneStop.DRAINING ? " is being drained by " : " was paused by ")
                    + lane.pausedBy().map(SystemState::person).orElse("somebody") + ". " + backlog,
                    since,
                    List.of(new Fix.Resume(lane.target(), Names.capital(system) + " gets calls again at once: "
                            + (lane.waiting() == 0 ? "none waits" : "the " + lane.waiting() + " that wait, the most urgent "
                                    + "first and in the order of each document") + "."))));
        }
        boolean silent = lane.broken(now) && lane.oldest().filter(at -> at.plus(ABSENCE_PASSES).isBefore(now)).isPresent();
        return silent ? Optional.of(system(lane, "silent:", Names.capital(system) + " does not answer", Names.capital(system)
                + " does not answer: " + lane.lastFailure().orElse("no connection") + ". " + backlog
                + " It is asked again by itself.", since, List.of())) : Optional.empty();
    }

    /** As much waits as may: channels are sent away, which customers notice. */
    OpenException full(LaneView lane, Backlogs.Crowd crowd) {
        String system = Names.capital(names.of(lane.target()));
        return system(lane, "full:", "So much waits for " + names.of(lane.target()) + " that orders are sent away",
                Wording.count(crowd.waiting(), "call") + " wait for " + names.of(lane.target()) + ", of "
                        + crowd.bound() + " that may. Orders and changes are asked to come back in "
                        + Wording.length(crowd.comeBack()) + ". " + system
                        + " must take more, or more must be allowed to wait.",
                lane.oldest().orElse(now), List.of());
    }

    private OpenException system(LaneView lane, String cause, String title, String sentence, Instant since,
            List<Fix> fixes) {
        return new OpenException("system:" + lane.target(), cause + lane.target(), title, Kind.TARGET_FAULT,
                domain(lane.target()), sentence.replace("..", "."), since, Optional.empty(), Optional.empty(),
                Optional.empty(),
                new Due(since.plus(attention.within(Kind.TARGET_FAULT)), Due.LATE), Links.NONE, fixes);
    }

    private Domain domain(String target) {
        return names.kind(target).map(Waits::domain).orElseGet(() -> Kinds.domain(target));
    }

    private static Domain domain(SystemSettings.Kind kind) {
        return switch (kind) {
            case ERP -> Domain.ORDERS;
            case WMS -> Domain.WAREHOUSE;
            case CARRIER -> Domain.CARRIERS;
            case SUPPLIER -> Domain.SUPPLIERS;
            case EDI -> Domain.EDI;
        };
    }

    OpenException of(WaitStore.LateLeg late) {
        String number = late.number();
        if (late.origin().isEmpty()) {
            return overdue(number, "late:backorder", "Backorders should have come by now", Domain.INVENTORY, "Shipment "
                    + number + " was promised to leave by " + late.shipBy() + " and still waits for goods.", late.shipBy());
        }
        String origin = late.origin().get();
        boolean supplier = names.landscape().system(origin).filter(each -> each.kind()
                == SystemSettings.Kind.SUPPLIER).isPresent();
        return overdue(number, "late:" + origin, "Shipments from " + origin + " should have left",
                supplier ? Domain.SUPPLIERS : Domain.WAREHOUSE, "Shipment " + number + " should have left " + origin + " by "
                        + late.shipBy() + " and is " + late.state() + ".", late.shipBy());
    }

    OpenException of(WaitStore.Undelivered late) {
        String carrier = names.of(late.carrier());
        return overdue(late.number(), "undelivered:" + late.carrier(), Names.capital(carrier)
                + " has not delivered shipments that were due", Domain.CARRIERS, "Shipment " + late.number()
                        + " was promised for " + late.promisedFor() + ", and " + carrier + " has not delivered it.",
                late.promisedFor());
    }

    private OpenException overdue(String number, String cause, String title, Domain domain, String sentence,
            LocalDate day) {
        Instant since = day.plusDays(1).atStartOfDay(names.landscape().zone()).toInstant();
        return new OpenException("late:" + number, cause, title, Kind.DEADLINE_MISSED, domain, sentence, since,
                LegNumber.parse(number).map(LegNumber::order), Optional.empty(), Optional.empty(),
                new Due(since.plus(attention.within(Kind.DEADLINE_MISSED)), Due.LATE), Links.NONE, List.of());
    }

    /** Goes by itself when somebody has decided; a lapse when it is no news any more. */
    OpenException of(WaitStore.BackingOut back) {
        String number = back.number();
        String cause = switch (back.state()) {
            case LAPSED -> "return-lapsed";
            case RECEIVED -> "return-not-inspected";
            case REQUESTED, AUTHORISED, INSPECTED, CREDITED, CREDIT_REFUSED, REFUSED, CANCELLED -> "return-waits";
        };
        String title = switch (back.state()) {
            case LAPSED -> "Returned goods did not come in time";
            case RECEIVED -> "Goods that came back were not looked at in time";
            case REQUESTED, AUTHORISED, INSPECTED, CREDITED, CREDIT_REFUSED, REFUSED, CANCELLED ->
                "Returns wait for a yes or no";
        };
        String sentence = switch (back.state()) {
            case LAPSED -> "The goods of return " + number + " were not there in time; it has lapsed. It can be authorised "
                    + "again under Returns.";
            case RECEIVED -> "Goods of return " + number + " are there, and the warehouse does not say what became of them.";
            case REQUESTED, AUTHORISED, INSPECTED, CREDITED, CREDIT_REFUSED, REFUSED, CANCELLED ->
                "Return " + number + " of order " + back.order() + " waits for a yes or no under Returns.";
        };
        return new OpenException("return:" + number, cause, title, Kind.DEADLINE_MISSED,
                names.landscape().policies().returns().approver(), sentence, back.since(), OrderNumber.parse(back.order()),
                Optional.empty(), Optional.of(back.worth()), new Due(back.since().plus(attention.within(
                        Kind.DEADLINE_MISSED)), Due.LATE), Links.NONE, List.of());
    }

    /** Goes by itself when the place says yes or no, or ships. */
    OpenException of(WaitStore.Unanswered asked) {
        Instant since = asked.since().plus(names.landscape().policies().changes().answerWithin());
        boolean supplier = names.landscape().system(asked.origin()).filter(each -> each.kind()
                == SystemSettings.Kind.SUPPLIER).isPresent();
        return new OpenException("call-off:" + asked.leg(), "call-off:" + asked.origin(), asked.origin()
                + " does not say whether it gives goods back", Kind.DEADLINE_MISSED,
                supplier ? Domain.SUPPLIERS : Domain.WAREHOUSE, "Shipment " + asked.leg() + " was asked back from "
                        + asked.origin() + ", which has said neither yes nor no. Call them; if they say no, say so here.",
                since, OrderNumber.parse(asked.order()), Optional.empty(), Optional.empty(),
                new Due(since.plus(attention.within(Kind.DEADLINE_MISSED)), Due.LATE), Links.NONE, List.of());
    }

    /** Goes by itself when what it waits for comes, or when its time is over. */
    OpenException of(WaitStore.WaitingChange change) {
        String partner = Names.capital(change.partner());
        return new OpenException("edi-change:" + change.set(), "edi-change-waits:" + change.partner(), partner
                + " changes orders that are not there to be changed yet", Kind.UNKNOWN_REFERENCE, Domain.EDI,
                "A change of order " + change.reference() + " waits: " + change.because(), change.since(),
                Optional.empty(), Optional.of(partner), Optional.empty(), new Due(change.until(),
                        "A change of an unknown order is refused by 865; one whose forerunner did not come is done."),
                Links.NONE, List.of());
    }

    OpenException of(WaitStore.HeldOver held) {
        return new OpenException("held:" + held.number(), "order-held", "An order is on hold", Kind.BUSINESS_REFUSAL,
                Domain.ORDERS, FactEntries.sentence(held.reason()), held.since(), OrderNumber.parse(held.number()),
                Optional.empty(), Optional.empty(), new Due(held.since().plus(attention.within(Kind.BUSINESS_REFUSAL)),
                        Due.LATE), Links.NONE, List.of());
    }
}
