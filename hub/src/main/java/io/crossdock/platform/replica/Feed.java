package io.crossdock.platform.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One set of rows that is copied from elsewhere. {@link Replication} finds every feed by injection and runs
 * it.
 *
 * @param <R> a row
 */
public interface Feed<R> {

    /** Unique, such as {@code customers.accounts}. */
    String name();

    /**
     * The systems of the landscape that provide these rows, each some of them; the first keeps its place when others come.
     * The feed rests while there are none.
     */
    List<String> systems();

    /** How often a system is asked. */
    Schedule schedule(String system);

    /**
     * One page from a system. May throw anything: the run ends and is tried again. What the system tells of rows that
     * another one owns is left out.
     *
     * @param modifiedSince leaves out rows that have not changed after it; a source may return more than that
     */
    Page<R> read(String system, Optional<Instant> modifiedSince, Optional<String> after);

    /** A source stamps a change before it shows it; what changed this long before the last look is read again. */
    default Duration overlap(String system) {
        return Duration.ofMinutes(1);
    }

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

    /** Whether the row is the system's own; what others tell of it does not count. */
    default boolean owns(String system, R row) {
        return true;
    }

    /** Changes with what the system owns; everything is read again then. At most 200 characters. */
    default String ownership(String system) {
        return system;
    }

    /** Keys of the rows that other systems own; asked in the transaction that deletes. */
    default Set<String> ownedByOthers(String system) {
        return Set.of();
    }

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
