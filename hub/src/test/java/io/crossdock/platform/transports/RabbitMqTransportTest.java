package io.crossdock.platform.transports;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** AMQP 0-9-1 against a real RabbitMQ that is killed and comes back on what it has on disk. */
class RabbitMqTransportTest extends AmqpTransport {

    @Override
    AmqpBroker start(Path folder) {
        Assumptions.assumeTrue(Files.isExecutable(RabbitMqServer.PROGRAM), RabbitMqServer.INSTALL);
        return new RabbitMqServer(folder);
    }
}
