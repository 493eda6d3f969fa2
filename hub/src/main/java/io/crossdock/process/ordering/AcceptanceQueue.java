package io.crossdock.process.ordering;

import io.crossdock.platform.inbox.Incoming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Brings waiting requests together: whoever waits when the last batch is done goes into the next one. Nobody lingers
 * for company. A batch that fails is decided again one by one, so that no request fails for another's sake.
 */
@Component
class AcceptanceQueue implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptanceQueue.class);
    private static final int WAITING_MAX = 1024;
    private static final int BATCH_MAX = 64;
    private static final int LINES_MAX = 2_000;
    private static final int ATTEMPTS_MAX = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Acceptance acceptance;
    /** Something empty only wakes whoever takes it. */
    private final BlockingQueue<Optional<Waiting>> queue = new ArrayBlockingQueue<>(WAITING_MAX);
    private volatile boolean running;
    private Optional<Thread> thread = Optional.empty();

    AcceptanceQueue(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    Placement place(Draft draft, Incoming message) {
        Waiting waiting = new Waiting(draft, message, new CompletableFuture<>());
        if (!running || !queue.offer(Optional.of(waiting))) {
            return new Placement.Unavailable("More orders are waiting than can be decided right now.", COME_BACK);
        }
        try {
            return waiting.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Placement.Unavailable("The order could not be decided in time. Send the same request again: "
                    + "it is not taken twice.", COME_BACK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Placement.Unavailable("The hub is stopping.", COME_BACK);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Optional.of(Thread.ofPlatform().name("acceptance").start(this::run));
    }

    private void run() {
        Optional<Waiting> heldOver = Optional.empty();
        while (running || heldOver.isPresent() || !queue.isEmpty()) {
            try {
                Optional<Waiting> first = heldOver.isPresent() ? heldOver : queue.take();
                heldOver = Optional.empty();
                if (first.isPresent()) {
                    List<Waiting> batch = new ArrayList<>(BATCH_MAX);
                    batch.add(first.get());
                    int lines = first.get().draft().request().lines().size();
                    Optional<Waiting> next;
                    while (batch.size() < BATCH_MAX && (next = queue.poll()) != null && next.isPresent()) {
                        lines += next.get().draft().request().lines().size();
                        if (lines > LINES_MAX) {
                            heldOver = next;
                            break;
                        }
                        batch.add(next.get());
                    }
                    decide(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void decide(List<Waiting> batch) {
        if (batch.size() == 1) {
            decide(batch.getFirst(), 1);
            return;
        }
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            try {
                answer(batch);
                return;
            } catch (PessimisticLockingFailureException e) {
                LOG.info("a batch of {} orders was sent away by the database (attempt {})", batch.size(), attempt);
            } catch (RuntimeException e) {
                LOG.warn("a batch of {} orders failed, deciding them one by one", batch.size(), e);
                break;
            }
        }
        batch.forEach(waiting -> decide(waiting, 1));
    }

    private void answer(List<Waiting> batch) {
        List<Optional<Placement>> answers = acceptance.decide(batch);
        for (int i = 0; i < batch.size(); i++) {
            Waiting waiting = batch.get(i);
            // Empty when the same key was decided in the same batch: its answer is known now.
            answers.get(i).ifPresentOrElse(waiting.answer()::complete, () -> decide(waiting, 1));
        }
    }

    /**
     * Decides one order alone. Reports of a warehouse lock the same stock in the order in which they came, so the
     * database may have to choose between them and an order; whoever it sends away begins anew.
     */
    private void decide(Waiting waiting, int attempt) {
        try {
            answer(List.of(waiting));
        } catch (PessimisticLockingFailureException e) {
            if (attempt < ATTEMPTS_MAX) {
                decide(waiting, attempt + 1);
            } else {
                waiting.answer().complete(new Placement.Unavailable("Others were working on the same stock or credit "
                        + "all the time. Send the same request again: it is not taken twice.", COME_BACK));
            }
        } catch (RuntimeException e) {
            waiting.answer().completeExceptionally(e);
        }
    }

    @Override
    public void stop() {
        running = false;
        queue.offer(Optional.empty());
        thread.ifPresent(t -> {
            try {
                t.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
