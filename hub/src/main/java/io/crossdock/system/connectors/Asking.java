package io.crossdock.system.connectors;

import java.time.Instant;
import java.util.Optional;

/**
 * Which page of a list is wanted.
 *
 * @param modifiedSince only what changed later; empty means everything
 * @param after the cursor given with the page before
 */
public record Asking(Optional<Instant> modifiedSince, Optional<String> after) {
}
