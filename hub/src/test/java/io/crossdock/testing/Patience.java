package io.crossdock.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for something unless they say otherwise: ten seconds, as Awaitility has it, are not enough on a
 * machine that is busy with other tests, and whoever waits in vain waits once. JUnit finds it by itself.
 */
public final class Patience implements BeforeAllCallback {

    private static final Duration USUAL = Duration.ofMinutes(1);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(USUAL);
    }
}
