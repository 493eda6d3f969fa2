package io.crossdock.estate.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossdock.estate.day.Dice;
import io.crossdock.estate.day.Shift;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP door of the estate: lets calls in, has them done, answers them — or not, if a fault says so.
 */
public final class Door implements AutoCloseable {

    /** What is behind the door at present. */
    public record Inside(Routes routes, CallLog log, Shift shift) {}

    private static final int BODY_MAX = 2 * 1024 * 1024;
    private static final int BACKLOG = 1024;
    private static final System.Logger LOG = System.getLogger("estate.door");

    private final HttpServer server;
    private final Faults faults;
    private final Map<String, String> keys;
    private final Clock clock;
    private final Dice dice;
    private final boolean naturalLatency;
    private volatile @Nullable Inside behind;

    /** @param keys the key of each system; a system without one is open */
    public Door(InetSocketAddress address, Faults faults, Map<String, String> keys, Clock clock, Dice dice,
            boolean naturalLatency) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        this.faults = faults;
        this.keys = keys;
        this.clock = clock;
        this.dice = dice;
        this.naturalLatency = naturalLatency;
        server = HttpServer.create(address, BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
    }

    /** Puts something behind the door; calls under way stay with what was there before. */
    public void serve(Inside inside) {
        behind = inside;
    }

    public void open() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Inside inside = Objects.requireNonNull(behind);
        String path = exchange.getRequestURI().getRawPath();
        String system = system(path);
        if (system.equals("control")) {
            send(exchange, answer(inside, exchange, path, read(exchange)).answer);
            return;
        }
        long number = inside.log.next();
        Instant begun = clock.instant();
        boolean mutating = !exchange.getRequestMethod().equals("GET");
        Done done = work(inside, exchange, path, system, mutating, number);
        long late = faults.delayMs(system, number);
        if (late > 0) {
            sleep(Duration.ofMillis(late));
        }
        boolean answered = done.fate == Faults.Fate.ANSWERED;
        inside.log.add(new Call(number, begun, system, exchange.getRequestMethod(), path, done.key,
                answered ? done.answer.status() : 0, Duration.between(begun, clock.instant()).toMillis(),
                done.fate.name().toLowerCase(Locale.ROOT), correlation(exchange)));
        if (answered) {
            send(exchange, done.answer);
        } else {
            exchange.close();
        }
    }

    private record Done(Answer answer, Faults.Fate fate, String key) {}

    private Done work(Inside inside, HttpExchange exchange, String path, String system, boolean mutating,
            long number) throws IOException {
        byte[] body = read(exchange);
        Faults.Fate fate;
        try {
            fate = faults.admit(system, mutating, number);
        } catch (Refused e) {
            return new Done(e.answer().with("Retry-After", String.valueOf(faults.retryAfter(system))),
                    Faults.Fate.ANSWERED, "");
        }
        if (fate == Faults.Fate.DROPPED_BEFORE_WORK) {
            return new Done(Answer.ok(Map.of()), fate, "");
        }
        String key = keys.get(system);
        if (key != null && !same(key, exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
            return new Done(Refused.of(401, "unauthorized", "X-Api-Key is missing or wrong.").answer(), fate,
                    "");
        }
        Done done = answer(inside, exchange, path, body);
        return new Done(done.answer, fate, done.key);
    }

    private Done answer(Inside inside, HttpExchange exchange, String path, byte[] body) {
        String key = "";
        try {
            Routes.Match match = inside.routes.find(exchange.getRequestMethod(), path);
            Request request = new Request(match.places(), query(exchange), body, name -> Optional
                    .ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse(""));
            key = request.key();
            if (body.length > BODY_MAX) {
                throw Refused.of(413, "too_large", "The body has more than " + BODY_MAX + " bytes.");
            }
            takeTime(inside, match.route().pains(), path);
            try {
                return new Done(match.route().handler().handle(request), Faults.Fate.ANSWERED, request.key());
            } finally {
                key = request.key();
            }
        } catch (Refused e) {
            return new Done(e.answer(), Faults.Fate.ANSWERED, key);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, exchange.getRequestMethod() + " " + path + " failed", e);
            return new Done(Refused.of(500, "internal", String.valueOf(e.getMessage())).answer(),
                    Faults.Fate.ANSWERED, key);
        }
    }

    private void takeTime(Inside inside, Routes.Pains pains, String path) {
        if (naturalLatency && pains.toMs() > 0) {
            int ms = dice.between(pains.fromMs(), pains.toMs(), "pains", path, System.nanoTime());
            inside.shift.pause(Duration.ofMillis(ms));
        }
    }

    private static byte[] read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
        exchange.getRequestBody().skip(Long.MAX_VALUE);
        return body;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(),
                    answer.body().length == 0 ? -1 : answer.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        }
    }

    private static String system(String path) {
        String first = path.split("/", 3).length > 1 ? path.split("/", 3)[1] : "";
        return first.equals("edi-buyer") ? "edi" : first.isEmpty() ? "control" : first;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> all = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                all.put(URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private static @Nullable String correlation(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Correlation-Id"))
                .orElse(exchange.getRequestHeaders().getFirst("traceparent"));
    }

    private static boolean same(String key, @Nullable String given) {
        return given != null && MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8),
                given.getBytes(StandardCharsets.UTF_8));
    }

    private static void sleep(Duration span) {
        try {
            Thread.sleep(span);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
