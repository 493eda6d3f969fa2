package io.crossdock.drills;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person who works in Tryton itself, over a line of their own: notes what a supplier has sent of what the hub has
 * ordered there, now and then one piece too few, and that it has reached the buyer.
 */
final class TrytonClerk implements AutoCloseable {

    private static final String MODEL = "model.stock.shipment.drop.";
    private static final int SHORT_PERCENT = 20;
    private static final int ROUND_MS = 1_000;
    private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

    private final URI url;
    private final String password;
    private final Random random;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger shortened = new AtomicInteger();
    private final Thread work = Thread.ofVirtual().name("clerk").unstarted(this::work);

    private TrytonClerk(Tryton tryton, long seed) {
        this.url = URI.create(tryton.url() + "/");
        this.password = tryton.password();
        this.random = new Random(seed);
    }

    static TrytonClerk at(Tryton tryton, long seed) {
        TrytonClerk clerk = new TrytonClerk(tryton, seed);
        clerk.work.start();
        return clerk;
    }

    /** How much was sent, in words. */
    String told() {
        return sent + " drop shipments were sent by the supplier, " + shortened + " of them with a piece too few";
    }

    private void work() {
        String session = "";
        try {
            do {
                try {
                    session = session.isEmpty() ? login() : session;
                    round(session);
                } catch (IllegalStateException | UncheckedIOException | AssertionError again) {
                    // Two met over a row, or Tryton was busy, or closed the connection: the clerk looks again.
                    session = "";
                }
            } while (!closing.await(ROUND_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String login() {
        JsonNode key = call("", "common.db.login", List.of("crossdock", Map.of("password", password)));
        return Base64.getEncoder().encodeToString(("crossdock:" + key.path(0).asLong() + ":" + key.path(1).asString())
                .getBytes(StandardCharsets.UTF_8));
    }

    private void round(String session) {
        Object context = call(session, "model.res.user.get_preferences", List.of(true, Map.of()));
        JsonNode shipments = call(session, MODEL + "search_read", List.of(List.of(List.of("state", "in",
                List.of("waiting", "shipped")), List.of("reference", "!=", "")), 0, 10, List.of(List.of("id", "ASC")),
                List.of("state", "supplier_moves.quantity"), context));
        for (JsonNode shipment : shipments) {
            List<Long> ids = List.of(shipment.path("id").asLong());
            if (shipment.path("state").asString().equals("waiting")) {
                for (JsonNode move : shipment.path("supplier_moves.")) {
                    if (move.path("quantity").asInt() > 1 && random.nextInt(100) < SHORT_PERCENT) {
                        call(session, "model.stock.move.write", List.of(List.of(move.path("id").asLong()),
                                Map.of("quantity", move.path("quantity").asDouble() - 1), context));
                        shortened.incrementAndGet();
                    }
                }
                call(session, MODEL + "ship", List.of(ids, context));
                sent.incrementAndGet();
            } else {
                call(session, MODEL + "done", List.of(ids, context));
            }
        }
    }

    private JsonNode call(String session, String method, List<?> params) {
        byte[] body = WRITER.writeValueAsBytes(Map.of("id", 1, "method", method, "params", params));
        JsonNode answer = (session.isEmpty() ? Http.post(url, body, "Content-Type", "application/json")
                : Http.post(url, body, "Content-Type", "application/json", "Authorization", "Session " + session)).ok();
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.path("error"));
        }
        return answer.path("result");
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            work.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
