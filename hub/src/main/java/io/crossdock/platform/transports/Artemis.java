package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.transports.Lines.Login;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A connection to an Artemis broker, without reconnecting of its own: whoever uses it opens another. */
final class Artemis implements AutoCloseable {

    private final ActiveMQConnectionFactory factory;
    private final Connection connection;

    Artemis(MessagePlace.Jms place, Optional<Login> login, Timeouts timeouts, Optional<SSLContext> tls)
            throws TransportTrouble {
        Map<String, Object> line = new HashMap<>(Map.of(TransportConstants.HOST_PROP_NAME, place.url().getHost(),
                TransportConstants.PORT_PROP_NAME, place.url().getPort(),
                TransportConstants.NETTY_CONNECT_TIMEOUT, (int) timeouts.connect().toMillis()));
        if (place.url().getScheme().equals("ssl")) {
            line.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
            line.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
            tls.ifPresentOrElse(context -> line.put(ArtemisTls.CONTEXT, context),
                    () -> line.put(TransportConstants.USE_DEFAULT_SSL_CONTEXT_PROP_NAME, true));
        }
        factory = ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF,
                new TransportConfiguration(NettyConnectorFactory.class.getName(), line));
        factory.setReconnectAttempts(0);
        factory.setInitialConnectAttempts(1);
        // The broker keeps what is not asked for, so that other hubs get it.
        factory.setConsumerWindowSize(0);
        factory.setBlockOnDurableSend(true);
        factory.setCallTimeout(timeouts.call().toMillis());
        try {
            connection = login.isPresent()
                    ? factory.createConnection(login.get().user(), login.get().password().reveal())
                    : factory.createConnection();
            connection.start();
        } catch (JMSException failure) {
            factory.close();
            throw trouble(place, failure);
        } catch (RuntimeException failure) {
            factory.close();
            throw new TransportTrouble("unreachable", "There is no way to " + place + ": " + said(failure)
                    + ".", failure);
        }
    }

    Connection connection() {
        return connection;
    }

    static TransportTrouble trouble(MessagePlace.Jms place, JMSException failure) {
        return switch (failure) {
            case JMSSecurityException refused -> new TransportTrouble("login-refused", "The broker of " + place
                    + " does not let " + place.account().map(account -> account.user() + " in with "
                            + account.password()).orElse("the hub in without a user") + ".", refused);
            case InvalidDestinationException missing -> new TransportTrouble("queue-missing", "There is no " + place
                    + ".", missing);
            // The client looks queues up before it consumes from them, and says so in words only.
            case JMSException missing when said(missing).startsWith("There is no queue") -> new TransportTrouble(
                    "queue-missing", "There is no " + place + ".", missing);
            case JMSException other -> new TransportTrouble("unreachable", "The line to " + place + " broke: "
                    + said(other) + ".", other);
        };
    }

    /** The broker need not be there any more. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException gone) {
            // What is closed because it is broken may be broken.
            return;
        } finally {
            factory.close();
        }
    }
}
