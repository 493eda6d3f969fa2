package io.crossdock.estate.traffic;

import io.crossdock.estate.books.Json;
import io.crossdock.estate.callbacks.Hub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Brings one example order to the hub: patiently, and without a word while the hub is away. */
final class Envoy {

    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final int UNAUTHORIZED_MAX = 20;
    private static final int ANSWER_KEPT_MAX = 500;

    private final Hub hub;
    private final Tokens tokens;

    Envoy(Hub hub, Tokens tokens) {
        this.hub = hub;
        this.tokens = tokens;
    }

    /** The order as it ended; empty when the estate ends first. */
    Optional<Sending> deliver(Sending sending, BooleanSupplier stopped) {
        String client = sending.channel().equals("edi") ? "edi-buyer" : "portal-demo";
        long pause = FIRST_PAUSE_MS;
        int unauthorized = 0;
        while (!stopped.getAsBoolean()) {
            Optional<Hub.Reply> reply = attempt(sending, client);
            int status = reply.map(Hub.Reply::status).orElse(0);
            boolean again = status == 0 || status == 401 || status == 408 || status == 425 || status == 429
                    || status >= 500;
            if (!again) {
                Sending.State state = Sending.State.answered;
                return Optional.of(sending.ended(state, status, reply.map(Envoy::answer).orElse(null)));
            }
            unauthorized += status == 401 ? 1 : 0;
            if (unauthorized > UNAUTHORIZED_MAX) {
                return Optional.of(sending.ended(Sending.State.given_up, status, null));
            }
            sleep(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        }
        return Optional.empty();
    }

    /** Asks once to send a piece of the first line back. */
    void sendBack(Sending order, String reason) {
        try {
            Optional<String> token = tokens.of("portal-demo");
            if (token.isPresent() && order.answer() != null) {
                hub.post("/portal/v1/orders/" + order.answer() + "/returns", "application/json",
                        Map.of("Authorization", "Bearer " + token.get(), "Idempotency-Key", "back-" + order.key()),
                        "{\"lines\": [{\"lineNo\": 1, \"quantity\": \"1\", \"reason\": \"%s\"}]}".formatted(reason)
                                .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            System.getLogger("estate.traffic").log(System.Logger.Level.DEBUG, "the hub is away: {0}",
                    e.toString());
        }
    }

    private Optional<Hub.Reply> attempt(Sending sending, String client) {
        try {
            Optional<String> token = tokens.of(client);
            if (token.isEmpty()) {
                return Optional.of(new Hub.Reply(401, ""));
            }
            boolean edi = sending.channel().equals("edi");
            Hub.Reply reply = hub.post(edi ? "/edi/v1/interchanges" : "/portal/v1/orders",
                    edi ? "application/edi-x12" : "application/json",
                    Map.of("Authorization", "Bearer " + token.get(), "Idempotency-Key", sending.key()),
                    sending.body().getBytes(StandardCharsets.UTF_8));
            if (reply.status() == 401) {
                tokens.forget(client);
            }
            return Optional.of(reply);
        } catch (IOException e) {
            System.getLogger("estate.traffic").log(System.Logger.Level.DEBUG, "the hub is away: {0}",
                    e.toString());
            return Optional.empty();
        }
    }

    /** The order number in the hub's answer, or the beginning of what it said instead. */
    private static String answer(Hub.Reply reply) {
        String said = reply.body().substring(0, Math.min(ANSWER_KEPT_MAX, reply.body().length()));
        if (!reply.good()) {
            return said;
        }
        try {
            JsonNode answer = Json.read(reply.body().getBytes(StandardCharsets.UTF_8));
            return answer.path("number").asString(said);
        } catch (JacksonException e) {
            return said;
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
