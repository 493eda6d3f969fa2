package io.crossdock.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Starts a part, and once told to watch it, starts it again whenever it ends by itself. Thread-safe. */
final class Keeper {

    /**
     * Pauses between starts: the first, doubled each time up to the longest; the first again after a calm
     * time.
     */
    record BackOff(Duration first, Duration longest, Duration calm) {

        static final BackOff USUAL =
                new BackOff(Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofSeconds(60));

        Duration after(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(longest) > 0 ? longest : doubled;
        }
    }

    private final String name;
    private final Supplier<Part> starter;
    private final BackOff backOff;
    private final Consumer<String> messages;
    private final Runnable changed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Part part;

    /** Starts the part at once; failures of this first start are the caller's. */
    Keeper(String name, Supplier<Part> starter, BackOff backOff, Consumer<String> messages,
            Runnable changed) {
        this.name = name;
        this.starter = starter;
        this.backOff = backOff;
        this.messages = messages;
        this.changed = changed;
        this.part = starter.get();
    }

    String name() {
        return name;
    }

    Part part() {
        return part;
    }

    void watch() {
        Thread.ofPlatform().daemon().name(name + "-keeper").start(this::keep);
    }

    private void keep() {
        Duration pause = backOff.first();
        while (!isClosing(Duration.ZERO)) {
            long started = System.nanoTime();
            String end = part().onExit().join();
            if (isClosing(Duration.ZERO)) {
                return;
            }
            if (System.nanoTime() - started > backOff.calm().toNanos()) {
                pause = backOff.first();
            }
            messages.accept("%s has ended by itself (%s); starting it again in %d ms"
                    .formatted(name, end, pause.toMillis()));
            if (isClosing(pause)) {
                return;
            }
            startAgain();
            pause = backOff.after(pause);
        }
    }

    private void startAgain() {
        synchronized (this) {
            if (isClosing(Duration.ZERO)) {
                return;
            }
            try {
                part.stop(Duration.ZERO);
                part = starter.get();
            } catch (RuntimeException e) {
                messages.accept(name + " does not start: " + e.getMessage());
                return;
            }
        }
        messages.accept(name + " runs again (process " + part().pid() + ")");
        changed.run();
    }

    private boolean isClosing(Duration patience) {
        try {
            return closing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the part at once and for good, even while a gentle end is being waited for. */
    void kill() {
        closing.countDown();
        part.kill();
    }

    /** Stops the part for good, killing it when a gentle end takes longer than this. */
    void stop(Duration patience) {
        closing.countDown();
        synchronized (this) {
            part.stop(patience);
        }
    }
}
