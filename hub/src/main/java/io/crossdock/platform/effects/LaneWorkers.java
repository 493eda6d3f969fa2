package io.crossdock.platform.effects;

import io.crossdock.platform.effects.LaneClaims.Claim;
import io.crossdock.platform.journal.Wake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The workers of this process: one loop per lane that claims and calls, and one that writes what came back, as many
 * answers per commit as are waiting.
 */
@Component
class LaneWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LaneWorkers.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(12);
    private static final int BATCH = 200;

    private final Lanes lanes;
    private final LaneClaims claims;
    private final Completions completions;
    private final Calls calls;
    private final Wake wake;
    private final String worker;
    private final Map<String, Thread> loops = new ConcurrentHashMap<>();
    private final BlockingQueue<Completion> answers = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    LaneWorkers(Lanes lanes, LaneClaims claims, Completions completions, Calls calls, Wake wake,
            @Value("${crossdock.node:hub}") String node) {
        this.lanes = lanes;
        this.claims = claims;
        this.completions = completions;
        this.calls = calls;
        this.wake = wake;
        this.worker = node + "-" + ProcessHandle.current().pid();
    }

    @Override
    public void start() {
        running = true;
        threads.add(Thread.ofVirtual().name("effects-answers").start(this::writeAnswers));
        threads.add(Thread.ofVirtual().name("effects-lanes").start(this::keepLanes));
    }

    /** Lanes appear and disappear with the landscape. */
    private void keepLanes() {
        Wake.Bell bell = wake.bell();
        while (running) {
            for (String target : lanes.all().keySet()) {
                loops.computeIfAbsent(target, t -> Thread.ofVirtual().name("lane-" + t).start(() -> runLane(t)));
            }
            pause(bell, AFTER_TROUBLE);
        }
    }

    private void runLane(String target) {
        Wake.Bell bell = wake.bell();
        boolean registered = false;
        while (running && lanes.all().containsKey(target)) {
            try {
                if (!registered) {
                    claims.register(target);
                    registered = true;
                }
                Claim claim = claims.claim(target, lanes.all().getOrDefault(target, LaneSettings.DEFAULT), worker);
                claim.toLookUp().forEach(effect -> calls.lookUp(effect, answers));
                claim.toSend().forEach(effect -> calls.send(effect, answers));
                if (claim.isEmpty()) {
                    pause(bell, POLL);
                }
            } catch (RuntimeException e) {
                LOG.warn("lane {}: no progress, trying again in {}", target, AFTER_TROUBLE, e);
                pause(bell, AFTER_TROUBLE);
            }
        }
        wake.silence(bell);
        loops.remove(target);
    }

    private static void pause(Wake.Bell bell, Duration longest) {
        try {
            bell.await(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAnswers() {
        List<Completion> batch = new ArrayList<>();
        while (running || !answers.isEmpty() || calls.underWay() > 0) {
            try {
                if (batch.isEmpty()) {
                    Completion first = answers.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    batch.add(first);
                    answers.drainTo(batch, BATCH - 1);
                }
                completions.write(List.copyOf(batch), worker);
                batch.clear();
                wake.everyone();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!running) {
                    LOG.warn("{} answers could not be written before the stop; their leases will expire", batch.size(), e);
                    return;
                }
                LOG.warn("answers could not be written, trying again in {}", AFTER_TROUBLE, e);
                pause(new Wake.Bell(), AFTER_TROUBLE);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        wake.everyone();
        Instant deadline = Clock.systemUTC().instant().plus(STOP_WITHIN);
        List<Thread> all = new ArrayList<>(loops.values());
        all.addAll(threads);
        for (Thread thread : all) {
            try {
                Duration left = Duration.between(Clock.systemUTC().instant(), deadline);
                thread.join(left.isNegative() ? Duration.ofMillis(1) : left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
