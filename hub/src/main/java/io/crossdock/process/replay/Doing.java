package io.crossdock.process.replay;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.maps.MapChoice;
import io.crossdock.process.replay.EffectLines.Doubt;
import io.crossdock.process.replay.ReplayPlan.Action;
import io.crossdock.process.replay.ReplayPlan.Approval;
import io.crossdock.process.replay.ReplayPlan.Line;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Does one line of an approved plan, unless what it rests on has changed. In the caller's transaction. */
@Component
class Doing {

    private final EffectLines lines;
    private final Meanings meanings;
    private final Effects effects;
    private final Journal journal;
    private final Inbox inbox;
    private final Versions versions;

    Doing(EffectLines lines, Meanings meanings, Versions versions, Ledgers ledgers) {
        this.lines = lines;
        this.meanings = meanings;
        this.versions = versions;
        this.effects = ledgers.effects();
        this.journal = ledgers.journal();
        this.inbox = ledgers.inbox();
    }

    /** What is done again is in one of them. */
    @Component("replay-ledgers")
    record Ledgers(Effects effects, Journal journal, Inbox inbox) {
    }

    /** What was done; empty when it had moved on. */
    Optional<String> apply(Line line, MapChoice maps, Approval approval) {
        Optional<String> done = done(line, approval);
        if (done.isPresent()) {
            versions.choose(line, maps, approval.who());
        }
        return done;
    }

    private Optional<String> done(Line line, Approval approval) {
        String rest = line.subject().substring(line.subject().indexOf(':') + 1);
        if (line.subject().startsWith(Planning.FACT)) {
            int colon = rest.lastIndexOf(':');
            return journal.release(rest.substring(0, colon), Long.parseLong(rest.substring(colon + 1)))
                    ? Optional.of("It is being read again.") : Optional.empty();
        } else if (line.subject().startsWith(Planning.MESSAGE)) {
            return inbox.again(UUID.fromString(rest), approval.who()) ? Optional.of("It is being read again.")
                    : Optional.empty();
        }
        return effects.lock(UUID.fromString(rest)).filter(effect -> lines.of(effect).basis().equals(line.basis()))
                .flatMap(effect -> line.action() == Action.COMPENSATE ? compensated(effect, approval)
                        : repeated(effect, approval));
    }

    private Optional<String> compensated(Effect effect, Approval approval) {
        return meanings.compensation(effect, approval.who()).map(undoing -> {
            effects.request(List.of(undoing));
            return "On its way: " + undoing.kind() + " " + undoing.businessKey() + ".";
        });
    }

    private Optional<String> repeated(Effect effect, Approval approval) {
        boolean ask = lines.doubt(effect) == Doubt.ASKED;
        return effects.repeat(effect.id(), ask, "Replayed by " + approval.who() + ": " + approval.why(), approval.who())
                .map(again -> ask ? again.target() + " is asked first." : "It waits for its turn behind live work.");
    }
}
