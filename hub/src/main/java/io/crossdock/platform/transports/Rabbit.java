package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.transports.Lines.Login;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** A channel to a broker that speaks AMQP 0-9-1, without reconnecting of its own: whoever uses it opens another. */
final class Rabbit implements AutoCloseable {

    private final Connection connection;
    private final Channel channel;

    /** @param certified whether the hub shows a certificate; without a login that is who it is */
    Rabbit(MessagePlace.Amqp place, Optional<Login> login, Timeouts timeouts, Optional<SSLContext> tls, boolean certified)
            throws TransportTrouble {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            // Under its own scheme the library would believe everybody first, and say so loudly.
            factory.setUri(place.url().toString().replaceFirst("^amqps:", "amqp:"));
            if (place.url().getScheme().equals("amqps")) {
                factory.useSslProtocol(tls.isPresent() ? tls.get() : SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
            if (login.isEmpty() && certified) {
                factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
            }
            login.ifPresent(each -> {
                factory.setUsername(each.user());
                factory.setPassword(each.password().reveal());
            });
            factory.setAutomaticRecoveryEnabled(false);
            factory.setConnectionTimeout((int) timeouts.connect().toMillis());
            factory.setHandshakeTimeout((int) timeouts.call().toMillis());
            factory.setChannelRpcTimeout((int) timeouts.call().toMillis());
            factory.setRequestedHeartbeat(10);
            connection = factory.newConnection("crossdock");
        } catch (PossibleAuthenticationFailureException refused) {
            throw new TransportTrouble("login-refused", "The broker of " + place + " does not let "
                    + place.account().map(account -> account.user() + " in with " + account.password()).orElse(certified
                            ? "the hub in with its certificate" : "the hub in without a user") + ".", refused);
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException failure) {
            throw new TransportTrouble("unreachable", "There is no way to " + place + ": " + said(failure) + ".", failure);
        }
        try {
            channel = connection.createChannel();
        } catch (IOException failure) {
            connection.abort();
            throw trouble(place, failure);
        }
    }

    Channel channel() {
        return channel;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** The broker says why in the reply of the close that it sends; the library wraps it. */
    static TransportTrouble trouble(MessagePlace.Amqp place, Exception failure) {
        Throwable cause = failure.getCause() instanceof ShutdownSignalException signal ? signal : failure;
        String text = String.valueOf(cause.getMessage());
        if (text.contains("reply-code=404")) {
            return new TransportTrouble("queue-missing", "There is no " + place + ".", failure);
        }
        if (text.contains("reply-code=403")) {
            return new TransportTrouble("queue-refused", "The broker does not let the hub use " + place + ".", failure);
        }
        return new TransportTrouble("unreachable", "The line to " + place + " broke: " + said(cause) + ".", failure);
    }

    /** The broker need not be there any more. */
    @Override
    public void close() {
        connection.abort(2_000);
    }
}
