package io.crossdock.estate.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An example order on its way to the hub. */
record Sending(long number, String channel, String key, String buyerReference, String account, String body,
        State state, int status, @Nullable String answer, Instant at) {

    enum State {
        trying, answered, given_up
    }

    String row() {
        return String.valueOf(number);
    }

    Sending ended(State newState, int newStatus, @Nullable String newAnswer) {
        return new Sending(number, channel, key, buyerReference, account, body, newState, newStatus,
                newAnswer, at);
    }
}
