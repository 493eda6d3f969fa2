package io.crossdock.platform.journal;

import io.crossdock.platform.lifecycle.CrashPoints;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs every subscription on a thread of its own until the hub stops. */
@Component
class Subscriptions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    /** Partitions that another replica held and left when it died are found without news. */
    private static final Duration UNASKED = Duration.ofSeconds(2);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final List<FactHandler> handlers;
    private final Ledger ledger;
    private final Clock clock;
    private final Wake.Bell written;
    private final List<Wake.Bell> bells = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** Where facts are, and how they are read. */
    @Component
    record Ledger(JournalStore store, TransactionTemplate transaction, CrashPoints crashPoints) {
    }

    Subscriptions(List<FactHandler> handlers, Ledger ledger, Wake wake, Clock clock) {
        this.handlers = handlers;
        this.ledger = ledger;
        this.clock = clock;
        this.written = wake.bell(handlers.stream().flatMap(handler -> handler.types().stream()).collect(Collectors.toSet()));
        Set<String> names = new HashSet<>();
        handlers.forEach(handler -> {
            if (handler.types().isEmpty()) {
                throw new IllegalStateException("the subscription " + handler.subscription() + " wants no facts");
            }
            if (!names.add(handler.subscription())) {
                throw new IllegalStateException("two subscriptions are named " + handler.subscription());
            }
        });
    }

    @Override
    public void start() {
        running = true;
        Lookout lookout = new Lookout(ledger.store(), clock, written);
        threads.add(Thread.ofVirtual().name("lookout").start(() -> lookout.run(() -> running)));
        for (FactHandler handler : handlers) {
            Subscription subscription = new Subscription(handler, ledger, lookout::safe, clock);
            subscription.register();
            Wake.Bell bell = lookout.bell(handler.subscription(), handler.types());
            bells.add(bell);
            threads.add(Thread.ofVirtual().name("subscription-" + handler.subscription())
                    .start(() -> run(handler.subscription(), subscription, bell)));
        }
    }

    private void run(String name, Subscription subscription, Wake.Bell bell) {
        while (running && !Thread.currentThread().isInterrupted()) {
            try {
                if (!subscription.step()) {
                    bell.await(UNASKED);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("{}: no progress, trying again in {}", name, AFTER_TROUBLE, e);
                rest(bell);
            }
        }
    }

    private static void rest(Wake.Bell bell) {
        try {
            bell.await(AFTER_TROUBLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        written.ring();
        bells.forEach(Wake.Bell::ring);
        for (Thread thread : threads) {
            try {
                thread.join(STOP_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
        bells.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
