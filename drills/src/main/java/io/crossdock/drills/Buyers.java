package io.crossdock.drills;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** People who order through the portal, and send the same request again when no answer comes. */
public final class Buyers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BACK_OFF = Duration.ofMillis(200);
    private static final Optional<Instant> NO_TROUBLE = Optional.empty();

    private final IntFunction<URI> hubs;
    private volatile String token = "";
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final Queue<String> wordless = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Optional<Instant>> firstTrouble = new AtomicReference<>(NO_TROUBLE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Buyers(IntFunction<URI> hubs) {
        this.hubs = hubs;
    }

    public static Buyers of(URI hub) {
        return new Buyers(attempt -> hub);
    }

    /** Another try goes to another hub. */
    public static Buyers ofAny(List<URI> hubs) {
        return new Buyers(attempt -> hubs.get(Math.floorMod(attempt, hubs.size())));
    }

    /**
     * An order that was answered.
     *
     * @param took from the first try to the answer
     * @param tries how often it was sent
     */
    public record Placed(String key, String body, int status, JsonNode answer, Duration took, int tries) {

        public boolean accepted() {
            return status == 201 || status == 202;
        }

        public String number() {
            return answer.path("number").asString("");
        }
    }

    /** Places orders, so many buyers at a time, each order with a key of its own; waits for all answers. */
    public List<Placed> place(int buyers, List<String> bodies) {
        return wait(begin(buyers, bodies));
    }

    /** As {@link #place}, without waiting. */
    public List<Future<List<Placed>>> begin(int buyers, List<String> bodies) {
        Queue<Integer> open = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < bodies.size(); i++) {
            open.add(i);
        }
        List<Future<List<Placed>>> buying = new ArrayList<>();
        for (int buyer = 0; buyer < buyers; buyer++) {
            int first = buyer;
            buying.add(threads.submit(() -> {
                List<Placed> placed = new ArrayList<>();
                for (Integer next = open.poll(); next != null; next = open.poll()) {
                    placed.add(order("trial-" + keys.incrementAndGet(), bodies.get(next), first));
                }
                return placed;
            }));
        }
        return buying;
    }

    public static List<Placed> wait(List<Future<List<Placed>>> buying) {
        List<Placed> placed = new ArrayList<>();
        for (Future<List<Placed>> each : buying) {
            try {
                placed.addAll(each.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS));
            } catch (Exception e) {
                throw new AssertionError("a buyer gave up", e);
            }
        }
        return placed;
    }

    /** One order, sent until it is answered. */
    public Placed order(String key, String body) {
        return order(key, body, 0);
    }

    private Placed order(String key, String body, int first) {
        long begun = System.nanoTime();
        for (int attempt = 0; since(begun).compareTo(PATIENCE) < 0; attempt++) {
            try {
                Http.Reply reply = post(hubs.apply(first + attempt), key, body);
                if (reply.status() == 401) {
                    token = "";
                } else if (reply.status() < 500 && reply.status() != 429) {
                    answered.incrementAndGet();
                    Duration took = since(begun);
                    Placed placed = new Placed(key, body, reply.status(), reply.json(), took, attempt + 1);
                    if (placed.accepted()) {
                        accepted.incrementAndGet();
                    }
                    return placed;
                } else {
                    trouble(reply.status() + " " + reply.body());
                    if (!reply.body().contains("\"type\"")) {
                        wordless.add(reply.status() + " " + reply.body());
                    }
                }
            } catch (IOException e) {
                trouble("no answer: " + e.getClass().getSimpleName());
            }
            pause();
        }
        throw new AssertionError("no answer to " + key + " for " + PATIENCE + ": " + troubles());
    }

    private void trouble(String what) {
        troubles.add(what);
        firstTrouble.compareAndSet(NO_TROUBLE, Optional.of(Instant.now()));
    }

    /** When a buyer was first asked to come again, or not answered. */
    Optional<Instant> firstTrouble() {
        return Objects.requireNonNull(firstTrouble.get());
    }

    /** Answers that asked buyers to come again, and were no problems in the words of RFC 9457. */
    List<String> wordless() {
        return List.copyOf(wordless);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** For a moment, as people do. */
    public static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BACK_OFF.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Http.Reply post(URI hub, String key, String body) throws IOException {
        return Http.tryPost(hub.resolve("/portal/v1/orders"), Http.bytes(body), "Authorization",
                "Bearer " + token(hub), "Content-Type", "application/json", "Idempotency-Key", key);
    }

    private String token(URI hub) throws IOException {
        String known = token;
        if (known.isEmpty()) {
            known = token(hub, "portal-demo");
            token = known;
        }
        return known;
    }

    /** An access token for a client of the hub. */
    public static String token(URI hub, String client) throws IOException {
        String basic = Base64.getEncoder().encodeToString((client + ":" + Secrets.of(client))
                .getBytes(StandardCharsets.UTF_8));
        Http.Reply reply = Http.tryPost(hub.resolve("/oauth2/token"),
                Http.bytes("grant_type=client_credentials"), "Authorization", "Basic " + basic,
                "Content-Type", "application/x-www-form-urlencoded");
        if (reply.status() != 200) {
            throw new IOException("no token: " + reply.status() + " " + reply.body());
        }
        return reply.json().path("access_token").asString("");
    }

    /** Asks to send goods of an order back. */
    public JsonNode sendBack(String order, String key, String body) {
        try {
            URI hub = hubs.apply(0);
            return Http.post(hub.resolve("/portal/v1/orders/" + order + "/returns"), Http.bytes(body), "Authorization",
                    "Bearer " + token(hub), "Content-Type", "application/json", "Idempotency-Key", key).ok();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What the portal tells. */
    public JsonNode get(String path) {
        return reply(path).ok();
    }

    public Http.Reply reply(String path) {
        try {
            URI hub = hubs.apply(0);
            return Http.get(hub.resolve(path), "Authorization", "Bearer " + token(hub));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public int acceptedSoFar() {
        return accepted.get();
    }

    public int answeredSoFar() {
        return answered.get();
    }

    /** Why requests had to be sent again, and how often. */
    public Map<String, Integer> troubles() {
        Map<String, Integer> counts = new TreeMap<>();
        troubles.forEach(trouble -> counts.merge(alike(trouble), 1, Integer::sum));
        return counts;
    }

    /** Without what tells one answer from the next. */
    private static String alike(String trouble) {
        int own = trouble.indexOf(",\"correlation\"");
        return trouble.substring(0, Math.min(200, own < 0 ? trouble.length() : own));
    }

    @Override
    public String toString() {
        return answered + " answered, " + accepted + " accepted, sent again because of " + troubles();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
