package io.crossdock.process.repairs;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.CallOffs;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says in place of a warehouse or supplier that goods are not given back, when it was asked and does not answer. */
@Component
class CallOffRemedy implements Remedy {

    private static final String CLUSTER = "call-off:";

    private final Exceptions exceptions;
    private final CallOffs callOffs;
    private final Ordering ordering;

    CallOffRemedy(Exceptions exceptions, CallOffs callOffs, Ordering ordering) {
        this.exceptions = exceptions;
        this.callOffs = callOffs;
        this.ordering = ordering;
    }

    @Override
    public String name() {
        return "ship-all-the-same";
    }

    @Override
    public String label() {
        return "It is shipped all the same";
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return cluster.startsWith(CLUSTER);
    }

    @Override
    public List<Field> fields(String cluster) {
        return List.of();
    }

    @Override
    public Proposal propose(Wish wish) {
        List<Step> steps = exceptions.open().stream().filter(each -> each.cause().equals(wish.cluster())
                && each.id().startsWith(CLUSTER)).map(OpenException::id).filter(wish::wants)
                .map(id -> new Step(id, "Shipment " + id.substring(CLUSTER.length()), "asked back, not answered",
                        "is shipped as it was ordered; whoever changed the order is told that it was too late", Fate.MENDED,
                        id)).toList();
        return new Proposal.Steps("Nobody waits for an answer any more. Should the goods be given back after all, they are "
                + "sourced anew. A new change asks again.", Optional.empty(), steps);
    }

    @Override
    public After apply(Approved approved, Step step) {
        Optional<LegNumber> leg = LegNumber.parse(step.subject().substring(CLUSTER.length()));
        Optional<Order> order = leg.flatMap(each -> ordering.lock(each.order()));
        boolean said = leg.isPresent() && order.isPresent() && callOffs.tooLate(leg.get(), "nobody there answered in time",
                new Origin(order.get().correlation(), Optional.empty(), approved.who(), Optional.empty()));
        return said ? new After.Done("It is shipped all the same.") : new After.Gone("It has been answered.");
    }
}
