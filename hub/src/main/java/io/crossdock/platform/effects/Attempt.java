package io.crossdock.platform.effects;

import java.time.Instant;
import java.util.UUID;

/**
 * One call to a target, or one decision of a person about an effect.
 *
 * @param action  {@code send}, {@code lookup} or {@code person}
 * @param outcome {@code done}, {@code refused}, {@code unavailable}, {@code failed}, {@code ambiguous},
 *                {@code found}, {@code absent}, {@code several}, {@code unknown}, or what the person chose
 */
public record Attempt(UUID effectId, int number, String action, Instant startedAt, Instant endedAt, String outcome,
        String detail, String worker) {
}
