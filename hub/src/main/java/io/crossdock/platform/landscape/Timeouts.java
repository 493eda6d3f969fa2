package io.crossdock.platform.landscape;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until there is a connection; 2 s unless said otherwise
 * @param call until the whole answer is there; 10 s unless said otherwise
 */
public record Timeouts(Duration connect, Duration call) {

    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));
}
