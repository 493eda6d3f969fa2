package io.crossdock.platform.landscape;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The landscape in force. A change of the folder is taken over whole or not at all; while it is wrong, what
 * was in force stays in force. Thread-safe.
 */
public final class Landscapes {

    private static final Logger LOG = LoggerFactory.getLogger(Landscapes.class);

    private final LandscapeFolder folder;
    private final Clock clock;
    private final List<Consumer<Landscape>> listeners = new CopyOnWriteArrayList<>();
    private volatile Landscape current;
    private volatile String seen;
    private volatile Optional<Refusal> lastRefusal = Optional.empty();

    /** A change that was not taken over; gone once the folder is right again. */
    public record Refusal(Instant at, List<Mistake> mistakes) {
    }

    /** @throws LandscapeRefused if the folder is wrong: nothing starts without a landscape */
    Landscapes(LandscapeFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.seen = folder.fingerprint();
        this.current = folder.read();
    }

    public Landscape current() {
        return current;
    }

    public Optional<Refusal> lastRefusal() {
        return lastRefusal;
    }

    /** Calls {@code listener} after every change, on the thread that noticed it. */
    public void onChange(Consumer<Landscape> listener) {
        listeners.add(listener);
    }

    /** Looks at the folder now and takes over what has changed. */
    public synchronized void refresh() {
        String fingerprint = folder.fingerprint();
        if (fingerprint.equals(seen)) {
            return;
        }
        seen = fingerprint;
        try {
            Landscape next = folder.read();
            lastRefusal = Optional.empty();
            boolean another = !next.version().equals(current.version());
            // Samples of maps may be others without making another version.
            current = next;
            if (another) {
                LOG.info("landscape {} version {} is in force", next.name(), next.version());
                listeners.forEach(listener -> tell(listener, next));
            }
        } catch (LandscapeRefused refused) {
            lastRefusal = Optional.of(new Refusal(clock.instant(), refused.mistakes()));
            LOG.warn("the changed landscape is refused, version {} stays in force:{}", current.version(),
                    refused.getMessage());
        }
    }

    private static void tell(Consumer<Landscape> listener, Landscape next) {
        try {
            listener.accept(next);
        } catch (RuntimeException failure) {
            LOG.error("a listener could not follow the change of the landscape", failure);
        }
    }
}
