package io.crossdock.estate.books;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An append-only file. Writers that wait at the same time share one sync to disk. */
final class Journal implements AutoCloseable {

    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final FileChannel channel;
    private final Thread flusher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition durable = lock.newCondition();
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long appended;
    private long wanted;
    private long synced;
    private boolean closing;
    private @Nullable IOException failure;

    Journal(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        flusher = Thread.ofPlatform().name("journal").daemon().start(this::flush);
    }

    /** Queues a line and returns its place; it is on disk once {@link #await} has returned for that place. */
    long append(byte[] line) {
        lock.lock();
        try {
            if (closing) {
                throw new IllegalStateException("the books are closed");
            }
            pending.writeBytes(line);
            pending.write('\n');
            work.signal();
            return ++appended;
        } finally {
            lock.unlock();
        }
    }

    void await(long place) {
        lock.lock();
        try {
            wanted = Math.max(wanted, place);
            work.signal();
            while (synced < place && failure == null) {
                durable.awaitUninterruptibly();
            }
            if (failure != null) {
                throw new UncheckedIOException("the journal cannot be written", failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        while (true) {
            ByteArrayOutputStream batch;
            long upTo;
            lock.lock();
            try {
                long patience = LINGER_NANOS;
                while (!closing && (appended == synced || (wanted <= synced && patience > 0))) {
                    patience = appended == synced ? awaitWork() : awaitWork(patience);
                }
                if (appended == synced || failure != null) {
                    return;
                }
                batch = pending;
                upTo = appended;
                pending = new ByteArrayOutputStream();
            } finally {
                lock.unlock();
            }
            write(batch.toByteArray(), upTo);
        }
    }

    private long awaitWork() {
        work.awaitUninterruptibly();
        return LINGER_NANOS;
    }

    private long awaitWork(long patience) {
        try {
            return work.awaitNanos(patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the journal", e);
        }
    }

    private void write(byte[] batch, long upTo) {
        IOException problem = null;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(batch);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        } catch (IOException e) {
            problem = e;
        }
        lock.lock();
        try {
            failure = problem;
            synced = upTo;
            durable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            flusher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }
}
