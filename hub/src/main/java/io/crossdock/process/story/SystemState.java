package io.crossdock.process.story;

import io.crossdock.platform.effects.CheckedForecast;
import io.crossdock.platform.effects.Held;
import io.crossdock.platform.effects.LaneForecast;
import io.crossdock.platform.effects.LaneForecast.Drain;
import io.crossdock.platform.effects.LaneStop;
import io.crossdock.platform.effects.LaneView;
import io.crossdock.platform.landscape.MaintenanceWindow.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How another system is doing, as far as we notice.
 *
 * @param name     what people call it
 * @param sentence how it is, in words
 */
public record SystemState(LaneView lane, String name, Health health, String sentence, Outlook outlook) {

    /** At a glance. */
    public enum Health {
        HEALTHY, SLOW, MAINTENANCE, PAUSED, DOWN
    }

    /**
     * What is to come.
     *
     * @param maintenance the window that is on, or the next one
     * @param day         what is left of the calls of a day, where they are limited
     * @param checked     the last forecast whose time has come, if there is one
     * @param maxBacklog  effects that may wait before channels are told to come back later
     */
    public record Outlook(LaneForecast forecast, Optional<Span> maintenance, Optional<DayBudget> day,
            Optional<CheckedForecast> checked, int maxBacklog) {

        /** When what waits is done. */
        public Optional<Instant> drained() {
            return forecast.drain() instanceof Drain.At(Instant at) ? Optional.of(at) : Optional.empty();
        }

        /** A window that people are to know of by now. */
        public Optional<Span> warned(Instant now) {
            return maintenance.filter(span -> !span.warnFrom().isAfter(now));
        }
    }

    /** @param begun calls begun today @param critical of the limit, what only critical work may use */
    public record DayBudget(int begun, int limit, int critical) {
    }

    private static final Duration SLOW_AFTER = Duration.ofSeconds(30);

    static SystemState of(LaneView lane, String name, Outlook outlook, Wording wording) {
        Instant now = wording.now();
        int backlog = lane.backlog();
        Optional<Held> closed = lane.standing().held(now).filter(held -> held.what() == Held.What.ALL);
        boolean late = backlog > 0 && lane.oldest().filter(at -> at.plus(SLOW_AFTER).isBefore(now)).isPresent();
        Health health = lane.pausedBy().isPresent() ? Health.PAUSED : closed.isPresent() ? Health.MAINTENANCE
                : lane.broken(now) ? Health.DOWN : late ? Health.SLOW : Health.HEALTHY;
        String sentence = switch (health) {
            case PAUSED -> stopped(lane) + waits(backlog);
            case MAINTENANCE -> "In maintenance (" + closed.map(Held::window).orElse("") + ") until "
                    + closed.map(held -> wording.time(held.until())).orElse("") + waits(backlog);
            case DOWN -> "Takes no calls" + lane.lastFailure().filter(text -> !text.isBlank())
                    .map(text -> ": " + text).orElse("") + ".";
            case SLOW -> "The oldest of " + Wording.count(backlog, "call") + " waits since "
                    + lane.oldest().map(wording::time).orElse("a while") + ".";
            case HEALTHY -> backlog == 0 ? "Nothing waits." : Wording.count(backlog, "call") + " under way.";
        };
        return new SystemState(lane, name, health, sentence.replace("..", "."), outlook);
    }

    private static String waits(int backlog) {
        return backlog == 0 ? "; nothing waits." : "; " + Wording.count(backlog, "call")
                + (backlog == 1 ? " waits." : " wait.");
    }

    private static String stopped(LaneView lane) {
        String who = lane.pausedBy().map(SystemState::person).orElse("somebody");
        int under = lane.sending() + lane.inDoubt();
        return switch (lane.standing().stop()) {
            case DRAINED -> "Drained by " + who + ": nothing is under way";
            case DRAINING -> "Being drained by " + who + ": " + Wording.count(under, "call") + (under == 1 ? " is" : " are")
                    + " still under way or in doubt";
            case PAUSED, FLOWING -> "Paused by " + who;
        };
    }

    /** What else can be done with the lane. */
    public boolean drainable() {
        return lane.standing().stop() == LaneStop.FLOWING || lane.standing().stop() == LaneStop.PAUSED;
    }

    static String person(String actor) {
        return Names.capital(actor.startsWith("user:") ? actor.substring(5) : actor);
    }
}
