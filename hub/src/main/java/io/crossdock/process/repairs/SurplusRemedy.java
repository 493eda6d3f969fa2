package io.crossdock.process.repairs;

import io.crossdock.platform.effects.Effects;
import io.crossdock.process.story.ExceptionFilter;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notes that what another system had once too often has been undone there. */
final class SurplusRemedy implements Remedy {

    private static final String PREFIX = "surplus:";

    private final Effects effects;
    private final Exceptions exceptions;

    SurplusRemedy(Effects effects, Exceptions exceptions) {
        this.effects = effects;
        this.exceptions = exceptions;
    }

    @Override
    public String name() {
        return "undone-there";
    }

    @Override
    public String label() {
        return "It is undone there";
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return cluster.startsWith(PREFIX);
    }

    @Override
    public List<Field> fields(String cluster) {
        return List.of();
    }

    @Override
    public Proposal propose(Wish wish) {
        List<Step> steps = exceptions.open(ExceptionFilter.ofCluster(wish.cluster())).stream()
                .filter(each -> each.id().startsWith(PREFIX) && wish.wants(each.id()))
                .map(each -> new Step(each.id(), each.order().map(Object::toString).orElse(reference(each.id())),
                        each.sentence(), reference(each.id()) + " counts as undone", Fate.MENDED, each.id())).toList();
        return new Proposal.Steps("Nothing is sent. Look there first: whoever says so is kept with it.", Optional.empty(),
                steps);
    }

    private static String reference(String id) {
        return id.substring(id.indexOf(':', PREFIX.length()) + 1);
    }

    @Override
    public After apply(Approved approved, Step step) {
        String id = step.subject();
        UUID effect = UUID.fromString(id.substring(PREFIX.length(), id.indexOf(':', PREFIX.length())));
        return effects.undone(effect, reference(id), approved.who()).<After>map(each -> new After.Done("Noted."))
                .orElseGet(() -> new After.Gone("It was noted already."));
    }
}
