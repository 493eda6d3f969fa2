package io.crossdock.platform.landscape;

import io.crossdock.canonical.LocationId;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * One outside system, from {@code systems/<id>.yaml}.
 *
 * @param connector the connector that speaks with it, such as {@code estate}
 * @param baseUrl without a slash at the end
 * @param webhookSecret what its callbacks are signed with
 * @param location the warehouse a {@code WMS} works for; always there for that kind, empty for others
 * @param zone where its days begin; the landscape's zone unless said otherwise
 * @param settings whatever its connector wants to know besides
 * @param messages how what it tells is read
 * @param visibleAfter how long after a call it may not show yet what it has done (0 s)
 * @param declaration what its connector does, when that is declared in {@code connectors/<name>.yaml}
 * @param tls         by which it is spoken with over {@code https}
 */
public record SystemSettings(String id, Kind kind, String connector, Optional<URI> baseUrl,
        Optional<SecretRef> secret, Optional<SecretRef> webhookSecret, Timeouts timeouts, Lane lane,
        Optional<LocationId> location, ZoneId zone, Map<String, String> settings, Messages messages,
        Duration visibleAfter, Optional<Declaration> declaration, Tls tls) {

    /** The connector of all systems whose connector is declared. */
    public static final String DECLARED = "declared";

    /** What a system is to a distributor. */
    public enum Kind {
        ERP,
        WMS,
        CARRIER,
        SUPPLIER,
        EDI
    }

    public SystemSettings {
        settings = Map.copyOf(settings);
    }

    /** A system whose messages are read as usual. */
    public SystemSettings(String id, Kind kind, String connector, Optional<URI> baseUrl, Optional<SecretRef> secret,
            Optional<SecretRef> webhookSecret, Timeouts timeouts, Lane lane, Optional<LocationId> location, ZoneId zone,
            Map<String, String> settings) {
        this(id, kind, connector, baseUrl, secret, webhookSecret, timeouts, lane, location, zone, settings,
                Messages.DEFAULT, Duration.ZERO, Optional.empty(), Tls.USUAL);
    }

    /** The same system, spoken with as another declaration says. */
    public SystemSettings with(Declaration other) {
        return new SystemSettings(id, kind, connector, baseUrl, secret, webhookSecret, timeouts, lane, location, zone,
                settings, messages, visibleAfter, Optional.of(other), tls);
    }

    /** The same system at another address, such as the one that gives its tokens. */
    public SystemSettings at(URI url) {
        return new SystemSettings(id, kind, connector, Optional.of(url), secret, webhookSecret, timeouts, lane, location,
                zone, settings, messages, visibleAfter, declaration, tls);
    }

    /** Whether it may be tried ({@code settings: {sandbox: true}}): what is booked there is nobody's business. */
    public boolean isSandbox() {
        return setting("sandbox").filter("true"::equals).isPresent();
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** A setting such as {@code 500ms}, {@code 10s}, {@code 5m} or {@code 1h}. */
    public Duration setting(String name, Duration otherwise) {
        return setting(name).map(Values::duration).orElse(otherwise);
    }
}
