package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.OrderSink;
import io.crossdock.system.connectors.OrderSinkRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The connector in front of some Tryton, the fake or a real one.
 *
 * @param settings of a system that is found at its {@code url}, with its password in {@code file:key}
 * @param truth the numbers under which a reference is booked, past the connector
 */
record TrytonOrderSubject(OrderSink sink, SystemSettings settings, Function<String, List<String>> truth,
        Function<String, OrderPosting> takes, Function<String, OrderPosting> declines, Duration patience)
        implements OrderSinkRules.Subject {

    @Override
    public URI url() {
        return settings.baseUrl().orElseThrow();
    }

    @Override
    public SystemSettings settings(URI url, Timeouts timeouts) {
        return at(url, timeouts, "file:key");
    }

    @Override
    public SystemSettings lockedOut(URI url) {
        // Another address, so that the session of the right password is not used.
        return at(URI.create(url.toString().replace("localhost", "127.0.0.1")), Timeouts.DEFAULT, "file:wrong");
    }

    private SystemSettings at(URI url, Timeouts timeouts, String secret) {
        return new SystemSettings(settings.id(), settings.kind(), settings.connector(), Optional.of(url),
                Optional.of(new SecretRef(secret)), Optional.empty(), timeouts, settings.lane(), Optional.empty(),
                settings.zone(), settings.settings());
    }

    @Override
    public OrderPosting order(String reference) {
        return takes.apply(reference);
    }

    @Override
    public OrderPosting declined(String reference) {
        return declines.apply(reference);
    }

    @Override
    public List<String> booked(String reference) {
        return truth.apply(reference);
    }

    @Override
    public boolean survivesDoubling() {
        return true;
    }
}
