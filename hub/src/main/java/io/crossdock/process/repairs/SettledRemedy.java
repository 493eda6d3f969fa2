package io.crossdock.process.repairs;

import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.Optional;

/** Ends what waits for people only, once one of them has settled it outside of the hub. */
final class SettledRemedy implements Remedy {

    private final WaitingFacts waiting;
    private final Words words;
    private final Settling settling;

    /** @param subscription whose facts wait */
    SettledRemedy(Exceptions exceptions, String subscription, Words words, Settling settling) {
        this.waiting = new WaitingFacts(exceptions, subscription);
        this.words = words;
        this.settling = settling;
    }

    /** @param says what the hub does then, and what it leaves alone */
    record Words(String name, String label, String says) {
    }

    /** Notes that a fact is settled; false if it does not wait any more. */
    interface Settling {

        boolean settle(long fact, String who, String why);
    }

    @Override
    public String name() {
        return words.name();
    }

    @Override
    public String label() {
        return words.label();
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return waiting.areAmong(members);
    }

    @Override
    public List<Field> fields(String cluster) {
        return List.of();
    }

    @Override
    public Proposal propose(Wish wish) {
        return new Proposal.Steps(words.says(), Optional.empty(), waiting.steps(wish, each -> new Step(each.id(),
                each.order().map(Object::toString).orElseGet(() -> "Message " + each.links().fact().orElse(0L)),
                each.sentence(), "settled", Fate.MENDED, each.id())));
    }

    @Override
    public After apply(Approved approved, Step step) {
        return settling.settle(waiting.fact(step), approved.who(), approved.why())
                ? new After.Done("It is settled.") : new After.Gone("It does not wait any more.");
    }
}
