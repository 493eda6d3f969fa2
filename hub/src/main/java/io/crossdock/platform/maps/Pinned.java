package io.crossdock.platform.maps;

import java.time.Instant;

/** The version of a map that something was made with; its text is kept with the version. */
public record Pinned(Produced produced, String map, String version, String hash, Instant at) {
}
