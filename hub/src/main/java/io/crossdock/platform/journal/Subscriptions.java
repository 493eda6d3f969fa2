package io.crossdock.platform.journal;

import io.crossdock.platform.lifecycle.CrashPoints;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs every subscription on a thread of its own until the hub stops. */
@Component
class Subscriptions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    /** How long a fact written by another replica may go unnoticed. */
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final List<FactHandler> handlers;
    private final Ledger ledger;
    private final Wake wake;
    private final Clock clock;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** Where facts are, and how they are read. */
    @Component
    record Ledger(JournalStore store, TransactionTemplate transaction, CrashPoints crashPoints) {
    }

    Subscriptions(List<FactHandler> handlers, Ledger ledger, Wake wake, Clock clock) {
        this.handlers = handlers;
        this.ledger = ledger;
        this.wake = wake;
        this.clock = clock;
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
        for (FactHandler handler : handlers) {
            Subscription subscription = new Subscription(handler, ledger.store(), ledger.transaction(), clock,
                    ledger.crashPoints());
            subscription.register();
            Wake.Bell bell = wake.bell(handler.types());
            threads.add(Thread.ofVirtual().name("subscription-" + handler.subscription())
                    .start(() -> run(handler.subscription(), subscription, bell)));
        }
    }

    private void run(String name, Subscription subscription, Wake.Bell bell) {
        while (running && !Thread.currentThread().isInterrupted()) {
            try {
                if (!subscription.step()) {
                    bell.await(POLL);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("{}: no progress, trying again in {}", name, AFTER_TROUBLE, e);
                rest(bell);
            }
        }
        wake.silence(bell);
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
        wake.everyone();
        for (Thread thread : threads) {
            try {
                thread.join(STOP_WITHIN);
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
