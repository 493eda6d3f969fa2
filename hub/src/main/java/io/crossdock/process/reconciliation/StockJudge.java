package io.crossdock.process.reconciliation;

import java.util.Optional;

/**
 * Judges a position that differed at a first look and was looked at again a while later. Quantities alone prove
 * nothing while goods move; the source's number of its last movement tells what each side knows.
 */
final class StockJudge {

    /** Both sides at one moment; ours was read after theirs. */
    record Sight(Optional<Count> ours, Optional<Count> theirs) {
    }

    /** What it is, unless something under way explains it. */
    sealed interface Judgement {

        record Passing(String why) implements Judgement {
        }

        record Drift(Cause cause) implements Judgement {
        }
    }

    private StockJudge() {
    }

    static Judgement judge(Sight first, Sight now, boolean messageWaits) {
        if (Count.agree(now.ours(), now.theirs())) {
            return new Judgement.Passing("The message came in the meantime.");
        } else if (messageWaits) {
            return new Judgement.Passing("A message about it has come and is not digested yet.");
        } else if (now.ours().isEmpty() || now.theirs().isEmpty()) {
            return oneSided(first, now);
        }
        Count ours = now.ours().orElseThrow();
        Count theirs = now.theirs().orElseThrow();
        if (!ours.unit().equals(theirs.unit())) {
            return new Judgement.Drift(Cause.UNIT_DIFFERS);
        } else if (ours.movement() == theirs.movement() || ours.isOfBooks() || theirs.isOfBooks()) {
            return steady(first, now) ? new Judgement.Drift(Cause.COUNT_DIFFERS) : moving();
        } else if (ours.movement() > theirs.movement()) {
            return caughtUp(first.ours(), theirs) ? moving() : new Judgement.Drift(Cause.HUB_AHEAD);
        }
        return caughtUp(first.theirs(), ours) ? moving() : new Judgement.Drift(Cause.MESSAGE_LOST);
    }

    private static Judgement oneSided(Sight first, Sight now) {
        boolean before = first.ours().isPresent() == now.ours().isPresent()
                && first.theirs().isPresent() == now.theirs().isPresent();
        return before ? new Judgement.Drift(now.ours().isEmpty() ? Cause.UNKNOWN_TO_US : Cause.UNKNOWN_TO_THEM)
                : moving();
    }

    /** Nothing has moved since: two different quantities after one movement are no matter of time. */
    private static boolean steady(Sight first, Sight now) {
        return Count.agree(first.ours(), now.ours()) && Count.agree(first.theirs(), now.theirs());
    }

    /** One side has now all that the other side had at the first look: what it lacks is younger, and under way. */
    private static boolean caughtUp(Optional<Count> then, Count now) {
        return then.map(each -> each.movement() <= now.movement()).orElse(true);
    }

    private static Judgement moving() {
        return new Judgement.Passing("Goods are moving; what is missing is younger than the first look.");
    }
}
