package io.crossdock.platform.journal;

import io.crossdock.platform.journal.NewFact.Origin;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A fact as it stands in the journal: a CloudEvent ({@code CloudEvents 1.0 §3}) whose {@code id} is the position.
 *
 * @param position place in the journal; grows, with gaps
 * @param time     when it was decided
 */
public record Fact(long position, String type, String subject, Instant time, String key, Origin origin,
        int version, JsonNode data) {

    /** The origin of whatever this fact causes, in the name of {@code actor}. */
    public Origin cause(String actor) {
        return new Origin(origin.correlation(), Optional.of(position), actor, origin.traceparent());
    }
}
