package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneStore.Budget;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes work for a worker, within the budget that all replicas share. The lane's row lock decides. */
@Component
class LaneClaims {

    private static final int MOST = 64;

    private final EffectStore effects;
    private final LaneStore lanes;
    private final Completions completions;
    private final Executors executors;
    private final Clock clock;

    LaneClaims(EffectStore effects, LaneStore lanes, Completions completions, Executors executors, Clock clock) {
        this.effects = effects;
        this.lanes = lanes;
        this.completions = completions;
        this.executors = executors;
        this.clock = clock;
    }

    /** What a worker now holds a lease on. */
    record Claim(List<Effect> toSend, List<Effect> toLookUp) {
        static final Claim NOTHING = new Claim(List.of(), List.of());

        boolean isEmpty() {
            return toSend.isEmpty() && toLookUp.isEmpty();
        }
    }

    @Transactional
    public void register(String target) {
        lanes.register(target, clock.instant());
    }

    @Transactional
    public Claim claim(String target, LaneSettings lane, String worker) {
        Optional<Budget> locked = lanes.lock(target);
        if (locked.isEmpty()) {
            return Claim.NOTHING;
        }
        Instant now = clock.instant();
        Budget budget = locked.get();
        doubtTheExpired(target, now, worker);
        if (budget.paused() || budget.openUntil().filter(now::isBefore).isPresent()) {
            return Claim.NOTHING;
        }
        boolean probing = budget.consecutiveFailures() >= lane.breakerFailures();
        BigDecimal tokens = tokens(budget, lane, now);
        int allowed = Math.min(probing ? 1 : MOST, tokens.setScale(0, RoundingMode.DOWN).intValue());
        Instant lease = now.plus(lane.lease());
        List<Effect> toLookUp = effects.claimDoubted(target, allowed, worker, lease, now);
        int left = allowed - toLookUp.size();
        List<Effect> toSend = left < 1 ? List.of()
                : effects.claimReady(target, probing ? 1 : lane.concurrency(), left, worker, lease, now);
        if (lane.ratePerSecond() > 0) {
            int spent = toLookUp.size() + toSend.size();
            lanes.spend(target, tokens.subtract(BigDecimal.valueOf(spent)), now);
        }
        return new Claim(toSend, toLookUp);
    }

    /** A bucket that fills by the second and holds one second's worth. */
    private static BigDecimal tokens(Budget budget, LaneSettings lane, Instant now) {
        if (lane.ratePerSecond() == 0) {
            return BigDecimal.valueOf(MOST);
        }
        BigDecimal rate = BigDecimal.valueOf(lane.ratePerSecond());
        long millis = Math.max(0, Duration.between(budget.refilledAt(), now).toMillis());
        BigDecimal refill = rate.multiply(BigDecimal.valueOf(millis)).movePointLeft(3);
        return rate.min(budget.tokens().add(refill));
    }

    private void doubtTheExpired(String target, Instant now, String worker) {
        List<Completion> lost = effects.expired(target, now, MOST).stream()
                .map(effect -> (Completion) new Completion.Sent(effect,
                        new Outcome.Ambiguous("The worker that sent it did not come back."),
                        executors.promise(effect), effect.startedAt().orElse(now), now))
                .toList();
        if (!lost.isEmpty()) {
            completions.write(lost, worker);
        }
    }
}
