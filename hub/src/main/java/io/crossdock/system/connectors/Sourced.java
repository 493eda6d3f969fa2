package io.crossdock.system.connectors;

import java.time.Instant;

/** A row of another system, with the time at which that system last changed it. */
public record Sourced<T>(T value, Instant modifiedAt) {
}
