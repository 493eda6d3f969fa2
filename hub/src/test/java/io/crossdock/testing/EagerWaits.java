package io.crossdock.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whoever waits for a condition looks again soon at first, and then less and less often: most come true within some
 * milliseconds. For all test classes, by {@code META-INF/services}.
 */
public final class EagerWaits implements BeforeAllCallback {

    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(50);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval((count, before) -> next(before));
    }

    private static Duration next(Duration before) {
        Duration more = before.multipliedBy(3).dividedBy(2);
        return more.compareTo(FIRST) < 0 ? FIRST : more.compareTo(LONGEST) < 0 ? more : LONGEST;
    }
}
