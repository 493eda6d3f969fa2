package io.crossdock.cli;

import io.crossdock.postgres.EmbeddedPostgres;
import io.crossdock.postgres.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the start-up caches (JEP 514) of the hub and the estate: runs both once on a throw-away folder, lets
 * them do a little of everything, and has the JVM write what it learnt. Done once per build. Without a cache
 * everything works, only slower; so nothing that goes wrong here is an error.
 */
final class Training {

    private static final Duration READY_PATIENCE = Duration.ofMinutes(4);
    private static final Duration WRITING_PATIENCE = Duration.ofMinutes(2);
    private static final List<String> PAGES = List.of("/actuator/health", "/portal/v1/orders", "/login",
            "/console",
            "/v3/api-docs");
    private static final String ORDER = """
            {"account":"A-1001","buyerReference":"WARM-UP",
             "lines":[{"sku":"CD-10001","quantity":"1","unit":"EA"}]}""";

    private final Path data;
    private final Path landscape;
    private final Program hub;
    private final Program estate;
    private final Consumer<String> messages;

    /**
     * Prepares a training.
     *
     * @param data a folder for this alone, removed at the end
     */
    Training(Path data, Path landscape, Program hub, Program estate, Consumer<String> messages) {
        this.data = data;
        this.landscape = landscape;
        this.hub = hub;
        this.estate = estate;
        this.messages = messages;
    }

    static boolean isWanted(Program hub) {
        return !hub.hasCache() && !"off".equals(System.getenv("CROSSDOCK_AOT"));
    }

    void run() {
        messages.accept("Preparing fast starts (once per build) …");
        try {
            clear();
            try {
                train();
            } finally {
                clear();
            }
        } catch (IOException | RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            messages.accept("No start-up cache this time, starts will be slower: " + reason);
        }
    }

    private void train() throws IOException {
        Secrets secrets = new Secrets(data.resolve("secrets"));
        secrets.complete();
        Path hubCache = part(hub);
        Path estateCache = part(estate);
        Plan plan = new Plan(data, secrets.folder(),
                new Plan.Hub(hub.recording(hubCache), landscape, "127.0.0.1", List.of(Ports.free())),
                new Plan.Embedded(),
                Optional.of(new Plan.Estate(estate.recording(estateCache), Ports.free(),
                        List.of("--traffic", "off"))), READY_PATIENCE,
                WRITING_PATIENCE);
        try (Supervisor supervisor = new Supervisor(plan, _ -> { })) {
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::abort, "stop-training"));
            supervisor.start();
            exercise(plan.hubAddress(), secrets);
            supervisor.close();
            Files.move(hubCache, hub.cache(), StandardCopyOption.ATOMIC_MOVE);
            Files.move(estateCache, estate.cache(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            forget(hubCache);
            forget(estateCache);
        }
    }

    /** Ends and removes what a training has left, this one or one that was killed. */
    private void clear() throws IOException {
        LeftOvers.end(data, messages);
        EmbeddedPostgres.delete(data.resolve("postgres"));
        Folders.delete(data);
    }

    private static Path part(Program program) {
        return program.cache().resolveSibling("." + program.name() + "-" + ProcessHandle.current().pid()
                + ".aot");
    }

    /** What a training that went wrong may have left. */
    private static void forget(Path cache) throws IOException {
        Files.deleteIfExists(cache);
        Files.deleteIfExists(cache.resolveSibling(cache.getFileName() + ".config"));
    }

    /** What the answers are does not matter, only that the code behind them has run. */
    private static void exercise(URI address, Secrets secrets) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String page : PAGES) {
                HttpRequest request = HttpRequest.newBuilder(address.resolve(page))
                        .timeout(Duration.ofSeconds(10)).build();
                http.send(request, HttpResponse.BodyHandlers.discarding());
            }
            String secret = Files.readString(secrets.folder().resolve("portal-demo")).strip();
            HubClient client = new HubClient(address, "portal-demo", secret);
            String number = client.post("/portal/v1/orders", "application/json",
                    ORDER.getBytes(StandardCharsets.UTF_8), Map.of("Idempotency-Key", "warm-up"))
                    .body().path("number").asString("");
            client.get("/portal/v1/orders/" + number);
            client.get("/portal/v1/orders/" + number + "/timeline");
        } catch (CommandFailed | IOException enough) {
            // What has run up to here is worth keeping: the start itself is the greater part.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
