package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneStore.Budget;
import io.crossdock.platform.effects.EffectStore.Situation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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

    /** Those of some targets for which something is due. */
    List<String> due(Collection<String> targets) {
        return effects.due(targets, clock.instant());
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
        Held held = held(target, budget, lane, now);
        if (budget.stop() == LaneStop.DRAINING && !effects.underWay(target)) {
            lanes.drained(target, now);
        }
        if (budget.stop() == LaneStop.PAUSED || budget.stop() == LaneStop.DRAINED || held.what() == Held.What.ALL
                || budget.openUntil().filter(now::isBefore).isPresent()) {
            return Claim.NOTHING;
        }
        boolean probing = budget.consecutiveFailures() >= lane.breakerFailures();
        Room room = Room.of(budget, situation, lane, probing, Math.min(places, MOST), now);
        if (room.all() < 1) {
            return Claim.NOTHING;
        }
        Claim claim = budget.stop() == LaneStop.DRAINING
                ? new Claim(List.of(), doubted(target, situation, room, leaseName(), now.plus(lane.lease()), now))
                : claim(target, situation, room.under(held.what()), now, now.plus(lane.lease()));
        if (claim.size() > 0) {
            spend(target, budget, lane, claim, now);
        }
        return claim;
    }

    /** Whoever sees a window begin or end first tells the others. */
    private Held held(String target, Budget budget, LaneSettings lane, Instant now) {
        if (lane.maintenance().isEmpty() && budget.held().isEmpty()) {
            return Held.NOTHING;
        }
        Held held = Held.agreed(budget.held(), lane.maintenance(), now);
        if (!held.equals(budget.held().orElse(Held.NOTHING))) {
            lanes.hold(target, held);
        }
        return held;
    }

    private String leaseName() {
        return worker + "#" + claims.incrementAndGet();
    }

    private List<Leased> doubted(String target, Situation situation, Room room, String lease, Instant until, Instant now) {
        return situation.doubted() ? effects.claimDoubted(target, room.all(), lease, until, now) : List.of();
    }

    private Claim claim(String target, Situation situation, Room room, Instant now, Instant until) {
        String lease = leaseName();
        List<Leased> toLookUp = doubted(target, situation, room, lease, until, now);
        List<Leased> toSend = new ArrayList<>();
        int left = room.all() - toLookUp.size();
        int ordinary = room.ordinary() - toLookUp.size();
        if (left > 0 && ordinary >= left) {
            toSend.addAll(effects.claimReady(target, Tier.CRITICAL, Tier.NORMAL, left, lease, until, now));
        } else if (left > 0) {
            toSend.addAll(effects.claimReady(target, Tier.CRITICAL, Tier.CRITICAL, left, lease, until, now));
            int normal = Math.min(left, ordinary) - toSend.size();
            if (normal > 0) {
                toSend.addAll(effects.claimReady(target, Tier.NORMAL, Tier.NORMAL, normal, lease, until, now));
            }
        }
        int bulk = Math.min(room.bulk(), Math.min(left, ordinary) - toSend.size());
        if (bulk > 0 && situation.bulkWaits()) {
            toSend.addAll(effects.claimReady(target, Tier.BULK, Tier.BULK, bulk, lease, until, now));
        }
        return new Claim(List.copyOf(toSend), toLookUp);
    }

    private void spend(String target, Budget budget, LaneSettings lane, Claim claim, Instant now) {
        boolean perSecond = lane.ratePerSecond().signum() > 0;
        boolean perDay = lane.shares().callsPerDay() > 0;
        if (!perSecond && !perDay) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(now, lane.shares().zone());
        long bulk = claim.toSend().stream().filter(leased -> leased.effect().tier() == Tier.BULK).count();
        BigDecimal tokens = perSecond ? Room.tokens(budget, lane, now).subtract(BigDecimal.valueOf(claim.size()))
                : BigDecimal.ZERO;
        BigDecimal bulkTokens = perSecond ? Room.bulkTokens(budget, lane, now).subtract(BigDecimal.valueOf(bulk))
                : BigDecimal.ZERO;
        lanes.spend(target, tokens, bulkTokens, today, budget.begunOn(today) + claim.size(), now);
    }
}
