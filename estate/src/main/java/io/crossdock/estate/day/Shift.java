package io.crossdock.estate.day;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The clock that warehouses, carriers and suppliers work by. It runs {@code pace} times as fast as the day
 * outside; a change of pace also moves what is already planned. Work is done on virtual threads, never on the
 * clock's own.
 */
public final class Shift implements AutoCloseable {

    private record Planned(double due, long number, Runnable work) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            int byDue = Double.compare(due, other.due);
            return byDue != 0 ? byDue : Long.compare(number, other.number);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Planned> plan = new PriorityQueue<>();
    private final long startNanos = System.nanoTime();
    private double pace;
    private double paceSinceReal;
    private double paceSinceShift;
    private long planned;
    private boolean closed;

    public Shift(double pace) {
        this.pace = pace;
        Thread.ofPlatform().name("shift").daemon().start(this::run);
    }

    public double pace() {
        lock.lock();
        try {
            return pace;
        } finally {
            lock.unlock();
        }
    }

    /** @throws IllegalArgumentException unless the pace is above 0 and at most 1000 */
    public void pace(double newPace) {
        if (!(newPace > 0 && newPace <= 1000)) {
            throw new IllegalArgumentException("pace must be above 0 and at most 1000");
        }
        lock.lock();
        try {
            double real = real();
            paceSinceShift = shift(real);
            paceSinceReal = real;
            pace = newPace;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Plans work after a delay of shift time. */
    public void after(Duration delay, Runnable work) {
        lock.lock();
        try {
            plan.add(new Planned(shift(real()) + delay.toNanos(), planned++, work));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a span of shift time. */
    public void pause(Duration span) {
        try {
            Thread.sleep(Duration.ofNanos((long) (span.toNanos() / pace())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            Runnable due = null;
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                Planned head = plan.peek();
                if (head == null) {
                    changed.awaitUninterruptibly();
                } else {
                    double wait = (head.due - shift(real())) / pace;
                    if (wait <= 0) {
                        due = plan.remove().work;
                    } else {
                        awaitChange((long) wait + 1);
                    }
                }
            } finally {
                lock.unlock();
            }
            if (due != null) {
                Thread.startVirtualThread(due);
            }
        }
    }

    private void awaitChange(long nanos) {
        try {
            long left = changed.awaitNanos(nanos);
            assert left <= nanos;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the shift", e);
        }
    }

    private double real() {
        return System.nanoTime() - startNanos;
    }

    private double shift(double real) {
        return paceSinceShift + (real - paceSinceReal) * pace;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
