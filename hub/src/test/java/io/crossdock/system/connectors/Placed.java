package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What the kit asks of a system that is somewhere already: all subjects that differ only in what they ask. */
public abstract class Placed implements Counterpart {

    private final Counterpart place;

    protected Placed(Counterpart place) {
        this.place = place;
    }

    @Override
    public final URI url() {
        return place.url();
    }

    @Override
    public final SystemSettings settings(URI url, Timeouts timeouts) {
        return place.settings(url, timeouts);
    }

    @Override
    public final SystemSettings lockedOut(URI url) {
        return place.lockedOut(url);
    }

    @Override
    public final String secret() {
        return place.secret();
    }

    @Override
    public final FakeSystem.Said error() {
        return place.error();
    }

    @Override
    public final Optional<FakeSystem.Said> expired() {
        return place.expired();
    }

    @Override
    public Duration patience() {
        return place.patience();
    }

    @Override
    public Duration haste() {
        return place.haste();
    }
}
