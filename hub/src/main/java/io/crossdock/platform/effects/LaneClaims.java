package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneStore.Budget;
import io.crossdock.platform.effects.EffectStore.Situation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes work for a worker, within the budget that all replicas share. The lane's row lock decides. */
@Component
class LaneClaims {

    /** Most effects taken at once. */
    static final int MOST = 64;

    private final EffectStore effects;
    private final LaneStore lanes;
    private final LostLeases lostLeases;
    private final Clock clock;
    private final String worker;
    private final AtomicLong claims = new AtomicLong();

    LaneClaims(EffectStore effects, LaneStore lanes, LostLeases lostLeases, Clock clock,
            @Value("${crossdock.node:hub}") String node) {
        this.effects = effects;
        this.lanes = lanes;
        this.lostLeases = lostLeases;
        this.clock = clock;
        // The random part tells a process from its predecessor of the same name and process id.
        this.worker = node + "-" + ProcessHandle.current().pid() + "-"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    }

    /** What a worker now holds a lease on. */
    record Claim(List<Leased> toSend, List<Leased> toLookUp) {
        static final Claim NOTHING = new Claim(List.of(), List.of());

        int size() {
            return toSend.size() + toLookUp.size();
        }
    }

    @Transactional
    public void register(String target) {
        lanes.register(target, clock.instant());
    }

    /** Takes at most {@code places} effects: those in doubt first, because they hold up their keys the longest. */
    @Transactional
    public Claim claim(String target, LaneSettings lane, int places) {
        Optional<Budget> locked = lanes.lock(target);
        if (locked.isEmpty()) {
            return Claim.NOTHING;
        }
        Instant now = clock.instant();
        Budget budget = locked.get();
        Situation situation = effects.situation(target, now);
        if (situation.lost()) {
            lostLeases.settle(target, now);
        }
        if (budget.paused() || budget.openUntil().filter(now::isBefore).isPresent()) {
            return Claim.NOTHING;
        }
        boolean probing = budget.consecutiveFailures() >= lane.breakerFailures();
        int free = (probing ? 1 : lane.concurrency()) - situation.busy();
        BigDecimal tokens = tokens(budget, lane, now);
        int withinRate = tokens.setScale(0, RoundingMode.DOWN).intValue();
        int allowed = Math.min(Math.min(places, MOST), Math.min(free, withinRate));
        if (allowed < 1) {
            return Claim.NOTHING;
        }
        Claim claim = claim(target, situation, allowed, now, now.plus(lane.lease()));
        if (lane.ratePerSecond().signum() > 0 && claim.size() > 0) {
            lanes.spend(target, tokens.subtract(BigDecimal.valueOf(claim.size())), now);
        }
        return claim;
    }

    private Claim claim(String target, Situation situation, int allowed, Instant now, Instant until) {
        String lease = worker + "#" + claims.incrementAndGet();
        List<Leased> toLookUp = situation.doubted()
                ? effects.claimDoubted(target, allowed, lease, until, now) : List.of();
        int left = allowed - toLookUp.size();
        List<Leased> toSend = left > 0 ? effects.claimReady(target, left, lease, until, now) : List.of();
        return new Claim(toSend, toLookUp);
    }

    /** A bucket that fills by the second and holds half a second's worth, at least one. */
    private static BigDecimal tokens(Budget budget, LaneSettings lane, Instant now) {
        if (lane.ratePerSecond().signum() == 0) {
            return BigDecimal.valueOf(MOST);
        }
        BigDecimal rate = lane.ratePerSecond();
        BigDecimal bucket = rate.multiply(new BigDecimal("0.5")).max(BigDecimal.ONE);
        long millis = Math.max(0, Duration.between(budget.refilledAt(), now).toMillis());
        return bucket.min(budget.tokens().add(rate.multiply(BigDecimal.valueOf(millis)).movePointLeft(3)));
    }
}
