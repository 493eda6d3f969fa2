package io.crossdock.estate.callbacks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The line to the hub. */
public final class Hub {

    /** What the hub answered. */
    public record Reply(int status, String body) {
        public boolean good() {
            return status >= 200 && status < 300;
        }
    }

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final URI base;
    private final AtomicReference<HttpClient> client = new AtomicReference<>();

    public Hub(URI base) {
        this.base = base;
    }

    /** Where a path of the hub is. */
    public URI at(String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    /** @throws IOException when the hub cannot be reached or does not answer in time */
    public Reply post(String path, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(ANSWER)
                .header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client().send(request.build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Made at the first call: it would cost a good part of the estate's start-up. */
    private HttpClient client() {
        HttpClient known = client.get();
        if (known == null) {
            client.compareAndSet(null, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT).build());
            return client();
        }
        return known;
    }
}
