package io.crossdock.process.ordering;

import io.crossdock.platform.inbox.Incoming;
import java.util.concurrent.CompletableFuture;

/** A request that waits to be decided, and who waits for the answer. */
record Waiting(Draft draft, Incoming message, CompletableFuture<Placement> answer) {
}
