package io.crossdock.platform.transports;

import java.net.URI;

/** A real broker that speaks AMQP 0-9-1, in a process of its own; what is persistent survives its death. */
interface AmqpBroker extends AutoCloseable {

    URI url();

    /** The same through another port. */
    default URI url(int port) {
        return URI.create(url().toString().replace(":" + url().getPort(), ":" + port));
    }

    String user();

    String password();

    /** As {@code kill -9}. */
    void kill();

    void startAgain();

    @Override
    void close();
}
