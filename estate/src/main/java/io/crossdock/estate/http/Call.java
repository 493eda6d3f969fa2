package io.crossdock.estate.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call that was received, as the truth tells it. Status 0: no answer was sent. */
public record Call(long number, Instant at, String system, String method, String path, String key, int status,
        long millis, String fate, @Nullable String correlation) {

    public String id() {
        return String.valueOf(number);
    }
}
