package io.crossdock.cli;

import java.util.concurrent.CompletableFuture;

/** One running program of the installation. */
interface Part {

    /** Process id, also after the end. */
    long pid();

    /**
     * Completes with a few words about the end, such as {@code exit code 137}, when the program has ended.
     */
    CompletableFuture<String> onExit();

    /** Ends the program, gently first, and returns when it is gone. */
    void stop();
}
