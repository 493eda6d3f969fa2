package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Sink;
import io.crossdock.system.connectors.SinkRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A role of the connector in front of some Tryton, the fake or a real one. */
final class TrytonSubject<R> implements SinkRules.Subject<R> {

    private final Sink<R> sink;
    private final SystemSettings settings;
    private final Function<String, List<String>> truth;
    private final Function<String, R> takes;
    private final Function<String, R> declines;
    private final Duration patience;
    private final Map<String, R> requests = new ConcurrentHashMap<>();

    /**
     * @param settings of a system that is found at its {@code url}, with its password in {@code file:key}
     * @param truth the numbers under which a reference is done, past the connector
     * @param takes what is accepted, made once for each reference
     */
    TrytonSubject(Sink<R> sink, SystemSettings settings, Function<String, List<String>> truth,
            Function<String, R> takes, Function<String, R> declines, Duration patience) {
        this.sink = sink;
        this.settings = settings;
        this.truth = truth;
        this.takes = takes;
        this.declines = declines;
        this.patience = patience;
    }

    @Override
    public Sink<R> sink() {
        return sink;
    }

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

    @Override
    public String secret() {
        return FakeTryton.PASSWORD;
    }

    private SystemSettings at(URI url, Timeouts timeouts, String secret) {
        return new SystemSettings(settings.id(), settings.kind(), settings.connector(), Optional.of(url),
                Optional.of(new SecretRef(secret)), Optional.empty(), timeouts, settings.lane(), settings.location(),
                settings.zone(), settings.settings());
    }

    @Override
    public R request(String reference) {
        R known = requests.get(reference);
        if (known != null) {
            return known;
        }
        R made = takes.apply(reference);
        requests.put(reference, made);
        return made;
    }

    @Override
    public R declined(String reference) {
        return declines.apply(reference);
    }

    @Override
    public List<String> done(String reference) {
        return truth.apply(reference);
    }

    @Override
    public boolean survivesDoubling() {
        return true;
    }

    @Override
    public Duration patience() {
        return patience;
    }
}
