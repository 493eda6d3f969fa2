package io.crossdock.estate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/** An estate inside the test's own process, fast and without natural latency. */
final class Running implements AutoCloseable {

    private final Estate estate;
    private final Caller caller;

    private Running(Options options) {
        try {
            estate = Estate.open(options, Clock.tickMillis(ZoneOffset.UTC));
            caller = new Caller(estate.port(), options.secrets());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Options options(Path data, URI hub, int ordersPerMinute, long seed) {
        Path secrets = data.resolve("secrets");
        return new Options("127.0.0.1", 0, data, hub, secrets, secrets, 40,
                BigDecimal.valueOf(ordersPerMinute), seed, false, false);
    }

    static Running start(Path data, URI hub) {
        return start(options(data, hub, 0, 1));
    }

    static Running start(Options options) {
        return new Running(options);
    }

    Caller calls() {
        return caller;
    }

    @Override
    public void close() {
        try {
            estate.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
