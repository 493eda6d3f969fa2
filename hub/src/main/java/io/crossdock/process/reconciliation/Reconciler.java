package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.lifecycle.Rounds;
import io.crossdock.platform.replica.Replication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Compares on schedule. Every process has one; of several, each run is carried out by one. */
@Component
class Reconciler extends Rounds {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Comparisons comparisons;
    private final RunStore runs;
    private final Running running;
    private final Replication replication;
    private final Clock clock;
    private volatile boolean filled;

    Reconciler(Comparisons comparisons, RunStore runs, Running running, Replication replication, Clock clock) {
        super("reconciliation", PAUSE);
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

    @Override
    protected boolean step() {
        if (ready()) {
            schedule();
            work();
        }
        return false;
    }
}
