package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneClaims.Claim;
import io.crossdock.platform.journal.Wake;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The workers of this process: one loop per lane that claims and calls, one that looks out for lanes with something due,
 * and one that writes the answers.
 */
@Component
class LaneWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LaneWorkers.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Windows and drained lanes are noticed without anything due. */
    private static final Duration UNASKED = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(12);

    private final Lanes lanes;
    private final LaneClaims claims;
    private final Calls calls;
    private final AnswerWriter answers;
    private final Wake wake;
    /** Targets that have a loop. */
    private final Map<String, Wake.Bell> loops = new ConcurrentHashMap<>();
    private final Wake.Bell stopping = new Wake().bell();
    private volatile boolean running;
    private ExecutorService threads = threads();
    private CompletableFuture<Void> keeper = CompletableFuture.completedFuture(null);

    LaneWorkers(Lanes lanes, LaneClaims claims, Calls calls, AnswerWriter answers, Wake wake) {
        this.lanes = lanes;
        this.claims = claims;
        this.calls = calls;
        this.answers = answers;
        this.wake = wake;
    }

    private static ExecutorService threads() {
        return java.util.concurrent.Executors
                .newThreadPerTaskExecutor(Thread.ofVirtual().name("effects-", 0).factory());
    }

    @Override
    public void start() {
        running = true;
        threads = threads();
        threads.execute(() -> answers.run(() -> running));
        keeper = CompletableFuture.runAsync(this::keepLanes, threads);
    }

    /** Lanes appear and disappear with the landscape. */
    private void keepLanes() {
        while (running) {
            try {
                lanes.all().keySet().forEach(target -> loops.computeIfAbsent(target, this::loop));
                calls.endTheOverdue();
                wake.those(claims.due(loops.keySet()));
                rest(stopping, POLL);
            } catch (RuntimeException e) {
                LOG.warn("lanes cannot be read, trying again in {}", AFTER_TROUBLE, e);
                rest(stopping, AFTER_TROUBLE);
            }
        }
    }

    private Wake.Bell loop(String target) {
        Wake.Bell bell = wake.bell(Set.of(target));
        threads.execute(() -> {
            try {
                runLane(target, bell);
            } finally {
                wake.silence(bell);
                loops.remove(target);
            }
        });
        return bell;
    }

    private void runLane(String target, Wake.Bell bell) {
        boolean registered = false;
        while (running && lanes.all().containsKey(target)) {
            try {
                if (!registered) {
                    claims.register(target);
                    registered = true;
                }
                if (!turn(target, lanes.all().getOrDefault(target, LaneSettings.DEFAULT))) {
                    rest(bell, UNASKED);
                }
            } catch (RuntimeException e) {
                LOG.warn("lane {}: no progress, trying again in {}", target, AFTER_TROUBLE, e);
                rest(bell, AFTER_TROUBLE);
            }
        }
    }

    /** Claims and calls. Returns false if there was nothing to do or no place to do it. */
    private boolean turn(String target, LaneSettings lane) {
        int places = calls.take(target, lane.concurrency());
        int used = 0;
        try {
            Claim claim = claims.claim(target, lane, places);
            used = claim.size();
            claim.toLookUp().forEach(calls::lookUp);
            claim.toSend().forEach(calls::send);
        } finally {
            calls.giveBack(target, places - used);
        }
        return used > 0;
    }

    private static void rest(Wake.Bell bell, Duration longest) {
        try {
            bell.await(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Claims nothing more, then waits for the calls under way and their answers. */
    @Override
    public void stop() {
        running = false;
        stopping.ring();
        wake.everyone();
        keeper.join();
        calls.lookAgain();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} calls are still under way; their leases will expire", calls.underWay());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
