package io.crossdock.system.connectors.declared;

import io.crossdock.system.connectors.FakeSystem.Said;
import java.net.URI;
import java.util.List;

/** Order books that somebody else keeps. */
interface Books extends AutoCloseable {

    URI url();

    /** Numbers of what was booked under a reference. */
    List<String> booked(String reference);

    /** As {@link io.crossdock.system.connectors.Counterpart#error()}. */
    default Said error() {
        return new Said(500, "");
    }

    /** What was booked under a reference, as {@link io.crossdock.system.connectors.SinkRules.Lines#line}, where it is kept. */
    default List<String> held(String reference) {
        return List.of();
    }

    @Override
    void close();
}
