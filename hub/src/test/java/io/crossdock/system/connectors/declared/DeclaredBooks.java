package io.crossdock.system.connectors.declared;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.FakeSystem.Said;
import io.crossdock.system.connectors.SinkRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Two ways in which order books speak. {@code /v4/sales} books whatever it is sent, as often as it is sent, and can be asked;
 * {@code /graph} answers 200 whatever happens, and takes the same key for the same order.
 */
final class DeclaredBooks implements Books {

    private static final String KNOWN_ACCOUNT = "A-1001";
    private static final String KEY = "Basic " + Base64.getEncoder().encodeToString("hub:s3cret".getBytes(StandardCharsets.UTF_8));

    private final HttpServer server;
    private final Json json = new Json();
    private final Map<String, List<String>> booked = new ConcurrentHashMap<>();
    private final Map<String, List<String>> rows = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger(700);

    DeclaredBooks() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v4/sales", this::rest);
        server.createContext("/graph", this::graph);
        server.createContext("/token", this::token);
        server.start();
    }

    @Override
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public List<String> booked(String reference) {
        return List.copyOf(booked.getOrDefault(reference, List.of()));
    }

    @Override
    public List<String> held(String reference) {
        return List.copyOf(rows.getOrDefault(reference, List.of()));
    }

    /** In both ways of speaking. */
    @Override
    public Said error() {
        return new Said(200, "{\"error\":\"internal\"," + error("INTERNAL_SERVER_ERROR", "Something went wrong.").substring(1));
    }

    private void rest(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!"s3cret".equals(exchange.getRequestHeaders().getFirst("X-Bookly-Key"))
                && !tokens.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
            reply(exchange, 401, "{\"error\":\"key\"}");
        } else if (exchange.getRequestMethod().equals("GET")) {
            reply(exchange, 200, booked(exchange.getRequestURI().getQuery().split("=", 2)[1]).stream()
                    .map(number -> "{\"id\":\"" + number + "\"}").collect(Collectors.joining(",", "{\"data\":[", "]}")));
        } else if (!exchange.getRequestURI().getPath().endsWith("/" + KNOWN_ACCOUNT)) {
            reply(exchange, 422, "{\"error\":\"no-account\",\"text\":\"There is no such account.\"}");
        } else {
            JsonNode sale = json.parse(body);
            String number = book(sale.path("ref").asString());
            sale.path("rows").forEach(row -> rows.computeIfAbsent(sale.path("ref").asString(), _ -> new CopyOnWriteArrayList<>())
                    .add(SinkRules.Lines.line(row.path("item").asString(), row.path("count").decimalValue(),
                            row.path("unit").asString())));
            reply(exchange, 201, "{\"id\":\"" + number + "\"}");
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (KEY.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            String token = "t" + numbers.incrementAndGet();
            tokens.add("Bearer " + token);
            reply(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":600}");
        } else {
            reply(exchange, 401, "{\"error\":\"invalid_client\"}");
        }
    }

    private void graph(HttpExchange exchange) throws IOException {
        JsonNode order = json.parse(exchange.getRequestBody().readAllBytes()).path("variables").path("order");
        if (!"Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 200, error("UNAUTHENTICATED", "Who are you?"));
        } else if (!order.path("customer").asString().equals(KNOWN_ACCOUNT)) {
            reply(exchange, 200, error("NO_CUSTOMER", "There is no such customer."));
        } else {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            synchronized (booked) {
                String number = booked(key).isEmpty() ? book(key) : booked(key).getFirst();
                reply(exchange, 200, "{\"data\":{\"placeOrder\":{\"number\":\"" + number + "\"}}}");
            }
        }
    }

    private static String error(String code, String message) {
        return "{\"errors\":[{\"message\":\"%s\",\"extensions\":{\"code\":\"%s\"}}]}".formatted(message, code);
    }

    private String book(String reference) {
        String number = "B-" + numbers.incrementAndGet();
        booked.computeIfAbsent(reference, each -> new CopyOnWriteArrayList<>()).add(number);
        return number;
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
