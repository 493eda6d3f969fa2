package io.crossdock.platform.replica;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Decides what a source's rows may change. It is asked in the transaction that stores them, and not before a feed has been
 * read whole once: what was never there cannot be changed for the worse.
 */
public interface Gate {

    /** The rows that may be stored: all, fewer, or rows of which a part stays as it is. */
    <R> List<R> pass(Feed<R> feed, List<R> rows);

    /** The keys that stay although the source has no more than {@code seen}. */
    Set<String> kept(Feed<?> feed, Collection<String> seen);
}
