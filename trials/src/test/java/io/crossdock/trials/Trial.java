package io.crossdock.trials;

import java.time.Duration;

/** What a run of the trials can be told from outside. */
final class Trial {

    /** Of all random choices; {@code -Dtrials.seed=N} for another course of events. */
    static final long SEED = Long.getLong("trials.seed", 20261121);

    /** Stretches limits on time, for a machine that is not quiet ({@code -Dtrials.slowness=N}). */
    static final int SLOWNESS = Integer.getInteger("trials.slowness", 1);

    /** How long the ERP stays away ({@code -Dtrials.outage=60s}). */
    static final Duration OUTAGE = Duration.parse("PT" + System.getProperty("trials.outage", "15s"));

    private Trial() {
    }
}
