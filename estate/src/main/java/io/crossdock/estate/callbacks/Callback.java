package io.crossdock.estate.callbacks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to the hub.
 *
 * @param number its place among all messages
 * @param id     the {@code webhook-id}
 * @param key    messages of one key keep their order
 * @param body   kept until the message is delivered
 */
record Callback(long number, String id, String system, String key, String type, String path,
        String contentType, @Nullable String body, State state, int attempts, int lastStatus,
        @Nullable String lastError, Instant createdAt, @Nullable Instant deliveredAt) {

    enum State {
        waiting, delivered, given_up,
        /** Never sent: the fault {@code lostCallbacks}. */
        lost
    }

    String row() {
        return String.valueOf(number);
    }

    Callback attempted(int status, @Nullable String error) {
        return new Callback(number, id, system, key, type, path, contentType, body, state, attempts + 1,
                status, error, createdAt, deliveredAt);
    }

    Callback delivered(int status, Instant now) {
        return new Callback(number, id, system, key, type, path, contentType, null, State.delivered,
                attempts + 1, status, null, createdAt, now);
    }

    Callback in(State newState, int newAttempts) {
        return new Callback(number, id, system, key, type, path, contentType, body, newState, newAttempts,
                lastStatus, lastError, createdAt, deliveredAt);
    }
}
