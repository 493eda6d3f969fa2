package io.crossdock.cli;

import io.crossdock.postgres.EmbeddedPostgres;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The embedded database as a part of the installation. */
record PostgresPart(EmbeddedPostgres postgres) implements Part {

    @Override
    public long pid() {
        return postgres.pid();
    }

    @Override
    public CompletableFuture<String> onExit() {
        return postgres.onExit().thenApply(_ -> "see " + postgres.folder().resolve("server.log"));
    }

    @Override
    public void kill() {
        // Killed, it would have to recover; its gentle end is quick.
    }

    /** Takes its own time: killed, it would have to recover at the next start. */
    @Override
    public void stop(Duration patience) {
        postgres.close();
    }
}
