package io.crossdock.process.repairs;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.process.story.EffectWords;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import io.crossdock.process.story.Stories;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides about calls to other systems that have stopped. */
final class EffectRemedy implements Remedy {

    private static final String PREFIX = "effect:";
    /** What fits one of a cause fits the others, mostly. */
    private static final int PROBE = 3;

    private final Decision decision;
    private final Effects effects;
    private final Exceptions exceptions;
    private final Stories stories;

    EffectRemedy(Decision decision, Effects effects, Exceptions exceptions, Stories stories) {
        this.decision = decision;
        this.effects = effects;
        this.exceptions = exceptions;
        this.stories = stories;
    }

    /** What a person may decide. */
    enum Decision {
        ASK("ask-again", "Ask again now whether it is there", Set.of(EffectState.IN_DOUBT, EffectState.PARKED)),
        CONFIRM("confirm", "It is there: enter its number", Set.of(EffectState.IN_DOUBT, EffectState.PARKED)),
        RESEND("send-again", "Send again", Set.of(EffectState.IN_DOUBT, EffectState.PARKED, EffectState.REFUSED)),
        SKIP("leave-out", "Do not do it", Set.of(EffectState.IN_DOUBT, EffectState.PARKED, EffectState.REFUSED));

        private final String name;
        private final String label;
        private final Set<EffectState> states;

        Decision(String name, String label, Set<EffectState> states) {
            this.name = name;
            this.label = label;
            this.states = states;
        }
    }

    @Override
    public String name() {
        return decision.name;
    }

    @Override
    public String label() {
        return decision.label;
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return members.stream().flatMap(each -> each.links().effect().stream()).limit(PROBE)
                .flatMap(id -> effects.effect(id).stream()).anyMatch(this::fits);
    }

    private List<Effect> ofCluster(String cluster) {
        return exceptions.open(ExceptionFilter.ofCluster(cluster)).stream()
                .map(OpenException::links).flatMap(links -> links.effect().stream()).distinct()
                .flatMap(id -> effects.effect(id).stream()).toList();
    }

    private boolean fits(Effect effect) {
        boolean known = decision.states.contains(effect.state());
        return known && (decision != Decision.ASK || effect.state() == EffectState.IN_DOUBT || doubtful(effect)
                && effect.lookups() > 0);
    }

    private static boolean doubtful(Effect effect) {
        return effect.state() == EffectState.IN_DOUBT
                || effect.code().filter(code -> List.of("in-doubt", "several-found").contains(code)).isPresent();
    }

    @Override
    public boolean forOne() {
        return decision == Decision.CONFIRM;
    }

    @Override
    public List<Field> fields(String cluster) {
        return decision == Decision.CONFIRM
                ? List.of(new Field("number", "Its number there", "As you see it at the other system, for example E-500001.",
                        true, List.of()))
                : List.of();
    }

    @Override
    public Proposal propose(Wish wish) {
        List<Effect> chosen = ofCluster(wish.cluster()).stream().filter(this::fits)
                .filter(effect -> wish.wants(PREFIX + effect.id())).toList();
        List<Fault> faults = new ArrayList<>();
        if (decision == Decision.CONFIRM && chosen.size() > 1) {
            faults.add(new Fault("/only", "only-one", "A number belongs to one: say which."));
        }
        if (decision == Decision.CONFIRM && (wish.value("number").isEmpty() || wish.value("number").length() > 80)) {
            faults.add(new Fault("/values/number", "number-missing",
                    "Enter the number it has there, of at most 80 characters."));
        }
        if (!faults.isEmpty()) {
            return new Proposal.Refused(faults);
        }
        return new Proposal.Steps(switch (decision) {
            case ASK -> "The other system is asked at once. If it has it, it counts as done under the number that it "
                    + "says; if not, it is sent again by itself.";
            case CONFIRM -> "It counts as done under that number. Nothing is sent.";
            case RESEND -> "It is sent again at once, with as many attempts as a new one, in the order of each document.";
            case SKIP -> "It is not sent. What waits for it goes on without it.";
        }, Optional.empty(), chosen.stream().map(effect -> step(wish, effect)).toList());
    }

    private Step step(Wish wish, Effect effect) {
        String target = stories.names().of(effect.target());
        String becomes = switch (decision) {
            case ASK -> target + " is asked whether it has " + effect.businessKey();
            case CONFIRM -> "done at " + target + " as " + wish.value("number");
            case RESEND -> doubtful(effect) ? "sent to " + target + " again: if it is there already, it will be there twice"
                    : "sent to " + target + " again";
            case SKIP -> "never sent to " + target;
        };
        return new Step(PREFIX + effect.id(), EffectWords.task(effect, stories.names()) + " (" + effect.businessKey() + ")",
                state(effect) + effect.reason().map(why -> ": " + why).orElse(""), becomes, Remedy.Fate.MENDED,
                digest(effect));
    }

    private static String state(Effect effect) {
        return effect.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Another answer of the target makes it another question. */
    private static String digest(Effect effect) {
        return effect.state() + " " + effect.attempts() + " " + effect.code().orElse("");
    }

    @Override
    public After apply(Approved approved, Step step) {
        UUID id = UUID.fromString(step.subject().substring(PREFIX.length()));
        Optional<Effect> before = effects.effect(id);
        if (before.filter(this::fits).isEmpty()) {
            return new After.Gone(before.map(effect -> "It is " + state(effect) + " by now.").orElse("It is not there."));
        }
        if (!digest(before.get()).equals(step.digest())) {
            return new After.Changed("It is " + state(before.get()) + " by now"
                    + before.get().reason().map(why -> ": " + why).orElse("."));
        }
        Optional<Effect> decided = switch (decision) {
            case ASK -> effects.ask(id, approved.who());
            case CONFIRM -> effects.confirm(id, approved.wish().value("number"), approved.who());
            case RESEND -> effects.retry(id, approved.who());
            case SKIP -> effects.skip(id, approved.why(), approved.who());
        };
        return decided.<After>map(effect -> new After.Done(switch (decision) {
            case ASK -> "Asked.";
            case CONFIRM -> "Done as " + effect.reference().orElse("") + ".";
            case RESEND -> "On its way again.";
            case SKIP -> "Left out.";
        })).orElseGet(() -> new After.Gone("It had moved on."));
    }
}
