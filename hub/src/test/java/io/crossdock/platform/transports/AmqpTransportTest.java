package io.crossdock.platform.transports;

import java.nio.file.Path;

/** AMQP 0-9-1 against a real broker, Qpid Broker-J, that is killed and comes back on what it has on disk. */
class AmqpTransportTest extends AmqpTransport {

    @Override
    AmqpBroker start(Path folder) {
        return new QpidServer(folder);
    }
}
