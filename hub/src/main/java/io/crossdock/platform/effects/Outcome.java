package io.crossdock.platform.effects;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What became of one call to a target. */
public sealed interface Outcome {

    /**
     * The target has done it.
     *
     * @param reference the target's number for it
     */
    record Done(String reference, JsonNode response) implements Outcome {
    }

    /**
     * The target said no, and will say no again.
     *
     * @param code stable code of the target or connector
     */
    record Refused(String code, String reason) implements Outcome {
    }

    /**
     * The target as a whole takes no calls now: refused connection, maintenance, throttling. Certainly not done.
     *
     * @param retryAfter how long the target asked to be left alone
     */
    record Unavailable(String reason, Optional<Duration> retryAfter) implements Outcome {
    }

    /** This call failed, certainly without effect; the next one may succeed. */
    record Failed(String reason) implements Outcome {
    }

    /** The answer was lost: time-out, cut connection, unreadable reply. Nobody knows. */
    record Ambiguous(String reason) implements Outcome {
    }
}
