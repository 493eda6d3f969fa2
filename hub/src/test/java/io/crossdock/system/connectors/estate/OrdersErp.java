package io.crossdock.system.connectors.estate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.EstateAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** The order book of the estate's ERP: it books whatever it is sent, as often as it is sent, and can be asked. */
final class OrdersErp implements AutoCloseable {

    private final HttpServer server;
    private final Json json = new Json();
    private final Map<String, List<String>> booked = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger(500_000);

    OrdersErp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/orders", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<String> booked(String reference) {
        return List.copyOf(booked.getOrDefault(reference, List.of()));
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!"the-key".equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
            reply(exchange, 401, EstateAnswers.error("unauthorized", "No such key."));
        } else if (exchange.getRequestMethod().equals("GET")) {
            String reference = exchange.getRequestURI().getQuery().split("=", 2)[1];
            List<String> rows = new ArrayList<>();
            booked(reference).forEach(number -> rows.add(EstateAnswers.order(number, reference)));
            reply(exchange, 200, EstateAnswers.items(rows.toArray(String[]::new)));
        } else {
            book(exchange, json.parse(body));
        }
    }

    private void book(HttpExchange exchange, JsonNode order) throws IOException {
        if (!order.path("account").asString().equals("A-1001")) {
            reply(exchange, 422, EstateAnswers.error("unknown_account", "There is no such account."));
            return;
        }
        String reference = order.path("externalReference").asString();
        String number = "E-" + numbers.incrementAndGet();
        booked.computeIfAbsent(reference, each -> new CopyOnWriteArrayList<>()).add(number);
        reply(exchange, 201, EstateAnswers.order(number, reference));
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
