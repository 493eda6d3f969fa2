package io.crossdock.estate.books;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One keyed collection of records. Reading needs no lock; writing happens inside {@link Books#change}. Keys
 * are ordered by length first, so that numbers keep their order when they grow a digit.
 */
public final class Book<T> {

    /** Told of every change, also of those undone: the way to keep an index. */
    public interface Listener<T> {
        void changed(@Nullable T before, @Nullable T after);
    }

    private static final Comparator<String> ORDER = Comparator.comparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final String name;
    private final Books books;
    private final ConcurrentSkipListMap<String, T> rows = new ConcurrentSkipListMap<>(ORDER);
    private final AtomicInteger size = new AtomicInteger();
    private final List<Listener<T>> listeners = new ArrayList<>();

    Book(String name, Books books) {
        this.name = name;
        this.books = books;
    }

    /** Registers a listener and tells it of all rows there are. */
    public void listen(Listener<T> listener) {
        listeners.add(listener);
        rows.values().forEach(row -> listener.changed(null, row));
    }

    public Optional<T> find(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    public Stream<T> all() {
        return rows.values().stream();
    }

    /** Rows after a key, in order; all rows when the key is empty. */
    public Stream<T> after(String key) {
        return key.isEmpty() ? all() : rows.tailMap(key, false).values().stream();
    }

    public int size() {
        return size.get();
    }

    public void put(String key, T row) {
        books.record(this, name, key, row, set(key, row));
    }

    public void remove(String key) {
        books.record(this, name, key, null, set(key, null));
    }

    /** Removes the oldest rows (in key order) until no more than {@code limit} remain. */
    public void keepNewest(int limit) {
        while (size() > limit) {
            remove(rows.firstKey());
        }
    }

    @Nullable
    T set(String key, @Nullable T row) {
        T before = row == null ? rows.remove(key) : rows.put(key, row);
        size.addAndGet((row == null ? 0 : 1) - (before == null ? 0 : 1));
        listeners.forEach(listener -> listener.changed(before, row));
        return before;
    }
}
