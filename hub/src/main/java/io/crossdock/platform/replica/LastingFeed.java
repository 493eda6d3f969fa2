package io.crossdock.platform.replica;

import java.util.Collection;

/**
 * Rows that happened: what was told stays told, also when its source shows it no more.
 *
 * @param <R> a row
 */
public interface LastingFeed<R> extends Feed<R> {

    @Override
    default int keepOnly(Collection<String> keys) {
        return 0;
    }

    @Override
    default boolean mayBeEmpty() {
        return true;
    }
}
