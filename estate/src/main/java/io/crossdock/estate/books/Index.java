package io.crossdock.estate.books;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds rows of a book by something else than their key. */
public final class Index<T> {

    private static final Comparator<String> ORDER = Comparator.comparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final Book<T> book;
    private final Map<String, ConcurrentSkipListSet<String>> keys = new ConcurrentHashMap<>();

    /**
     * @param by  what rows are found by; it must not change while a row lives
     * @param key the key of a row in its book
     */
    public Index(Book<T> book, Function<T, String> by, Function<T, String> key) {
        this.book = book;
        book.listen((before, after) -> {
            if (before != null && after == null) {
                keys.computeIfPresent(by.apply(before), (value, set) -> {
                    set.remove(key.apply(before));
                    return set.isEmpty() ? null : set;
                });
            } else if (before == null && after != null) {
                keys.computeIfAbsent(by.apply(after), v -> new ConcurrentSkipListSet<>(ORDER))
                        .add(key.apply(after));
            }
        });
    }

    /** The rows found, in the order of their keys. */
    public Stream<T> find(String value) {
        return Optional.ofNullable(keys.get(value)).stream().flatMap(ConcurrentSkipListSet::stream)
                .flatMap(key -> book.find(key).stream());
    }

    /** How many different values there are. */
    public int distinct() {
        return keys.size();
    }
}
