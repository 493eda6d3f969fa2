package io.crossdock.platform.journal;

import java.util.Set;

/**
 * A subscription. Each fact of the named types is handled once, facts of one key in order, in one transaction
 * with the cursor: what the handler writes and the progress it makes are kept together or not at all.
 *
 * <p>Several replicas share the work. A handler makes no remote call.
 */
public interface FactHandler {

    /** Stable name, part of the cursor's key: {@code fulfilment}. */
    String subscription();

    /** The types of fact that it wants; others are passed over. */
    Set<String> types();

    /**
     * @throws Indigestible if only a person or a change of configuration can help: parked at once
     * @throws RuntimeException if something is broken: tried again with back-off, then parked
     */
    void handle(Fact fact);

    /**
     * Handles the facts of one transaction, each with the same outcome as {@link #handle}. Who locks much for them locks
     * it here first, in one order, and asks and writes once for all; what cannot be digested is given back. If it throws,
     * they are handled one by one.
     */
    default void handleAll(Batch batch) {
        batch.facts().forEach(this::handle);
    }

    /** Whether a subscription that is new to this database begins with the first fact or with the next one. */
    default boolean fromTheBeginning() {
        return true;
    }

    /** Most facts handled in one transaction. */
    default int batch() {
        return 200;
    }

    /**
     * Whether this fact is the last one of its transaction, because handling it locks what others wait for. With one
     * such fact at a time nobody waits long, and nobody waits in a circle.
     */
    default boolean endsBatch(Fact fact) {
        return false;
    }
}
