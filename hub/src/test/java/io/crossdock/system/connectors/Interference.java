package io.crossdock.system.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.system.connectors.FakeSystem.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Stands on loopback between a connector and its system, whichever that is, and does to each call what a plan says. The
 * calls are numbered from one since the plan was made.
 */
public final class Interference implements AutoCloseable {

    /** What becomes of a call. */
    public enum Fate {
        /** It goes through. */
        PASS,
        /** The connection ends before anything was handed on. */
        CUT_BEFORE,
        /** The system does it, and its answer is dropped. */
        CUT_AFTER,
        /** The system gets it twice; its second answer is handed back. */
        TWICE,
        /** The system does it at once, its answer comes too late. */
        LATE,
        /** Something in between asks for a pause, 429 with {@code Retry-After: 7}. */
        THROTTLED,
        /** Something in between says 503, and when to come back. */
        CLOSED,
        /** The system does it, and something in between, whose line to it broke, says 503. */
        CLOSED_AFTER,
        /** The system does it, and something in between answers 502. */
        BAD_GATEWAY,
        /** Something in between answers 200 with a page for people. */
        PORTAL_PAGE,
        /** The system has come to grief over it, did nothing, and answers 500. */
        CRASHED,
        /** The same, told as this system tells it: {@link Counterpart#error()}. */
        OWN_ERROR,
        /** The session or token of the call has ended, for good: {@link Counterpart#expired()}. */
        EXPIRED
    }

    /** What one call may suffer; being doubled on the way is asked only of those who say that they survive it. */
    public static final Set<Fate> LOSSES = Collections.unmodifiableSet(EnumSet.of(Fate.CUT_BEFORE, Fate.CUT_AFTER,
            Fate.THROTTLED, Fate.CLOSED, Fate.BAD_GATEWAY, Fate.PORTAL_PAGE));

    /** What a question may suffer that is not answered: an error of the system itself has not said that there is nothing. */
    public static final Set<Fate> SILENCES = Collections.unmodifiableSet(EnumSet.of(Fate.CUT_BEFORE, Fate.CUT_AFTER,
            Fate.THROTTLED, Fate.CLOSED, Fate.BAD_GATEWAY, Fate.PORTAL_PAGE, Fate.CRASHED, Fate.OWN_ERROR));

    private static final Set<String> OWN_HEADERS = Set.of("host", "connection", "content-length", "upgrade",
            "http2-settings", "transfer-encoding");

    private static final Said CRASH = new Said(500, "{\"error\":\"internal\",\"message\":\"Something went wrong.\"}");

    private final URI target;
    private final UnaryOperator<String> handedOn;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile IntFunction<Fate> plan = call -> Fate.PASS;
    private volatile Said error = CRASH;
    private volatile Optional<Said> expired = Optional.empty();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    public Interference(URI target) {
        this(target, UnaryOperator.identity());
    }

    /** @param handedOn what becomes of the query of a call: a system may give fewer rows than it was asked for */
    public Interference(URI target, UnaryOperator<String> handedOn) {
        this.target = target;
        this.handedOn = handedOn;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where the system seems to be; with the path of the real address. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + target.getPath());
    }

    /** @param system whose manners it takes on */
    void standBefore(Counterpart system) {
        error = system.error();
        expired = system.expired();
    }

    /** @param fateOfCall by the number of the call */
    public void plan(IntFunction<Fate> fateOfCall) {
        calls.set(0);
        plan = fateOfCall;
    }

    /** Only the {@code number}th call goes wrong. */
    public void only(int number, Fate fate) {
        plan(call -> call == number ? fate : Fate.PASS);
    }

    /** The {@code number}th call goes wrong in one way, and the next one in another. */
    public void twice(int number, Fate first, Fate then) {
        plan(call -> call == number ? first : call == number + 1 ? then : Fate.PASS);
    }

    public int calls() {
        return calls.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<String> session = session(exchange);
        Fate planned = plan.apply(calls.incrementAndGet());
        Fate fate = session.filter(ended::contains).isPresent() ? Fate.EXPIRED : planned;
        try {
            switch (fate) {
                case PASS -> answer(exchange, handOn(exchange, body));
                case CUT_BEFORE -> exchange.close();
                case CUT_AFTER -> {
                    handOn(exchange, body);
                    exchange.close();
                }
                case TWICE -> {
                    handOn(exchange, body);
                    answer(exchange, handOn(exchange, body));
                }
                case LATE -> {
                    handOn(exchange, body);
                    closing.await(2, TimeUnit.MINUTES);
                    exchange.close();
                }
                case THROTTLED -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    say(exchange, 429, "slow down");
                }
                case CLOSED -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    say(exchange, 503, "closed");
                }
                case CLOSED_AFTER -> {
                    handOn(exchange, body);
                    say(exchange, 503, "upstream connect error or disconnect/reset before headers");
                }
                case BAD_GATEWAY -> {
                    handOn(exchange, body);
                    say(exchange, 502, "bad gateway");
                }
                case PORTAL_PAGE -> say(exchange, 200, "<h1>Please log in</h1>");
                case CRASHED -> say(exchange, CRASH.status(), CRASH.body());
                case OWN_ERROR -> say(exchange, error.status(), error.body());
                case EXPIRED -> {
                    if (session.isPresent() && expired.isPresent()) {
                        ended.add(session.get());
                        say(exchange, expired.get().status(), expired.get().body());
                    } else {
                        answer(exchange, handOn(exchange, body));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    /** Whoever signs in has none yet. */
    private static Optional<String> session(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(authorization -> !authorization.startsWith("Basic "));
    }

    private HttpResponse<byte[]> handOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        URI asked = exchange.getRequestURI();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + target.getRawAuthority()
                + asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + handedOn.apply(asked.getRawQuery()))))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().firstValue("Retry-After")
                .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
        send(exchange, response.statusCode(), response.body());
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        client.shutdownNow();
    }
}
