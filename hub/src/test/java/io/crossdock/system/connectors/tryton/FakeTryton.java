package io.crossdock.system.connectors.tryton;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Tryton of the size of a test: its JSON-RPC on loopback with the manners that matter to a connector. Errors come as
 * successes of HTTP, buttons in the wrong state do nothing, create fills in nothing, sessions end, and a call can be
 * told to go wrong.
 */
final class FakeTryton implements AutoCloseable {

    /** How the next call of a method goes wrong. */
    enum Trouble {
        CUT_BEFORE, CUT_AFTER, NOTHING_DONE, DONE_TWICE, SERIALIZE, LOCKED_ROW, UNKNOWN_FAULT, LOGGED_OUT, TOO_MANY, CLOSED,
        CRASHED, NO_JSON, SILENT,
        /** Not wrong at all: the worker gets to all its work between this call and the next. */
        CAUGHT_UP
    }

    /** A business no. */
    static final class UserError extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String description;

        UserError(String message, String description) {
            super(message);
            this.description = description;
        }
    }

    /** A no that can be overridden by saying that it was seen. */
    static final class UserWarning extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String name;

        UserWarning(String name, String message) {
            super(message);
            this.name = name;
        }
    }

    private static final Set<String> ENVELOPE = Set.of("id", "method", "params");
    static final String PASSWORD = "the-password";

    private final HttpServer server;
    private final Json json = new Json();
    private final FakeTables tables = new FakeTables();
    private final FakeBusiness business = new FakeBusiness(tables);
    private final Map<String, ConcurrentLinkedDeque<Trouble>> troubles = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    FakeTryton() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    FakeTables tables() {
        return tables;
    }

    FakeBusiness business() {
        return business;
    }

    /** Methods called so far, such as {@code model.sale.sale.create}. */
    List<String> calls() {
        return calls;
    }

    long calls(String method) {
        return calls.stream().filter(method::equals).count();
    }

    FakeTryton next(String method, Trouble... each) {
        troubles.computeIfAbsent(method, name -> new ConcurrentLinkedDeque<>()).addAll(List.of(each));
        return this;
    }

    /** Forgets what was made from one row on, up to another. */
    synchronized void forget(long above, long upTo) {
        tables.forget(above, upTo);
    }

    void endSessions() {
        sessions.clear();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/erp");
    }

    SystemSettings settings(URI url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("user", "hub", "warehouse", "CMH",
                "freightItem", "FRT-GND", "units", "BX=Box of 100"));
        settings.putAll(more);
        return new SystemSettings("tryton", SystemSettings.Kind.ERP, "tryton", Optional.of(url),
                Optional.of(new SecretRef("file:key")), Optional.empty(),
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20)), Lane.DEFAULT, Optional.empty(),
                ZoneOffset.UTC, settings);
    }

    SystemSettings settings() {
        return settings(url(), Map.of());
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestHeaders().getFirst("Content-Length") == null) {
            reply(exchange, 411, "<h1>Length Required</h1>");
            return;
        }
        JsonNode request = json.parse(body);
        String method = request.path("method").asString("");
        calls.add(method);
        if (!new TreeSet<>(request.propertyNames()).equals(new TreeSet<>(ENVELOPE))) {
            reply(exchange, 400, "\"UserError\"");
            return;
        }
        Optional<Trouble> trouble = Optional.ofNullable(troubles.get(method)).map(ConcurrentLinkedDeque::poll);
        if (trouble.isPresent()) {
            inTrouble(trouble.get(), exchange, request, method);
        } else {
            answer(exchange, request, method);
        }
    }

    private void inTrouble(Trouble trouble, HttpExchange exchange, JsonNode request, String method) throws IOException {
        switch (trouble) {
            case CUT_BEFORE -> exchange.close();
            case CUT_AFTER -> {
                envelope(request, method);
                exchange.close();
            }
            case NOTHING_DONE -> reply(exchange, 200, json.write(Wire.object().put("id", 1).putNull("result")));
            case DONE_TWICE -> {
                envelope(request, method);
                answer(exchange, request, method);
            }
            case SERIALIZE -> fault(exchange, "could not serialize access due to concurrent update\n");
            case LOCKED_ROW -> fault(exchange, "could not obtain lock on row in relation \"sale_sale\"\n");
            case UNKNOWN_FAULT -> fault(exchange, "'NoneType' object has no attribute 'code'");
            case LOGGED_OUT -> {
                sessions.clear();
                answer(exchange, request, method);
            }
            case TOO_MANY -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                reply(exchange, 429, "<h1>Too Many Requests</h1>");
            }
            case CLOSED -> reply(exchange, 503, "<h1>Service Unavailable</h1>");
            case CRASHED -> reply(exchange, 500, "<h1>Internal Server Error</h1>");
            case CAUGHT_UP -> {
                String answer = json.write(envelope(request, method));
                business.fulfilment().catchUp();
                reply(exchange, 200, answer);
            }
            case NO_JSON -> reply(exchange, 200, "<h1>Welcome to nginx</h1>");
            case SILENT -> {
                try {
                    closing.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void answer(HttpExchange exchange, JsonNode request, String method) throws IOException {
        if (!method.equals("common.db.login") && !sessions.contains(
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
            reply(exchange, 401, "");
            return;
        }
        if (method.equals("common.db.login") && !request.path("params").path(1).path("password").asString("")
                .equals(PASSWORD)) {
            reply(exchange, 401, "");
            return;
        }
        reply(exchange, 200, json.write(envelope(request, method)));
    }

    private void fault(HttpExchange exchange, String text) throws IOException {
        ObjectNode envelope = Wire.object().put("id", 1);
        envelope.putArray("error").add(text).add("Traceback");
        reply(exchange, 200, json.write(envelope));
    }

    private synchronized ObjectNode envelope(JsonNode request, String method) {
        ObjectNode envelope = Wire.object().put("id", request.path("id").asLong());
        try {
            envelope.set("result", result(method, request.path("params")));
        } catch (UserError no) {
            envelope.putArray("error").add("UserError").addArray().add(no.getMessage()).add(no.description)
                    .addNull();
        } catch (UserWarning perhaps) {
            envelope.putArray("error").add("UserWarning").addArray().add(perhaps.name).add(perhaps.getMessage())
                    .add("");
        } catch (FakeTables.Unknown wrong) {
            envelope.putArray("error").add(wrong.getMessage()).add("");
        }
        return envelope;
    }

    private JsonNode result(String method, JsonNode params) {
        if (method.equals("common.db.login")) {
            String key = "k" + sessions.size() + "-" + calls.size();
            String user = params.path(0).asString();
            sessions.add("Session " + Base64.getEncoder()
                    .encodeToString((user + ":4:" + key).getBytes(StandardCharsets.UTF_8)));
            return Wire.object().arrayNode().add(4).add(key);
        }
        if (method.startsWith("wizard.sale.handle.shipment.exception.")) {
            return business.fulfilment().exception(method.substring(method.lastIndexOf('.') + 1), params);
        }
        if (method.startsWith("wizard.purchase.request.")) {
            return business.fulfilment().supply().wizard(method, params);
        }
        if (!method.startsWith("model.")) {
            throw new FakeTables.Unknown(method);
        }
        int dot = method.lastIndexOf('.');
        String model = method.substring("model.".length(), dot);
        String name = method.substring(dot + 1);
        if (model.equals("res.user") && name.equals("get_preferences")) {
            return Wire.object().put("company", 1).put("language", "en");
        }
        JsonNode context = params.path(params.size() - 1);
        if (!context.isObject() || !context.has("company")) {
            throw new FakeTables.Unknown("context");
        }
        if (!tables.exists(model)) {
            throw new FakeTables.Unknown(model);
        }
        return model(model, name, params, context);
    }

    private JsonNode model(String model, String name, JsonNode params, JsonNode context) {
        ArrayNode list = Wire.object().arrayNode();
        switch (name) {
            case "search_read" -> tables.search(model, params.path(0), params.path(1).asLong(), params.path(2).asLong(),
                    params.path(3)).forEach(row -> list.add(read(model, row, params.path(4), context)));
            case "read" -> params.path(0).forEach(id -> list.add(read(model, tables.row(model, id.asLong()),
                    params.path(1), context)));
            case "create" -> params.path(0).forEach(values -> list.add(business.create(model, (ObjectNode) values)));
            case "write" -> {
                params.path(0).forEach(id -> business.write(model, id.asLong(), (ObjectNode) params.path(1)));
                return list.nullNode();
            }
            case "delete" -> {
                params.path(0).forEach(id -> tables.remove(model, id.asLong()));
                return list.nullNode();
            }
            case "copy" -> params.path(0).forEach(id -> {
                ObjectNode copy = tables.row(model, id.asLong()).deepCopy().put("state", "draft");
                params.path(1).properties().forEach(each -> copy.set(each.getKey(), each.getValue()));
                list.add(business.create(model, copy));
            });
            case "fields_get" -> {
                return business.fields(model);
            }
            case String change when change.startsWith("on_change") -> {
                return business.onChange(model, change, params.path(0));
            }
            case String button -> {
                return business.press(model, button, Wire.ids(params.path(0)));
            }
        }
        return list;
    }

    private ObjectNode read(String model, ObjectNode row, JsonNode fields, JsonNode context) {
        List<String> names = new ArrayList<>();
        fields.forEach(field -> names.add(field.asString()));
        if (names.contains("numbered_at")) {
            throw new FakeTables.Unknown("numbered_at");
        }
        return tables.read(model, business.computed(model, row, context), names);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
