package io.crossdock.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls over HTTP. */
public final class Http {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();

    private Http() {
    }

    /** An answer, whatever its status. */
    public record Reply(int status, String body, Map<String, String> headers) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The body, which must have come with a 2xx. */
        public JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError("answered " + status + ": " + body);
            }
            return json();
        }
    }

    public static JsonNode parse(String json) {
        return JSON.readTree(json);
    }

    public static Reply get(URI address, String... headers) {
        return call(request(address, headers).GET());
    }

    public static Reply put(URI address, String json) {
        return call(request(address, "Content-Type", "application/json").PUT(body(bytes(json))));
    }

    public static Reply delete(URI address, String... headers) {
        return call(request(address, headers).DELETE());
    }

    public static Reply post(URI address, byte[] content, String... headers) {
        return call(request(address, headers).POST(body(content)));
    }

    /** As {@link #post}, for callers who know what to do when no answer comes. */
    public static Reply tryPost(URI address, byte[] content, String... headers) throws IOException {
        return send(request(address, headers).POST(body(content)));
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpRequest.BodyPublisher body(byte[] content) {
        return HttpRequest.BodyPublishers.ofByteArray(content);
    }

    private static Reply call(HttpRequest.Builder request) {
        try {
            return send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(request.build().uri() + " does not answer", e);
        }
    }

    private static Reply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            return new Reply(response.statusCode(), response.body(), headers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
