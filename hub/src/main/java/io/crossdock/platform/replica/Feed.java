package io.crossdock.platform.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One set of rows that is copied from elsewhere. {@link Replication} finds every feed by injection and runs
 * it.
 *
 * @param <R> a row
 */
public interface Feed<R> {

    /** Unique, such as {@code customers.accounts}. */
    String name();

    /** False while nobody in the landscape provides these rows; the feed then rests. */
    boolean available();

    Schedule schedule();

    /**
     * One page from the source. May throw anything: the run ends and is tried again.
     *
     * @param modifiedSince leaves out rows that have not changed after it; a source may return more than that
     */
    Page<R> read(Optional<Instant> modifiedSince, Optional<String> after);

    String key(R row);

    /**
     * When the source last changed the row; empty where the source does not tell, then every run is a full
     * one.
     */
    Optional<Instant> modifiedAt(R row);

    /** Inserts or updates; runs in a transaction. Returns how many rows are different now. */
    int store(List<R> rows);

    /** Deletes all rows but these; runs in a transaction. Returns how many are gone. */
    int keepOnly(Collection<String> keys);

    /** Whether a source without any rows is believed; otherwise what is there is kept. */
    default boolean mayBeEmpty() {
        return false;
    }

    /**
     * How often a feed runs.
     *
     * @param every between two runs
     * @param full between two runs that read everything, to notice what was deleted
     */
    record Schedule(Duration every, Duration full) {
    }
}
