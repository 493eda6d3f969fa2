package io.crossdock.platform.effects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * Whether channels may bring more work for a lane: what waits there has a bound. Counted is critical and normal work; bulk
 * work stands behind it and is bounded where it is asked for. A count is a second old at most, and what this process has
 * asked for since is added, so the bound is passed by no more than what other replicas ask for in a second. Thread-safe.
 */
@Component
public class Backlogs {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration SOONEST = Duration.ofSeconds(5);
    private static final Duration LATEST = Duration.ofHours(1);
    /** Nobody knows when a person lets a lane go on. */
    private static final Duration WHILE_STOPPED = Duration.ofMinutes(5);
    /** So much of the bound is to be free again when somebody comes back. */
    private static final int SHARE = 50;

    private final EffectStore effects;
    private final Forecasts forecasts;
    private final Clock clock;
    private final Map<String, AtomicReference<Count>> counts = new ConcurrentHashMap<>();

    Backlogs(EffectStore effects, Forecasts forecasts, Clock clock) {
        this.effects = effects;
        this.forecasts = forecasts;
        this.clock = clock;
    }

    /**
     * A lane that takes no more for now.
     *
     * @param waiting  how many effects wait, or one more than the bound
     * @param comeBack when there will be room, as far as can be foreseen; 5 s to 1 h
     */
    public record Crowd(String target, int waiting, int bound, Duration comeBack) {
    }

    private record Count(Instant at, int waiting, AtomicInteger since, Optional<Crowd> late) {

        static final Count NONE = new Count(Instant.EPOCH, 0, new AtomicInteger(), Optional.empty());
    }

    /** The first of some lanes that is full, or that takes longer than it may. */
    public Optional<Crowd> crowded(Collection<String> targets) {
        return targets.stream().flatMap(target -> crowded(target).stream()).findFirst();
    }

    private Optional<Crowd> crowded(String target) {
        Optional<LaneSettings> lane = forecasts.known(target);
        if (lane.isEmpty()) {
            return Optional.empty();
        }
        int bound = lane.get().bounds().effects();
        Count count = fresh(target, lane.get());
        int waiting = count.waiting() + count.since().get();
        return waiting >= bound ? Optional.of(new Crowd(target, waiting, bound, comeBack(target, bound))) : count.late();
    }

    private Count fresh(String target, LaneSettings lane) {
        AtomicReference<Count> held = counts.computeIfAbsent(target, each -> new AtomicReference<>(Count.NONE));
        Count count = Objects.requireNonNull(held.get());
        Instant now = clock.instant();
        if (!count.at().plus(FRESH).isAfter(now)) {
            int waiting = effects.waiting(target, lane.bounds().effects() + 1);
            Count newer = new Count(now, waiting, new AtomicInteger(), late(target, lane, waiting));
            held.set(newer);
            return newer;
        }
        return count;
    }

    /** Only where somebody has set a longest wait. */
    private Optional<Crowd> late(String target, LaneSettings lane, int waiting) {
        return lane.bounds().time().filter(longest -> waiting > 0)
                .flatMap(longest -> forecasts.takes(target, waiting).filter(takes -> takes.compareTo(longest) > 0)
                        .map(takes -> new Crowd(target, waiting, lane.bounds().effects(), within(takes.minus(longest)))));
    }

    private Duration comeBack(String target, int bound) {
        return within(forecasts.takes(target, Math.max(1, bound / SHARE)).orElse(WHILE_STOPPED));
    }

    private static Duration within(Duration wanted) {
        return wanted.compareTo(SOONEST) < 0 ? SOONEST : wanted.compareTo(LATEST) > 0 ? LATEST : wanted;
    }

    /** Somebody asks for more. */
    void note(Collection<NewEffect> requested) {
        for (NewEffect effect : requested) {
            AtomicReference<Count> held = counts.get(effect.target());
            if (held != null && effect.tier() != Tier.BULK) {
                Objects.requireNonNull(held.get()).since().incrementAndGet();
            }
        }
    }
}
