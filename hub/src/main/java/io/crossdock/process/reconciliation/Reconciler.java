package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.replica.Replication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Compares on schedule. Every process has one; of several, each run is carried out by one. */
@Component
class Reconciler implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Comparisons comparisons;
    private final RunStore runs;
    private final Running running;
    private final Replication replication;
    private final Clock clock;
    private volatile boolean filled;
    private volatile boolean started;
    private Thread thread = new Thread(() -> { });

    Reconciler(Comparisons comparisons, RunStore runs, Running running, Replication replication, Clock clock) {
        this.comparisons = comparisons;
        this.runs = runs;
        this.running = running;
        this.replication = replication;
        this.clock = clock;
    }

    /** Asks for what is due by the landscape's policy. */
    void schedule() {
        Instant now = clock.instant();
        Instant before = now.minus(comparisons.policy().every());
        comparisons.pairs().forEach(pair ->
                runs.ask(Ids.at(now), pair.comparison().name(), pair.system().id(), "schedule", now, before));
    }

    /** Takes every step that is due. */
    void work() {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = running.step();
        }
    }

    /** Before everything was read once, everything would differ. */
    private boolean ready() {
        filled = filled || replication.health().stream().filter(Replication.Health::available)
                .allMatch(health -> health.state().filled());
        return filled;
    }

    private void loop() {
        while (started) {
            try {
                if (ready()) {
                    schedule();
                    work();
                }
            } catch (RuntimeException failure) {
                // A throw would end all reconciliation of this process; the store may be back in a moment.
                LOG.warn("reconciliation rests for a moment: {}", failure.toString());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void start() {
        started = true;
        thread = Thread.ofVirtual().name("reconciliation").start(this::loop);
    }

    @Override
    public void stop() {
        started = false;
        thread.interrupt();
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
