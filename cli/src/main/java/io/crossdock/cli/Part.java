package io.crossdock.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One running program of the installation. */
interface Part {

    /** Process id, also after the end. */
    long pid();

    /**
     * Completes with a few words about the end, such as {@code exit code 137}, when the program has ended.
     */
    CompletableFuture<String> onExit();

    /**
     * Ends the program and returns when it is gone.
     *
     * @param patience how long a gentle end may take before it is killed
     */
    void stop(Duration patience);

    /**
     * Ends the program at once, with all it has started, unless that would do harm; returns before it is
     * gone.
     */
    void kill();
}
