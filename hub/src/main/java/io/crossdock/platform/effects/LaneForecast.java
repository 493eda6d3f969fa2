package io.crossdock.platform.effects;

import io.crossdock.platform.landscape.MaintenanceWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When what waits in a lane will be done, if things go on as they are: by the pace seen or possible, the calls that a day
 * allows, maintenance, and the order of tiers. What is parked waits for a person and is left out.
 *
 * @param perMinute calls that end well per minute
 * @param basis     what that pace is taken from
 */
public record LaneForecast(BigDecimal perMinute, Basis basis, Drain drain) {

    /** Where a pace comes from. */
    public enum Basis {
        /** So much was done in the last minute, in all of which something waited. */
        SEEN,
        /** What rate and places allow, at the length that calls had in the last minute. */
        CAPACITY,
        /** The same, and as if a call took half a second: none was made in the last minute. */
        ASSUMED
    }

    /** When it is done. */
    public sealed interface Drain {

        /** Nothing waits. */
        record Empty() implements Drain {
        }

        record At(Instant instant) implements Drain {
        }

        /** Somebody has stopped the lane. */
        record Stopped() implements Drain {
        }

        /** Not within {@link #HORIZON}. */
        record Beyond() implements Drain {
        }
    }

    /** So far is looked ahead. */
    public static final Duration HORIZON = Duration.ofDays(14);

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final double ASSUMED_CALL_SECONDS = 0.5;

    /**
     * What happened within the last minute.
     *
     * @param done calls that ended well
     * @param mean how long calls took; empty if there were none
     */
    record Pace(int done, Optional<Duration> mean) {

        static final Pace NONE = new Pace(0, Optional.empty());
    }

    static LaneForecast of(LaneView view, Pace pace, LaneSettings lane, Instant now) {
        boolean seen = pace.done() > 0 && view.oldest().filter(at -> at.plus(WINDOW).isBefore(now)).isPresent();
        double perSecond = seen ? pace.done() / (double) WINDOW.toSeconds() : capacity(pace, lane);
        Basis basis = seen ? Basis.SEEN : pace.mean().isPresent() ? Basis.CAPACITY : Basis.ASSUMED;
        double bulkShare = seen ? 1.0 : lane.shares().bulkPlaces(lane.concurrency()) / (double) lane.concurrency();
        Drain drain = view.backlog() == 0 ? new Drain.Empty()
                : view.standing().stop() != LaneStop.FLOWING ? new Drain.Stopped()
                : new Run(view, lane, perSecond, bulkShare, now).drain();
        return new LaneForecast(BigDecimal.valueOf(perSecond * 60).setScale(1, RoundingMode.HALF_UP)
                .max(new BigDecimal("0.1")), basis, drain);
    }

    private static double capacity(Pace pace, LaneSettings lane) {
        double seconds = pace.mean().map(mean -> Math.max(1, mean.toMillis()) / 1_000.0).orElse(ASSUMED_CALL_SECONDS);
        double places = lane.concurrency() / seconds;
        return lane.ratePerSecond().signum() == 0 ? places : Math.min(places, lane.ratePerSecond().doubleValue());
    }

    /** Steps from one change of circumstances to the next: a window's edges, midnight. */
    private static final class Run {

        private final LaneSettings lane;
        private final LaneView view;
        private final double perSecond;
        private final double bulkShare;
        private final Instant horizon;
        private final Map<Tier, Double> left = new EnumMap<>(Tier.class);
        private final Instant begin;

        Run(LaneView view, LaneSettings lane, double perSecond, double bulkShare, Instant now) {
            this.lane = lane;
            this.view = view;
            this.perSecond = perSecond;
            this.bulkShare = bulkShare;
            this.horizon = now.plus(HORIZON);
            this.begin = view.openUntil().filter(until -> until.isAfter(now)).orElse(now);
            LaneView.Waiting waiting = view.standing().waiting();
            // What is under way or in doubt goes first.
            left.put(Tier.CRITICAL, (double) waiting.critical() + view.sending() + view.inDoubt());
            left.put(Tier.NORMAL, (double) waiting.normal());
            left.put(Tier.BULK, (double) waiting.bulk());
        }

        Drain drain() {
            Instant at = begin;
            double begun = view.standing().begunOn(day(at));
            while (at.isBefore(horizon)) {
                Instant next = edge(at);
                Held.What held = Held.by(lane.maintenance(), at).what();
                double seconds = Duration.between(at, next).toMillis() / 1_000.0;
                double used = 0;
                for (Tier tier : Tier.values()) {
                    double rate = tier == Tier.BULK ? perSecond * bulkShare : perSecond;
                    double possible = Math.min((seconds - used) * rate, allowed(tier, begun));
                    double done = held.takes(tier) ? Math.min(left.getOrDefault(tier, 0.0), possible) : 0;
                    left.merge(tier, -done, Double::sum);
                    begun += done;
                    used += done / rate;
                }
                if (left.values().stream().allMatch(each -> each < 0.5)) {
                    return new Drain.At(at.plusMillis(Math.round(used * 1_000)));
                }
                begun = day(next).equals(day(at)) ? begun : 0;
                at = next;
            }
            return new Drain.Beyond();
        }

        private LocalDate day(Instant at) {
            return LocalDate.ofInstant(at, lane.shares().zone());
        }

        private double allowed(Tier tier, double begun) {
            Shares shares = lane.shares();
            return shares.callsPerDay() == 0 ? Double.MAX_VALUE : Math.max(0, shares.callsPerDay() - begun
                    - (tier == Tier.CRITICAL ? 0 : shares.reservedOfDay()));
        }

        /** When circumstances change next. */
        private Instant edge(Instant at) {
            Stream<Instant> windows = lane.maintenance().stream().flatMap(window -> window.next(at).stream())
                    .flatMap(span -> edges(span));
            Stream<Instant> midnight = lane.shares().callsPerDay() == 0 ? Stream.empty()
                    : Stream.of(day(at).plusDays(1).atStartOfDay(lane.shares().zone()).toInstant());
            return Stream.concat(windows, midnight).filter(each -> each.isAfter(at)).min(Instant::compareTo)
                    .filter(each -> each.isBefore(horizon)).orElse(horizon);
        }

        private static Stream<Instant> edges(MaintenanceWindow.Span span) {
            return Stream.of(span.holdBulkFrom(), span.holdNormalFrom(), span.from(), span.to());
        }
    }
}
