package io.crossdock.platform.replica;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a source's rows may change. It is asked in the transaction that stores them, and not before a feed has been
 * read whole once: what was never there cannot be changed for the worse.
 */
public interface Gate {

    /** The rows that may be stored: all, fewer, or rows of which a part stays as it is. */
    <R> List<R> pass(Feed<R> feed, List<R> rows);

    /**
     * Of these rows those of which something is held, or was declined, with the values they have now: as they may be here,
     * without a value when they may not be here at all. Nothing is recorded, and until the end of the transaction no other
     * change of the feed's rows runs beside.
     */
    <R> Map<String, Optional<R>> decided(Feed<R> feed, List<R> rows);

    /** Keys of rows of which a change or the removal stands, and of those that stay because of it. */
    Set<String> standing(Feed<?> feed);

    /** The keys that stay although the source has no more than {@code seen}. */
    Set<String> kept(Feed<?> feed, Collection<String> seen);
}
