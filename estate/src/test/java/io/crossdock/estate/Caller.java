package io.crossdock.estate;

import io.crossdock.estate.books.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls an estate over HTTP with the right keys, as the hub would. */
final class Caller {

    record Reply(int status, String text, java.net.http.HttpHeaders headers) {
        JsonNode json() {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .build();

    private final int port;
    private final Path secrets;

    Caller(int port, Path secrets) {
        this.port = port;
        this.secrets = secrets;
    }

    Reply get(String path) {
        return reach(path, "GET", "");
    }

    Reply post(String path, Object body) {
        return reach(path, "POST", body instanceof String text ? text : Json.text(body));
    }

    Reply put(String path, String body) {
        return reach(path, "PUT", body);
    }

    private Reply reach(String path, String method, String body) {
        try {
            return call(path, method, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts an event as a subscriber gets it. */
    Reply hook(String path, String id, long timestamp, String signature, String body) {
        try {
            HttpResponse<String> response = CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("webhook-id", id).header("webhook-timestamp", Long.toString(timestamp))
                    .header("webhook-signature", signature).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @throws IOException when there is no answer */
    Reply call(String path, String method, String body) throws IOException {
        String system = path.split("/")[1];
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!system.equals("control") && !system.equals("crm")) {
            String key = system.equals("edi-buyer") ? "edi-key" : system + "-key";
            request.header("X-Api-Key", Files.readString(secrets.resolve(key)).strip());
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response.headers());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /**
     * An order of account A-1001 to Atlanta (tax 4 %) with right totals: quantity, unit and price per line.
     */
    static ObjectNode order(String reference, String... lines) {
        ObjectNode order = Json.object().put("externalReference", reference).put("account", "A-1001")
                .put("buyerReference", "PO-1").put("currency", "USD").put("freight", "12.50");
        order.putObject("shipTo").put("id", "A-1001-1").put("city", "Atlanta").put("region", "GA");
        ArrayNode array = order.putArray("lines");
        BigDecimal net = BigDecimal.ZERO;
        for (String line : lines) {
            String[] words = line.split(" ");
            ObjectNode each = array.addObject();
            each.put("lineNo", array.size()).put("sku", words[0]).put("quantity", words[1])
                    .put("unit", words[2]).put("unitPrice", words[3]);
            net = net.add(new BigDecimal(words[1]).multiply(new BigDecimal(words[3])).setScale(2,
                    java.math.RoundingMode.HALF_UP));
        }
        BigDecimal tax = net.multiply(new BigDecimal("0.04")).setScale(2, java.math.RoundingMode.HALF_UP);
        return order.put("taxTotal", tax.toPlainString()).put("total",
                net.add(tax).add(new BigDecimal("12.50")).toPlainString());
    }

    static ObjectNode release(String id, String... lines) {
        ObjectNode release = Json.object().put("releaseId", id).put("orderNumber", "SO-1").put("account",
                "A-1001");
        release.putObject("shipTo").put("city", "Dallas").put("region", "TX");
        ArrayNode array = release.putArray("lines");
        for (int i = 0; i < lines.length; i++) {
            String[] words = lines[i].split(" ");
            array.addObject().put("lineNo", i + 1).put("sku", words[0]).put("quantity", words[1]).put("unit",
                    "EA");
        }
        return release;
    }
}
