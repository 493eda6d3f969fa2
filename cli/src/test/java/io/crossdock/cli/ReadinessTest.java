package io.crossdock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits is told for what. */
class ReadinessTest {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Ready once there was a message.
        server.createContext("/health", exchange -> answer(exchange, messages.isEmpty() ? 503 : 200,
                "{\"status\":\"OUT_OF_SERVICE\"}"));
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void theReasonsOfThePartAreSaidInItsOwnSentences() {
        server.createContext("/awaited", exchange -> answer(exchange, 200, """
                {"awaited":["erp has not been read yet (catalog.items, pricing.prices): erp answered 401.",
                 "shop has not been read yet (inventory.stock).","Three.","Four.","Five."]}"""));
        await(Optional.of(address("/awaited")));

        assertThat(messages).containsExactly("Waiting for hub to be ready. erp has not been read yet (catalog.items, "
                + "pricing.prices): erp answered 401. shop has not been read yet (inventory.stock). Three. And 2 more. Its log "
                + "is hub.log");
    }

    @Test
    void withoutReasonsItsAnswerIsSaid() {
        server.createContext("/awaited", exchange -> answer(exchange, 200, "<html>".repeat(asked.incrementAndGet())));
        await(Optional.of(address("/awaited")));
        assertThat(messages).containsExactly("Waiting for hub to be ready (503 {\"status\":\"OUT_OF_SERVICE\"}). Its log is "
                + "hub.log");
        assertThat(asked).hasValue(1);

        messages.clear();
        await(Optional.empty());
        assertThat(messages).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    private void await(Optional<URI> reasons) {
        new Readiness(Duration.ofMinutes(2), Duration.ZERO, messages::add, reasons).await(new Keeper("hub", Lasting::new,
                Keeper.BackOff.USUAL, messages::add, () -> { }), address("/health"), Path.of("hub.log"));
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A program that does not end. */
    private static final class Lasting implements Part {

        private final CompletableFuture<String> exit = new CompletableFuture<>();

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public CompletableFuture<String> onExit() {
            return exit;
        }

        @Override
        public void stop(Duration patience) {
            exit.complete("stopped");
        }

        @Override
        public void kill() {
            exit.complete("killed");
        }
    }
}
