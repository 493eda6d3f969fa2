package io.crossdock.process.repairs;

import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.process.story.OpenException;
import io.crossdock.process.story.Stories;
import java.util.List;
import java.util.Optional;

/** Lets a paused system take calls again. */
final class ResumeRemedy implements Remedy {

    private static final String CLUSTER = "paused:";

    private final Effects effects;
    private final Stories stories;

    ResumeRemedy(Effects effects, Stories stories) {
        this.effects = effects;
        this.stories = stories;
    }

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public String label() {
        return "Resume";
    }

    @Override
    public boolean mends(String cluster, List<OpenException> members) {
        return cluster.startsWith(CLUSTER);
    }

    @Override
    public List<Field> fields(String cluster) {
        return List.of();
    }

    private Optional<LaneView> paused(String target) {
        return effects.lanes().stream().filter(lane -> lane.target().equals(target)
                && lane.pausedBy().isPresent()).findFirst();
    }

    @Override
    public Proposal propose(Wish wish) {
        String target = wish.cluster().substring(CLUSTER.length());
        String system = stories.names().of(target);
        return new Proposal.Steps("Calls to " + system
                + " begin again at once, the most urgent first and in the order of each "
                + "document.", Optional.of("Pause it again on the page Systems."), paused(target).map(lane -> new Step(
                        "system:" + target, system, "paused by " + lane.pausedBy().orElse("somebody"),
                        "takes calls: what waits is sent", Fate.MENDED, lane.pausedBy().orElse(""))).stream().toList());
    }

    @Override
    public After apply(Approved approved, Step step) {
        String target = step.subject().substring("system:".length());
        return paused(target).isEmpty() ? new After.Gone("It takes calls already.")
                : effects.resume(target) ? new After.Done("It takes calls.") : new After.Gone("There is no such system.");
    }
}
