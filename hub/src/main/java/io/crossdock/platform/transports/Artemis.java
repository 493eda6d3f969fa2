package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.tls.TlsContexts;
import io.crossdock.platform.transports.Lines.Login;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A connection to an Artemis broker, without reconnecting of its own: whoever uses it opens another. */
final class Artemis implements AutoCloseable {

    private final ActiveMQConnectionFactory factory;
    private final Connection connection;

    Artemis(MessagePlace.Jms place, Optional<Login> login, Timeouts timeouts, Optional<TlsContexts.TrustStore> trust)
            throws TransportTrouble {
        String believed = trust.map(store -> "&trustStorePath=" + URLEncoder.encode(store.file().toString(),
                StandardCharsets.UTF_8) + "&trustStoreType=PKCS12&trustStorePassword=" + store.password())
                .orElse("&useDefaultSslContext=true");
        String tls = place.url().getScheme().equals("ssl") ? "&sslEnabled=true&verifyHost=true" + believed : "";
        // A window of 0: the broker keeps what is not asked for, so that other hubs get it.
        factory = new ActiveMQConnectionFactory("tcp://" + place.url().getHost() + ":" + place.url().getPort()
                + "?reconnectAttempts=0&initialConnectAttempts=1&consumerWindowSize=0&blockOnDurableSend=true"
                + "&callTimeout=" + timeouts.call().toMillis()
                + "&connect-timeout-millis=" + timeouts.connect().toMillis() + tls);
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
