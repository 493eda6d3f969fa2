package io.crossdock.system.connectors.tryton;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Waiting for one's turn no longer than there is time. */
final class Turn {

    private Turn() {
    }

    static <T> T with(ReentrantLock lock, Deadline deadline, Supplier<T> work) {
        begin(() -> lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    static <T> T with(Semaphore places, Deadline deadline, Supplier<T> work) {
        begin(() -> places.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    @FunctionalInterface
    private interface Wait {
        boolean won() throws InterruptedException;
    }

    private static void begin(Wait wait) {
        try {
            if (!wait.won()) {
                throw Fault.busy("Others were busy with the same for as long as there was time.");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Fault.busy("The hub is stopping.");
        }
    }
}
