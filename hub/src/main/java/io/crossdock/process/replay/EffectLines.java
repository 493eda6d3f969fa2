package io.crossdock.process.replay;

import io.crossdock.platform.effects.Attempt;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.Journal;
import io.crossdock.process.replay.ReplayPlan.Action;
import io.crossdock.process.replay.ReplayPlan.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What would become of an effect in a replay. */
@Component
class EffectLines {

    static final String SUBJECT = "effect:";
    /** Facts of one key that are looked through for one that makes an effect wrong. */
    private static final int FACTS_MOST = 500;

    private final Effects effects;
    private final Journal journal;
    private final Meanings meanings;
    private final Map<String, EffectExecutor> executors;

    EffectLines(Effects effects, Journal journal, Meanings meanings, List<EffectExecutor> executors) {
        this.effects = effects;
        this.journal = journal;
        this.meanings = meanings;
        this.executors = executors.stream().collect(Collectors.toMap(EffectExecutor::kind, Function.identity()));
    }

    private record Judged(Action action, String sentence) {
    }

    Line of(Effect effect) {
        EffectMeaning meaning = meanings.of(effect.kind());
        Optional<Fact> fence = newest(effect, meaning.fencedBy());
        Optional<Fact> against = newest(effect, meaning.contradictedBy());
        Optional<NewEffect> undoing = meanings.compensation(effect, "hub");
        Optional<Effect> undone = undoing.flatMap(each -> effects.effect(each.target(), each.kind(), each.businessKey()));
        Judged judged = switch (effect.state()) {
            case DONE -> done(effect, against, undoing, undone);
            case READY, SENDING -> new Judged(Action.SKIP, "It is under way.");
            case IN_DOUBT -> new Judged(Action.SKIP, effect.target()
                    + " is being asked whether it is done; nothing is sent before it has answered.");
            case SKIPPED -> new Judged(Action.SKIP, "It was decided not to do it: "
                    + effect.reason().orElse("no reason is known") + ".");
            case COMPENSATED -> new Judged(Action.SKIP, "It was done, and undone.");
            case REFUSED, PARKED -> fence.map(fact -> new Judged(Action.FENCED, "It was not done, and must not be any more: "
                    + said(fact) + ".")).orElseGet(() -> again(effect));
        };
        String basis = Fingerprint.of(effect.id() + "|" + effect.state() + "|" + effect.reference().orElse("") + "|"
                + effect.code().orElse("") + "|" + effect.finishedAt().map(Object::toString).orElse("") + "|"
                + fence.or(() -> against).map(Fact::position).orElse(0L) + "|"
                + undone.map(each -> each.id() + each.state().name()).orElse(""));
        return new Line(SUBJECT + effect.id(), effect.kind() + " " + effect.businessKey(), effect.target(),
                judged.action(), effect.reference(), judged.sentence(), basis);
    }

    private Judged done(Effect effect, Optional<Fact> against, Optional<NewEffect> undoing, Optional<Effect> undone) {
        String number = effect.target() + " has it as " + effect.reference().orElse("done");
        if (against.isEmpty()) {
            return new Judged(Action.SKIP, "It is done: " + number + ".");
        } else if (undone.isPresent()) {
            return new Judged(Action.SKIP, "It is done, and " + undone.get().kind() + " "
                    + undone.get().businessKey() + " undoes it.");
        }
        return undoing.map(each -> new Judged(Action.COMPENSATE, number + ", but " + said(against.get()) + ": "
                + each.kind() + " " + each.businessKey() + " undoes it."))
                .orElseGet(() -> new Judged(Action.BY_HAND, number + ", but " + said(against.get())
                        + ": undo it there by hand."));
    }

    private Judged again(Effect effect) {
        if (effect.code().filter("several-found"::equals).isPresent()) {
            return new Judged(Action.BY_HAND, effect.reason().orElse("The target has it more than once.")
                    + " Say which one is ours; the others are to be undone there.");
        }
        return switch (doubt(effect)) {
            case NOT_DONE -> new Judged(Action.REPEAT, effect.reason().map(why -> "It was not done: " + why
                    + " It is sent again.").orElse("It was not done. It is sent again."));
            case RECOGNISED -> new Judged(Action.REPEAT, "Nobody knows whether it is done. It is sent again, and "
                    + effect.target() + " recognises it if it has it.");
            case ASKED -> new Judged(Action.REPEAT, "Nobody knows whether it is done. " + effect.target()
                    + " is asked first, and it is sent only if it is not there.");
            case UNKNOWABLE -> new Judged(Action.SKIP, "Nobody knows whether it is done, and " + effect.target()
                    + " cannot be asked: look there, and then confirm it or send it again.");
        };
    }

    /** How it can be found out whether an effect was done after all. */
    enum Doubt { NOT_DONE, RECOGNISED, ASKED, UNKNOWABLE }

    Doubt doubt(Effect effect) {
        boolean doubtful = false;
        for (Attempt attempt : effects.attempts(List.of(effect.id()))) {
            doubtful = switch (attempt.outcome()) {
                case "ambiguous", "lost" -> true;
                case "absent", "refused" -> false;
                default -> doubtful;
            };
        }
        if (!doubtful) {
            return Doubt.NOT_DONE;
        }
        return switch (Optional.ofNullable(executors.get(effect.kind())).map(each -> each.promise(effect.target()))
                .orElse(Promise.NONE)) {
            case NATIVE_KEY -> Doubt.RECOGNISED;
            case LOOKUP -> Doubt.ASKED;
            case NONE -> Doubt.UNKNOWABLE;
        };
    }

    private Optional<Fact> newest(Effect effect, Set<String> types) {
        return types.isEmpty() ? Optional.empty()
                : journal.ofKey(effect.orderingKey(), types, Long.MAX_VALUE, FACTS_MOST).stream()
                        .filter(fact -> fact.position() > effect.origin().causation().orElse(0L)
                                && !fact.time().isBefore(effect.createdAt()))
                        .filter(fact -> fact.subject().equals(effect.businessKey())
                                || fact.subject().equals(effect.orderingKey()))
                        .reduce((first, second) -> second);
    }

    private static String said(Fact fact) {
        return fact.type() + " of " + fact.subject() + " came after it";
    }
}
