package io.crossdock.process.repairs;

import io.crossdock.platform.journal.Journal;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.Optional;

/** Has messages read again that could not be digested; those behind them follow in their order. */
final class ReleaseRemedy implements Remedy {

    private static final String PREFIX = "fact:";

    private final Journal journal;
    private final Exceptions exceptions;

    ReleaseRemedy(Journal journal, Exceptions exceptions) {
        this.journal = journal;
        this.exceptions = exceptions;
    }

    @Override
    public String name() {
        return "read-again";
    }

    @Override
    public String label() {
        return "Read again";
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return members.stream().anyMatch(each -> each.id().startsWith(PREFIX));
    }

    private List<OpenException> parked(String cluster) {
        return exceptions.open(ExceptionFilter.ofCluster(cluster)).stream()
                .filter(each -> each.id().startsWith(PREFIX)).toList();
    }

    @Override
    public List<Field> fields(String cluster) {
        return List.of();
    }

    @Override
    public Proposal propose(Wish wish) {
        List<Step> steps = parked(wish.cluster()).stream().filter(each -> wish.wants(each.id())).map(each -> new Step(
                each.id(), each.order().map(Object::toString).orElse("Message " + each.links().fact().orElse(0L)),
                each.sentence(), "read again", Fate.MENDED, each.id())).toList();
        return new Proposal.Steps("Each is read again at once, and what waits behind it after it, in the order of its "
                + "document. Mend the cause first, or it stops in the same place; nothing is done twice.",
                Optional.empty(), steps);
    }

    @Override
    public After apply(Approved approved, Step step) {
        int colon = step.subject().lastIndexOf(':');
        String subscription = step.subject().substring(PREFIX.length(), colon);
        return journal.release(subscription, Long.parseLong(step.subject().substring(colon + 1)))
                ? new After.Done("It is being read again.") : new After.Gone("It does not wait any more.");
    }
}
