package io.crossdock.platform.transports;

import static io.crossdock.platform.transports.TransportTrouble.said;

import io.crossdock.platform.landscape.MessagePlace;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.transports.Lines.Login;
import io.crossdock.platform.tls.TlsContexts.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** How Kafka's clients get to their brokers, and what they say when they do not. */
final class KafkaBrokers {

    private KafkaBrokers() {
    }

    static Map<String, Object> settings(MessagePlace.Kafka place, Optional<Login> login, Timeouts timeouts,
            Texts tls) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", place.brokers()));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "crossdock");
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) timeouts.call().toMillis());
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, timeouts.connect().toMillis());
        String security = place.tls() ? "SSL" : "PLAINTEXT";
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, login.isPresent() ? "SASL_" + security : security);
        tls.authorities().ifPresent(authorities -> {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, authorities.reveal());
        });
        tls.certificate().ifPresent(own -> {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, own.reveal());
            settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, own.reveal());
        });
        login.ifPresent(each -> {
            settings.put(SaslConfigs.SASL_MECHANISM, place.mechanism());
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, (place.mechanism().equals("PLAIN")
                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                    : "org.apache.kafka.common.security.scram.ScramLoginModule") + " required username=\""
                    + quoted(each.user()) + "\" password=\"" + quoted(each.password().reveal()) + "\";");
        });
        return settings;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    static TransportTrouble missing(MessagePlace.Kafka place, Throwable cause) {
        return new TransportTrouble("queue-missing", "There is no " + place + ".", cause);
    }

    static TransportTrouble trouble(MessagePlace.Kafka place, Throwable failure) {
        return switch (failure) {
            case SslAuthenticationException distrust -> new TransportTrouble("unreachable", "The hub and the brokers of "
                    + place + " do not agree on certificates: " + said(distrust) + ".", distrust);
            case AuthenticationException refused -> new TransportTrouble("login-refused", "The brokers of " + place
                    + " do not let " + place.account().map(account -> account.user() + " in with " + account.password())
                            .orElse("the hub in without a user") + ".", refused);
            case AuthorizationException refused -> new TransportTrouble("queue-refused",
                    "The brokers do not let the hub use " + place + ".", refused);
            case UnknownTopicOrPartitionException gone -> missing(place, gone);
            case Throwable other -> new TransportTrouble("unreachable", "The line to " + place + " broke: " + said(other)
                    + ".", other);
        };
    }
}
