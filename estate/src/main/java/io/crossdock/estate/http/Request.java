package io.crossdock.estate.http;

import io.crossdock.estate.books.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One call that has come in. */
public final class Request {

    private static final List<String> BUSINESS_KEYS = List.of("externalReference", "poNumber", "orderNumber",
            "account");

    private final Map<String, String> places;
    private final Map<String, String> query;
    private final byte[] body;
    private final UnaryOperator<String> headers;
    private String key = "";

    Request(Map<String, String> places, Map<String, String> query, byte[] body,
            UnaryOperator<String> headers) {
        this.places = places;
        this.query = query;
        this.body = body;
        this.headers = headers;
        places.values().forEach(this::key);
        BUSINESS_KEYS.stream().flatMap(name -> query(name).stream()).findFirst().ifPresent(this::key);
    }

    /** The value of a {@code {name}} in the path. */
    public String place(String name) {
        String value = places.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** A header, or an empty text. */
    public String header(String name) {
        return headers.apply(name);
    }

    /** The body as it came. */
    public byte[] bytes() {
        return body.clone();
    }

    public String require(String name) {
        return query(name).orElseThrow(() -> Refused.badRequest("parameter " + name + " is missing"));
    }

    public Optional<BigDecimal> decimal(String name) {
        return query(name).map(value -> Fields.parse(value, name));
    }

    public Optional<Instant> instant(String name) {
        try {
            return query(name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw Refused.badRequest("parameter " + name + " is not an instant like 2026-11-21T09:30:00Z");
        }
    }

    /** The body as a JSON object. */
    public Fields fields() {
        try {
            JsonNode node = Json.read(body);
            if (node.isObject()) {
                return new Fields(node, "");
            }
        } catch (JacksonException e) {
            throw Refused.badRequest("the body is not JSON: " + e.getOriginalMessage());
        }
        throw Refused.badRequest("the body must be a JSON object");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public boolean hasBody() {
        return body.length > 0;
    }

    /** Names the business key of this call, for the list of calls. */
    public void key(String businessKey) {
        key = businessKey;
    }

    String key() {
        return key;
    }
}
