package io.crossdock.system.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A system on loopback that answers as it is told, once per instruction, and remembers what it was asked. */
public final class FakeSystem implements AutoCloseable {

    /** What the system does with a call. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A call as it arrived. */
    public record Call(String method, String path, Map<String, String> headers, String body) {
    }

    /** An answer. */
    public record Said(int status, String body) {
    }

    private volatile Function<Call, Said> otherwise = _ -> new Said(500,
            "{\"code\":\"internal\",\"message\":\"The test did not expect this call.\"}");
    private final HttpServer server;
    private final ConcurrentLinkedDeque<Behaviour> script = new ConcurrentLinkedDeque<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public FakeSystem() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        Call call = new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
        calls.add(call);
        Behaviour next = script.poll();
        if (next == null) {
            Said said = otherwise.apply(call);
            reply(exchange, said.status(), said.body());
        } else {
            next.answer(exchange);
        }
    }

    /** What it says to calls for which there is no instruction. */
    public void byDefault(Function<Call, Said> answer) {
        otherwise = answer;
    }

    public FakeSystem then(Behaviour behaviour) {
        script.add(behaviour);
        return this;
    }

    public FakeSystem thenAnswer(int status, String body) {
        return then(exchange -> reply(exchange, status, body));
    }

    public FakeSystem thenAnswer(int status, String body, String header, String value) {
        return then(exchange -> {
            exchange.getResponseHeaders().set(header, value);
            reply(exchange, status, body);
        });
    }

    /** Takes the request and closes the connection. */
    public FakeSystem thenHangUp() {
        return then(HttpExchange::close);
    }

    /** Takes the request and says nothing, until the test is over. */
    public FakeSystem thenSaysNothing() {
        return then(exchange -> waitForTheEnd());
    }

    /** Sends status, headers and half of the body, and then nothing more. */
    public FakeSystem thenStopsHalfWay(int status) {
        return then(exchange -> {
            exchange.sendResponseHeaders(status, 1_000);
            exchange.getResponseBody().write("{\"half\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            waitForTheEnd();
        });
    }

    private void waitForTheEnd() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public List<Call> calls() {
        return calls;
    }

    /** Forgets calls and instructions. */
    public void forget() {
        calls.clear();
        script.clear();
    }

    public Call lastCall() {
        return calls.getLast();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Settings that point here, with connector {@code estate} and the key {@code file:key}. */
    public SystemSettings settings(String id, SystemSettings.Kind kind, Duration call) {
        return settings(id, kind, url(), call);
    }

    public static SystemSettings settings(String id, SystemSettings.Kind kind, URI url, Duration call) {
        return new SystemSettings(id, kind, "estate", Optional.of(url),
                Optional.of(new SecretRef("file:key")),
                Optional.empty(), new Timeouts(Duration.ofSeconds(10), call), Lane.DEFAULT, Optional.empty(),
                ZoneOffset.UTC, Map.of());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
