package io.crossdock.platform.stewardship;

import io.crossdock.platform.landscape.MasterData;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Knows what is risky about the rows of one feed. Found by injection; everything but {@link #feed} and {@link #title} is
 * called in a transaction that no other change of the feed's rows runs beside.
 *
 * @param <R> the feed's row
 */
public interface Watch<R> {

    /** The name of the feed: {@code catalog.items}. */
    String feed();

    /** What its rows are, for people: {@code Items}. */
    String title();

    /** Compares rows with those in force; one judgement for each row. A row that was never there is harmless. */
    List<Judgement<R>> judge(List<R> rows, MasterData policy);

    /** Rows in force that the source has no more and that must not go unseen. */
    default List<Judgement<R>> gone(Collection<String> seen, MasterData policy) {
        return List.of();
    }

    /** Why these rows cannot take effect, decided or not; empty: they can. */
    default Optional<String> obstacle(List<R> rows) {
        return Optional.empty();
    }

    /** A row as a JSON object. */
    String write(R row);

    R read(String document);

    void put(List<R> rows);

    /** Only those of which a removal was held. */
    default void remove(Collection<String> keys) {
        throw new IllegalStateException(feed() + " holds no removals");
    }
}
