package io.crossdock.system.connectors.declared;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.ReleaseSink;
import io.crossdock.system.connectors.Requests;
import io.crossdock.system.connectors.SinkContract;
import io.crossdock.system.connectors.SinkRules;
import io.crossdock.system.connectors.WarehouseRelease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The example file of a third-party warehouse that nobody here wrote keeps the contract, against a server that answers as
 * the published description of its {@code POST /orders} says: 201 with an id, 409 with the id of the order that has the
 * number already, 422 for what it does not take, 401 without its key.
 */
class FulfillmentContractTest extends SinkContract<WarehouseRelease> {

    private final Orders orders = new Orders();
    private DeclaredBench bench;

    @BeforeEach
    void open(@TempDir Path files) throws IOException {
        bench = new DeclaredBench(files, SystemSettings.Kind.WMS,
                Files.readString(Path.of("..", "examples", "connectors", "fulfillment-com.yaml")), orders.url());
    }

    @AfterEach
    void close() {
        orders.close();
    }

    @Override
    protected SinkRules.Subject<WarehouseRelease> subject() {
        return new Subject();
    }

    private final class Subject extends Placed implements SinkRules.Subject<WarehouseRelease> {

        Subject() {
            super(bench);
        }

        @Override
        public ReleaseSink sink() {
            return new DeclaredReleases(bench.calls());
        }

        @Override
        public WarehouseRelease request(String reference) {
            WarehouseRelease release = Requests.release(reference);
            return new WarehouseRelease(release.leg(), release.order(), release.account(), release.shipToId(), release.shipTo(),
                    release.shipBy(), List.of(release.lines().getFirst(),
                            new WarehouseRelease.Line(3, new Sku("CD-10002"), Quantity.of("7.5", "FT"))));
        }

        /** It has no units: everything is in that of the item. */
        @Override
        public List<String> asked(WarehouseRelease request) {
            return request.lines().stream().map(line -> SinkRules.Lines.line(line.sku(), line.quantity().value(), "base"))
                    .toList();
        }

        @Override
        public List<String> held(String reference) {
            return orders.items(reference);
        }

        @Override
        public WarehouseRelease declined(String reference) {
            WarehouseRelease release = Requests.release(reference);
            return new WarehouseRelease(release.leg(), release.order(), release.account(), release.shipToId(),
                    release.shipTo(), release.shipBy(), List.of());
        }

        @Override
        public List<String> done(String reference) {
            return orders.taken(reference).stream().toList();
        }

        @Override
        public boolean survivesDoubling() {
            return true;
        }
    }

    /** {@code POST /orders} as it is described. */
    private static final class Orders implements AutoCloseable {

        private final HttpServer server;
        private final Json json = new Json();
        private final Map<String, String> taken = new ConcurrentHashMap<>();
        private final Map<String, List<String>> items = new ConcurrentHashMap<>();
        private final AtomicInteger ids = new AtomicInteger(4_000);

        Orders() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/orders", this::order);
            server.start();
        }

        URI url() {
            return URI.create("http://localhost:" + server.getAddress().getPort());
        }

        List<String> items(String number) {
            return items.getOrDefault(number, List.of());
        }

        Optional<String> taken(String number) {
            return Optional.ofNullable(taken.get(number));
        }

        private void order(HttpExchange exchange) throws IOException {
            JsonNode order = json.parse(exchange.getRequestBody().readAllBytes());
            String number = order.path("merchantOrderId").asString("");
            boolean whole = Stream.of("firstName", "address1", "addressLocality", "postalCode", "country")
                    .noneMatch(field -> order.path("recipient").path(field).asString("").isBlank());
            if (!("Bearer " + DeclaredBench.KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                reply(exchange, 401, "{\"message\":\"Unauthorized\"}");
            } else if (number.isEmpty() || !whole || order.path("items").isEmpty()) {
                reply(exchange, 422, "{\"message\":\"The order has no items, or its recipient is incomplete\"}");
            } else {
                String mine = String.valueOf(ids.incrementAndGet());
                items.putIfAbsent(number, order.path("items").valueStream().map(item -> SinkRules.Lines.line(item.path("sku")
                        .asString(), item.path("quantity").decimalValue(), "base")).toList());
                Optional<String> before = Optional.ofNullable(taken.putIfAbsent(number, mine));
                reply(exchange, before.isEmpty() ? 201 : 409, before.isEmpty() ? "{\"id\":" + mine + "}"
                        : "{\"message\":\"Duplicate Order\",\"context\":{\"id\":" + before.get() + "}}");
            }
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
}
