package io.crossdock.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub that knows one client, answers by path from a table, and remembers what it was asked. */
final class FakeHub implements AutoCloseable {

    record Asked(String method, String path, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private record Canned(int status, String body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final String client;
    private final String secret;

    FakeHub(String client, String secret) throws IOException {
        this.client = client;
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    FakeHub answering(String request, int status, String body) {
        answers.put(request, new Canned(status, body));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            Canned canned;
            if (path.equals("/oauth2/token")) {
                String basic = "Basic " + Base64.getEncoder()
                        .encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
                canned = authorization.equals(basic)
                        ? new Canned(200, "{\"access_token\":\"the-token\",\"token_type\":\"Bearer\"}")
                        : new Canned(401, "{\"error\":\"invalid_client\"}");
            } else {
                asked.add(new Asked(exchange.getRequestMethod(), path, Map.copyOf(exchange
                        .getRequestHeaders()),
                        exchange.getRequestBody().readAllBytes()));
                canned = authorization.equals("Bearer the-token")
                        ? answers.getOrDefault(exchange.getRequestMethod() + " " + path,
                                new Canned(404, "{\"title\":\"Not found\",\"status\":404}"))
                        : new Canned(401, "{}");
            }
            byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
