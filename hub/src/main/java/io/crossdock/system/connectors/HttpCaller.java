package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.tls.TlsContexts;
import io.crossdock.platform.tls.TlsUnusable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Calls other systems over HTTP/1.1 and tells apart what was certainly not sent from what may have been.
 * Never sends a request twice that does work, never follows a redirect. Connecting, sending and reading the
 * whole answer together take no longer than the call time-out. Thread-safe.
 */
@Component
public final class HttpCaller {

    /** Larger answers are not read to their end, and count as lost. */
    public static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    /** Hears of each call that a thread makes while it is bound; nothing of what says who we are is in it. */
    static final ScopedValue<Consumer<Exchange>> LISTENER = ScopedValue.newInstance();

    /** A call and what came of it. */
    record Exchange(String method, String path, Reply reply) {
    }

    /** Runs calls whose answers nobody may see, such as those that fetch a token. */
    public static <T> T unheard(Supplier<T> calls) {
        return LISTENER.isBound() ? ScopedValue.where(LISTENER, _ -> { }).call(calls::get) : calls.get();
    }

    private static final String[] TRACE = {"correlation", "X-Correlation-Id", "traceparent", "traceparent"};

    private final Clock clock;
    private final Optional<TlsContexts> contexts;
    private final Map<Line, HttpClient> clients = new ConcurrentHashMap<>();

    /** What calls have in common that share connections. */
    private record Line(Duration connectTimeout, Optional<SSLContext> tls) {
    }

    /** For systems whose files say nothing of TLS. */
    public HttpCaller(Clock clock) {
        this(clock, Optional.empty());
    }

    /** @param clock for answers that say until when a system wants to be left alone */
    @Autowired
    public HttpCaller(Clock clock, Optional<TlsContexts> contexts) {
        this.clock = clock;
        this.contexts = contexts;
    }

    /**
     * Asks for {@code path} below the system's base URL.
     *
     * @param budget the answer is waited for no longer than this, and no longer than the call time-out
     */
    public Reply get(SystemSettings system, String path, Map<String, String> headers, Duration budget) {
        Duration longest = system.timeouts().call();
        return call(system, path, headers, "GET", HttpRequest.BodyPublishers.noBody(),
                budget.compareTo(longest) < 0 ? budget : longest);
    }

    public Reply post(SystemSettings system, String path, Map<String, String> headers, byte[] body) {
        return call(system, path, headers, "POST", HttpRequest.BodyPublishers.ofByteArray(body),
                system.timeouts().call());
    }

    /**
     * Any other method.
     *
     * @param body empty for none
     */
    public Reply send(SystemSettings system, String method, String path, Map<String, String> headers,
            Optional<byte[]> body, Duration budget) {
        Duration longest = system.timeouts().call();
        return call(system, path, headers, method, body.map(HttpRequest.BodyPublishers::ofByteArray)
                .orElseGet(HttpRequest.BodyPublishers::noBody), budget.compareTo(longest) < 0 ? budget : longest);
    }

    /**
     * Posts over a connection of its own, which is closed afterwards: for servers that close connections at rest
     * without a word, so that the next request on one is lost.
     *
     * @param budget the answer is waited for no longer than this, and no longer than the call time-out
     */
    public Reply postAlone(SystemSettings system, String path, Map<String, String> headers, byte[] body,
            Duration budget) {
        Duration longest = system.timeouts().call();
        Optional<SSLContext> tls;
        try {
            tls = tls(system);
        } catch (SecretMissing | TlsUnusable unusable) {
            return withoutTls(system, unusable);
        }
        HttpClient once = newClient(new Line(system.timeouts().connect(), tls));
        try {
            return call(once, system, path, headers, "POST", HttpRequest.BodyPublishers.ofByteArray(body),
                    budget.compareTo(longest) < 0 ? budget : longest);
        } finally {
            once.shutdownNow();
        }
    }

    private Reply call(SystemSettings system, String path, Map<String, String> headers, String method,
            HttpRequest.BodyPublisher body, Duration longest) {
        try {
            return call(clients.computeIfAbsent(new Line(system.timeouts().connect(), tls(system)), HttpCaller::newClient),
                    system, path, headers, method, body, longest);
        } catch (SecretMissing | TlsUnusable unusable) {
            return withoutTls(system, unusable);
        }
    }

    private Optional<SSLContext> tls(SystemSettings system) {
        return system.tls().isUsual() ? Optional.empty() : contexts.orElseThrow(() ->
                new IllegalStateException("nobody makes the TLS of " + system.id())).of(system.tls());
    }

    private static Reply withoutTls(SystemSettings system, RuntimeException unusable) {
        return new Reply.NotSent("There is no TLS with " + system.id() + ": "
                + String.valueOf(unusable.getMessage()).replaceFirst("\\.$", "") + ".");
    }

    private Reply call(HttpClient client, SystemSettings system, String path, Map<String, String> headers,
            String method, HttpRequest.BodyPublisher body, Duration longest) {
        if (system.baseUrl().isEmpty()) {
            return new Reply.NotSent("The landscape names no baseUrl for " + system.id() + ".");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(system.baseUrl().get() + path))
                .method(method, body);
        headers.forEach(request::setHeader);
        trace(request);
        Reply reply = answer(client.sendAsync(request.build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES)), system, longest);
        if (LISTENER.isBound()) {
            LISTENER.get().accept(new Exchange(method, path, reply));
        }
        return reply;
    }

    private static HttpClient newClient(Line line) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(line.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        line.tls().ifPresent(client::sslContext);
        return client.build();
    }

    /** The story this call belongs to, as the diagnostic context of the calling thread knows it. */
    private static void trace(HttpRequest.Builder request) {
        for (int i = 0; i < TRACE.length; i += 2) {
            String value = MDC.get(TRACE[i]);
            if (value != null && !value.isBlank()) {
                request.setHeader(TRACE[i + 1], value);
            }
        }
    }

    /** Waits for the whole answer; the client's own time-out would end with its headers. */
    private Reply answer(CompletableFuture<HttpResponse<byte[]>> call, SystemSettings system,
            Duration longest) {
        try {
            HttpResponse<byte[]> response = call.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply.Answered(response.statusCode(),
                    response.headers().firstValue("Retry-After")
                            .flatMap(text -> RetryAfter.parse(text, clock)),
                    response.body(), response.headers().allValues("Link"));
        } catch (TimeoutException e) {
            call.cancel(true);
            return new Reply.Lost(system.id() + " gave no whole answer within " + seconds(longest) + ".");
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Lost("The hub stopped waiting for the answer of " + system.id() + ".");
        } catch (ExecutionException e) {
            return failure(e.getCause() == null ? e : e.getCause(), system);
        }
    }

    private static Reply failure(Throwable cause, SystemSettings system) {
        return unreached(cause)
                .<Reply>map(why -> new Reply.NotSent(system.id() + " cannot be reached: " + why + "."))
                .orElseGet(() -> new Reply.Lost("The connection to " + system.id()
                        + " ended without a whole answer: " + text(cause) + "."));
    }

    /** Why there was no connection; empty when there was one. */
    private static Optional<String> unreached(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException e -> Optional.of("no connection in time");
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
                Optional.of("the name of its host is unknown");
            case UnknownHostException e -> Optional.of("the name of its host is unknown");
            case ConnectException e -> Optional.of("the connection was refused");
            // Either side may have refused the other's certificate; a server that does reads no request.
            case SSLHandshakeException e -> Optional.of("no TLS between us, " + text(e));
            case Throwable e -> Optional.empty();
        };
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof IOException && message != null && !message.isBlank()
                ? message : cause.getClass().getSimpleName();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
