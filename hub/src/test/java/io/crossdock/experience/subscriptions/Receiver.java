package io.crossdock.experience.subscriptions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that is told what happens. It shares no code with the hub. */
public final class Receiver implements AutoCloseable {

    /** @param headers to answer with */
    public record Reply(int status, Map<String, String> headers, String body) {

        public static Reply of(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    /** A call as it came. */
    public record Call(String id, String timestamp, String signature, String text, Instant at, int answered) {

        public JsonNode body() {
            return JsonMapper.shared().readTree(text);
        }

        public String type() {
            return body().path("type").asString();
        }

        public String subject() {
            return body().path("subject").asString();
        }

        /** By the book: Standard Webhooks, symmetric signatures. */
        boolean isSignedWith(String secret) {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(
                        (id + "." + timestamp + "." + text).getBytes(StandardCharsets.UTF_8)));
                return List.of(signature.split(" ")).contains(expected);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Reply> answers = call -> Reply.of(200);

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(header(exchange, "webhook-id"), header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"), text, Instant.now(), 0);
        Reply reply = answers.apply(call);
        calls.add(new Call(call.id(), call.timestamp(), call.signature(), text, call.at(), reply.status()));
        try (exchange) {
            if (reply.status() == 0) {
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    /** Status 0 hangs up without an answer. */
    public void answers(Function<Call, Reply> how) {
        answers = how;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/hooks";
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Calls that were answered with 200. */
    public List<Call> taken() {
        return calls.stream().filter(call -> call.answered() == 200).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
