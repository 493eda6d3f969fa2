package io.crossdock.platform.transports;

import java.time.Duration;
import java.util.List;

/** A connection to where messages wait. Used by one thread. After a trouble it is closed and opened anew. */
interface Line extends AutoCloseable {

    /**
     * The next messages, which the other side keeps until {@link #kept()}.
     *
     * @param most     at most so many
     * @param patience how long to wait for the first one
     */
    List<Parcel> fetch(int most, Duration patience) throws TransportTrouble;

    /** The other side may forget what was fetched last. When this does not reach it, it will hand them over again. */
    void kept() throws TransportTrouble;

    /** How long to leave the other side alone after it had nothing; lines that wait for it themselves need no pause. */
    default Duration pause() {
        return Duration.ZERO;
    }

    /** Whether two hubs on this line could get the same message; then one looks at a time. */
    default boolean isShared() {
        return false;
    }

    /** Never throws; what was fetched and not kept is handed over again. */
    @Override
    void close();
}
