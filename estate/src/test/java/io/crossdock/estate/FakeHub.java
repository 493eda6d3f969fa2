package io.crossdock.estate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.estate.books.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/** Stands where the hub will be: keeps what comes and answers as it is told. */
final class FakeHub implements AutoCloseable {

    record Received(String path, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.read(body);
        }
    }

    private static final int TRIES = 1_000;

    private final List<Received> received = new ArrayList<>();
    private final HttpServer server;
    private volatile int status = 202;

    private FakeHub(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    static FakeHub start() {
        return startAt(0);
    }

    /** At a port below those that clients get: once it is gone nobody else has it, and it can come back there. */
    static FakeHub startWhereItCanComeBack() {
        for (int i = 0; i < TRIES; i++) {
            try {
                return new FakeHub(ThreadLocalRandom.current().nextInt(12_000, 32_000));
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    static FakeHub startAt(int port) {
        try {
            return new FakeHub(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    void answerWith(int newStatus) {
        status = newStatus;
    }

    /** What came to paths that begin so. */
    List<Received> at(String path) {
        synchronized (received) {
            return received.stream().filter(each -> each.path().startsWith(path)).toList();
        }
    }

    /** The JSON events that came to a path. */
    List<JsonNode> events(String path) {
        return at(path).stream().map(Received::json).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers
                    .put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            String path = exchange.getRequestURI().getPath();
            boolean token = path.equals("/oauth2/token");
            synchronized (received) {
                received.add(new Received(path, headers, body));
            }
            byte[] answer = (token ? "{\"access_token\":\"t-1\",\"expires_in\":300}"
                    : "{\"number\":\"SO-1\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(token ? 200 : status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
