package io.crossdock.cli;

import io.crossdock.postgres.EmbeddedPostgres;
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
    public void stop() {
        postgres.close();
    }
}
