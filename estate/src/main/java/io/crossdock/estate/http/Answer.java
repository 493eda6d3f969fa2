package io.crossdock.estate.http;

import io.crossdock.estate.books.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back over HTTP. */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    public static Answer ok(Object body) {
        return of(200, body);
    }

    public static Answer of(int status, Object body) {
        return new Answer(status, "application/json", Json.bytes(body), Map.of());
    }

    public static Answer created(String location, Object body) {
        return new Answer(201, "application/json", Json.bytes(body), Map.of("Location", location));
    }

    public static Answer text(String contentType, String body) {
        return new Answer(200, contentType + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }
}
