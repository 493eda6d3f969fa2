package io.crossdock.process.repairs;

import io.crossdock.process.fulfilment.LegFact.Booking;
import io.crossdock.process.fulfilment.LegFact.NotTaken;
import io.crossdock.process.fulfilment.WrongItems;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.Optional;

/** Takes items that were not taken, after all. */
final class TakingRemedy implements Remedy {

    private final WaitingFacts waiting;
    private final WrongItems items;
    private final Ordering ordering;
    private final Booking booking;

    TakingRemedy(Exceptions exceptions, WrongItems items, Ordering ordering, Booking booking) {
        this.waiting = new WaitingFacts(exceptions, WrongItems.SUBSCRIPTION);
        this.items = items;
        this.ordering = ordering;
        this.booking = booking;
    }

    @Override
    public String name() {
        return switch (booking) {
            case TOLD -> "take-it-after-all";
            case BY_HAND -> "booked-by-hand";
        };
    }

    @Override
    public String label() {
        return switch (booking) {
            case TOLD -> "Take it after all";
            case BY_HAND -> "It was booked by hand";
        };
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return waiting.areAmong(members) && (booking == Booking.TOLD || cluster.contains(NotTaken.NOT_BOOKABLE));
    }

    @Override
    public List<Field> fields(String cluster) {
        return List.of();
    }

    @Override
    public Proposal propose(Wish wish) {
        List<Step> steps = waiting.steps(wish, each -> new Step(each.id(),
                each.order().map(Object::toString).orElse("An order"), each.sentence(),
                "is a further line of the order; what it stands for is not sent any more", Fate.MENDED, each.id()));
        return new Proposal.Steps(switch (booking) {
            case TOLD -> "It becomes a further line of the order, at the price of what it stands for unless its own is "
                    + "lower, and the ERP is told. What left with a shipment counts as shipped, and is invoiced.";
            case BY_HAND -> "It becomes a further line of the order, at the price of what it stands for unless its own is "
                    + "lower. The ERP is not told: its people have booked it.";
        }, Optional.empty(), steps);
    }

    @Override
    public After apply(Approved approved, Step step) {
        long fact = waiting.fact(step);
        if (items.orderOf(fact).flatMap(ordering::lock).isEmpty()) {
            return new After.Gone("There is no such order any more.");
        }
        return switch (items.take(fact, approved.who(), approved.why(), booking)) {
            case WrongItems.Outcome.Taken(String says) -> new After.Done(says);
            case WrongItems.Outcome.Gone() -> new After.Gone("It does not wait any more.");
            case WrongItems.Outcome.Cannot(String why) -> new After.Changed(why);
        };
    }
}
