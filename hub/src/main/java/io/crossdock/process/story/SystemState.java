package io.crossdock.process.story;

import io.crossdock.platform.effects.LaneView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How another system is doing, as far as we notice.
 *
 * @param name     what people call it
 * @param sentence how it is, in words
 * @param drained  how long the backlog takes at the present pace
 */
public record SystemState(LaneView lane, String name, Health health, String sentence, Optional<Duration> drained) {

    /** At a glance. */
    public enum Health {
        HEALTHY, SLOW, PAUSED, DOWN
    }

    private static final Duration SLOW_AFTER = Duration.ofSeconds(30);
    private static final Duration PACE_WINDOW = Duration.ofMinutes(1);

    /** @param done calls that ended well within the last minute */
    static SystemState of(LaneView lane, String name, int done, Wording wording) {
        Instant now = wording.now();
        int backlog = lane.waiting() + lane.sending() + lane.inDoubt();
        boolean late = backlog > 0 && lane.oldest().filter(at -> at.plus(SLOW_AFTER).isBefore(now)).isPresent();
        Optional<Duration> drained = backlog == 0 || done == 0 ? Optional.empty()
                : Optional.of(PACE_WINDOW.multipliedBy(backlog).dividedBy(done));
        Health health = lane.pausedBy().isPresent() ? Health.PAUSED : lane.broken(now) ? Health.DOWN
                : late ? Health.SLOW : Health.HEALTHY;
        String sentence = switch (health) {
            case PAUSED -> "Paused by " + lane.pausedBy().map(SystemState::person).orElse("somebody")
                    + (backlog == 0 ? "; nothing waits." : "; " + Wording.count(backlog, "call")
                            + (backlog == 1 ? " waits." : " wait."));
            case DOWN -> "Takes no calls" + lane.lastFailure().filter(text -> !text.isBlank())
                    .map(text -> ": " + text).orElse("") + ".";
            case SLOW -> "The oldest of " + Wording.count(backlog, "call") + " waits since "
                    + lane.oldest().map(wording::time).orElse("a while") + ".";
            case HEALTHY -> backlog == 0 ? "Nothing waits." : Wording.count(backlog, "call") + " under way.";
        };
        return new SystemState(lane, name, health, sentence.replace("..", "."), drained);
    }

    static String person(String actor) {
        return Names.capital(actor.startsWith("user:") ? actor.substring(5) : actor);
    }
}
