package io.crossdock.estate;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long a test waits for what it does not give a time of its own: what takes a moment takes seconds on a machine that
 * is busy with others. Found by JUnit for every test.
 */
public final class Patience implements BeforeAllCallback {

    private static final Duration USUAL = Duration.ofMinutes(1);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(USUAL);
    }
}
