package io.crossdock.system.connectors.declared;

import java.net.URI;
import java.util.List;

/** Order books that somebody else keeps. */
interface Books extends AutoCloseable {

    URI url();

    /** Numbers of what was booked under a reference. */
    List<String> booked(String reference);

    @Override
    void close();
}
