package io.crossdock.estate.books;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All books of the estate over one journal file. A change is a piece of work under one lock whose writes
 * reach the file as one line: all of it survives kill -9, or none. An exception undoes the change.
 */
public final class Books implements AutoCloseable {

    /** Thrown by {@link #open} when the folder is taken. */
    public static final class InUse extends IOException {
        private static final long serialVersionUID = 1L;

        InUse(Path folder) {
            super("another estate runs on " + folder.toAbsolutePath());
        }
    }

    private static final int COMPACT_FROM = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FileChannel lockFile;
    private final Map<String, Map<String, JsonNode>> unclaimed = new LinkedHashMap<>();
    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Book<Long> counters;
    private final List<Object[]> writes = new ArrayList<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private int depth;

    private Books(Path folder, FileChannel lockFile) throws IOException {
        this.lockFile = lockFile;
        Path file = folder.resolve("books.jsonl");
        int loaded = Files.exists(file) ? load(file) : 0;
        int rows = unclaimed.values().stream().mapToInt(Map::size).sum();
        if (loaded > COMPACT_FROM && loaded > rows * 2L) {
            compact(folder, file);
        }
        journal = new Journal(file);
        counters = book("counters", Long.class);
    }

    /** @throws InUse when another process has the folder */
    public static Books open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(folder.resolve("estate.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            throw new InUse(folder);
        }
        return new Books(folder, channel);
    }

    /** A predecessor that was just killed may hold the folder for a moment longer. */
    private static boolean lock(FileChannel channel) throws IOException {
        long patientUntil = System.nanoTime() + PATIENCE.toNanos();
        while (!tryLock(channel)) {
            if (System.nanoTime() > patientUntil) {
                return false;
            }
            LockSupport.parkNanos(PATIENCE.toNanos() / 20);
        }
        return true;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Opens a book by name; to be called once per name. */
    public <T> Book<T> book(String name, Class<T> type) {
        Book<T> book = new Book<>(name, this);
        Map<String, JsonNode> kept = unclaimed.remove(name);
        if (kept != null) {
            kept.forEach((key, row) -> book.set(key, Json.as(row, type)));
        }
        return book;
    }

    /** Does the work as one durable change; returns when it is on disk. */
    public <R> R change(Supplier<R> work) {
        Commit<R> commit = commit(work);
        if (commit.place > 0) {
            journal.await(commit.place);
        }
        commit.afterwards.forEach(Runnable::run);
        return commit.result;
    }

    public void change(Runnable work) {
        change(() -> {
            work.run();
            return true;
        });
    }

    /** Does the work as one change that reaches the disk a little later: for what may be forgotten. */
    public void note(Runnable work) {
        commit(() -> {
            work.run();
            return true;
        }).afterwards.forEach(Runnable::run);
    }

    /** Has something done once the current change is on disk; dropped when the change is undone. */
    public void then(Runnable afterwardsDo) {
        afterwards.add(afterwardsDo);
    }

    /** The next value of a named counter; only inside a change. */
    public long next(String counter, long first) {
        long value = counters.find(counter).orElse(first - 1) + 1;
        counters.put(counter, value);
        return value;
    }

    /** The latest value of a named counter, 0 before the first. */
    public long current(String counter) {
        return counters.find(counter).orElse(0L);
    }

    private record Commit<R>(R result, long place, List<Runnable> afterwards) {}

    private <R> Commit<R> commit(Supplier<R> work) {
        lock.lock();
        depth++;
        try {
            R result = work.get();
            if (depth > 1) {
                return new Commit<>(result, 0, List.of());
            }
            long place = writes.isEmpty() ? 0 : journal.append(Json.bytes(writes));
            return new Commit<>(result, place, List.copyOf(afterwards));
        } catch (Throwable e) {
            while (!undo.isEmpty()) {
                undo.pop().run();
            }
            writes.clear();
            afterwards.clear();
            throw e;
        } finally {
            depth--;
            if (depth == 0) {
                writes.clear();
                undo.clear();
                afterwards.clear();
            }
            lock.unlock();
        }
    }

    <T> void record(Book<T> book, String name, String key, @Nullable T row, @Nullable T before) {
        if (!lock.isHeldByCurrentThread() || depth == 0) {
            book.set(key, before);
            throw new IllegalStateException("book " + name + " is written outside a change");
        }
        writes.add(new Object[] {name, key, row});
        undo.push(() -> book.set(key, before));
    }

    /** Returns the number of writes in the file. */
    private int load(Path file) throws IOException {
        int loaded = 0;
        long wholeLines = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                int from = 0;
                for (int i = 0; i < length; i++) {
                    if (block[i] == '\n') {
                        line.write(block, from, i - from);
                        loaded += apply(line.toByteArray());
                        wholeLines += line.size() + 1;
                        line.reset();
                        from = i + 1;
                    }
                }
                line.write(block, from, length - from);
            }
        }
        if (line.size() > 0) {
            truncate(file, wholeLines);
        }
        return loaded;
    }

    private int apply(byte[] line) {
        JsonNode change = Json.read(line);
        change.forEach(this::apply);
        return change.size();
    }

    /** A line without its end was never answered for: the process died while writing it. */
    private static void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    private void apply(JsonNode write) {
        Map<String, JsonNode> rows = unclaimed.computeIfAbsent(write.get(0).asString(),
                n -> new LinkedHashMap<>());
        String key = write.get(1).asString();
        JsonNode row = write.get(2);
        if (row.isNull()) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }

    private void compact(Path folder, Path file) throws IOException {
        Path fresh = folder.resolve("books.jsonl.new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            for (Map.Entry<String, Map<String, JsonNode>> book : unclaimed.entrySet()) {
                for (Map.Entry<String, JsonNode> row : book.getValue().entrySet()) {
                    out.write(Json.bytes(new Object[][] {{book.getKey(), row.getKey(), row.getValue()}}));
                    out.write('\n');
                }
            }
            out.flush();
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
        lockFile.close();
    }
}
