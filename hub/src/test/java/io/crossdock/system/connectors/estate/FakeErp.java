package io.crossdock.system.connectors.estate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lists of an ERP on loopback, two rows a page, as the estate's contract describes them. */
final class FakeErp implements AutoCloseable {

    private static final int PAGE = 2;

    private record Row(String json, Instant modifiedAt) {
    }

    private final HttpServer server;
    private final Map<String, NavigableMap<String, Row>> lists = new HashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    FakeErp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String list : List.of("items", "accounts", "price-contracts", "tax-rates")) {
            lists.put("/" + list, new ConcurrentSkipListMap<>());
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void put(String list, String key, Instant modifiedAt, String json) {
        lists.getOrDefault("/" + list, new TreeMap<>()).put(key,
                new Row(json.replace('\'', '"'), modifiedAt));
    }

    void remove(String list, String key) {
        lists.getOrDefault("/" + list, new TreeMap<>()).remove(key);
    }

    void goDown(boolean nowDown) {
        down = nowDown;
    }

    /** Paths and queries, in the order they came; forgotten after this. */
    List<String> calls() {
        List<String> soFar = List.copyOf(calls);
        calls.clear();
        return soFar;
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestURI().toString());
        Map<String, String> query = query(exchange.getRequestURI());
        if (down || !"erp-key".equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
            respond(exchange, down ? 503 : 401, "{\"code\":\"outage\",\"message\":\"Closed.\"}");
            return;
        }
        Instant since = Instant.parse(query.getOrDefault("modifiedSince", "1970-01-01T00:00:00Z"));
        List<Map.Entry<String, Row>> rows = lists.getOrDefault(exchange.getRequestURI().getPath(),
                new TreeMap<>())
                .tailMap(query.getOrDefault("after", ""), false).entrySet().stream()
                .filter(row -> row.getValue().modifiedAt().isAfter(since)).toList();
        List<Map.Entry<String, Row>> page = rows.subList(0, Math.min(PAGE, rows.size()));
        String next = rows.size() > PAGE ? ",\"next\":\"" + page.getLast().getKey() + "\"" : "";
        respond(exchange, 200, "{\"items\":["
                + String.join(",", page.stream().map(row -> row.getValue().json()).toList()) + "]" + next
                + "}");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        for (String pair : uri.getQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
