package io.crossdock.platform.transports;

import io.crossdock.platform.effects.Outcome;

/** A connection over which messages are left. Used by one thread at a time; never throws for what the other side does. */
interface Post extends AutoCloseable {

    /** Returns {@code Done} only when the other side has the message for good. */
    Outcome send(Letter letter);

    /** Whether it can be used once more. */
    boolean isWell();

    @Override
    void close();
}
