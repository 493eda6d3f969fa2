package io.crossdock.system.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** A system on loopback that books what it is sent under one business key, and fails once where it is told to. */
public final class BookingSystem implements AutoCloseable {

    /** Where a call fails. */
    public enum Fault {
        NOWHERE,
        /** Says that it is closed, and does nothing. */
        BEFORE,
        /** Does it, and hangs up. */
        AFTER,
        /** Hangs up on a question. */
        QUESTION
    }

    /** What it makes of a call. */
    public interface Answers {

        /** @param number of the document, from 1 */
        String document(String key, int number);
    }

    private record Scene(String key, Answers answers, boolean knowsKeys) {
    }

    private final HttpServer server;
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NOWHERE);
    private final List<String> booked = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Scene scene = new Scene("", (key, number) -> "{}", false);

    public BookingSystem() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** @param knowsKeys whether the same key again is the same document again */
    public void expect(String key, Answers answers, boolean knowsKeys) {
        scene = new Scene(key, answers, knowsKeys);
        booked.clear();
        calls.clear();
        next.set(Fault.NOWHERE);
    }

    public void failOnce(Fault where) {
        next.set(where);
    }

    /** How many documents it has. */
    public int documents() {
        return booked.size();
    }

    /** What was sent to it, whatever became of it: the address and the body of each call. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean question = exchange.getRequestMethod().equals("GET");
        Fault fault = question ? (next.compareAndSet(Fault.QUESTION, Fault.NOWHERE) ? Fault.QUESTION : Fault.NOWHERE)
                : next.getAndUpdate(now -> now == Fault.QUESTION ? now : Fault.NOWHERE);
        if (question) {
            if (fault == Fault.QUESTION) {
                exchange.close();
            } else {
                reply(exchange, 200, EstateAnswers.items(IntStream.rangeClosed(1, booked.size())
                        .mapToObj(number -> scene.answers().document(scene.key(), number)).toArray(String[]::new)));
            }
            return;
        }
        calls.add(exchange.getRequestURI() + "\n" + body);
        if (fault == Fault.BEFORE) {
            reply(exchange, 503, EstateAnswers.error("closed", "We are closed."));
            return;
        }
        if (!(exchange.getRequestURI() + body).contains(scene.key())) {
            reply(exchange, 422, EstateAnswers.error("no_key", "A call has to carry the business key."));
            return;
        }
        if (!scene.knowsKeys() || booked.isEmpty()) {
            booked.add(body);
        }
        if (fault == Fault.AFTER) {
            exchange.close();
        } else {
            reply(exchange, 201, scene.answers().document(scene.key(), booked.size()));
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
