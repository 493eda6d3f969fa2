package io.crossdock.system.connectors.estate;

import io.crossdock.estate.Estate;
import io.crossdock.estate.Options;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.SecretRef;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.SystemSettings.Kind;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Counterpart;
import io.crossdock.system.connectors.HttpCaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The example estate itself, in the test's own process. Nothing leaves its warehouses and suppliers before it is let go, and
 * nobody sends goods back without being told.
 */
final class EstateAtWork implements AutoCloseable {

    private final Json json = new Json();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path secrets;
    private final Estate estate;

    EstateAtWork(Path folder) {
        secrets = folder.resolve("secrets");
        try {
            estate = Estate.open(new Options("127.0.0.1", 0, folder.resolve("books"), URI.create("http://localhost:1"), secrets,
                    secrets, 1, BigDecimal.ZERO, 1, false, false), Clock.tickMillis(ZoneOffset.UTC));
            Files.writeString(secrets.resolve("wrong"), "wrong");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        put("/control/holds", Map.of("all", "released,acknowledged"));
        put("/control/returns", Map.of("arriving", false));
        put("/control/replenishment", Map.of("enabled", false));
    }

    /** One of its systems. */
    enum Place {
        ERP("erp", Kind.ERP, "/erp/v1", "erp-key"), ATLANTA("wms-atl", Kind.WMS, "/wms/ATL/v1", "wms-key"),
        NORTHFORGE("northforge", Kind.SUPPLIER, "/supplier/northforge/v1", "supplier-key");

        private final String id;
        private final Kind kind;
        private final String path;
        private final String key;

        Place(String id, Kind kind, String path, String key) {
            this.id = id;
            this.kind = kind;
            this.path = path;
            this.key = key;
        }
    }

    EstateHttp http() {
        return new EstateHttp(new HttpCaller(Clock.systemUTC()), new Secrets(secrets, name -> Optional.empty()), json);
    }

    EstateBooked booked() {
        return new EstateBooked(json);
    }

    SystemSettings settings(Place place) {
        return at(place, url(place), Timeouts.DEFAULT, place.key);
    }

    private URI url(Place place) {
        return URI.create("http://localhost:" + estate.port() + place.path);
    }

    private static SystemSettings at(Place place, URI url, Timeouts timeouts, String key) {
        return new SystemSettings(place.id, place.kind, "estate", Optional.of(url), Optional.of(new SecretRef("file:" + key)),
                Optional.empty(), timeouts, Lane.DEFAULT, Optional.empty(), ZoneOffset.UTC, Map.of());
    }

    Counterpart counterpart(Place place) {
        return new Counterpart() {
            @Override
            public URI url() {
                return EstateAtWork.this.url(place);
            }

            @Override
            public SystemSettings settings(URI url, Timeouts timeouts) {
                return at(place, url, timeouts, place.key);
            }

            @Override
            public SystemSettings lockedOut(URI url) {
                return at(place, url, Timeouts.DEFAULT, "wrong");
            }

            @Override
            public String secret() {
                return key(place);
            }
        };
    }

    private String key(Place place) {
        try {
            return Files.readString(secrets.resolve(place.key)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows of a list, past the connector. */
    List<JsonNode> rows(Place place, String path) {
        return rows(place.path + path, key(place));
    }

    /** What the control page knows to be true. */
    List<JsonNode> truth(String path) {
        return rows("/control/truth/" + path, "");
    }

    private List<JsonNode> rows(String path, String key) {
        JsonNode list = call("GET", path, key, Optional.empty());
        if (list.has("next")) {
            throw new IllegalStateException(path + " is more than one page");
        }
        return list.path("items").valueStream().toList();
    }

    JsonNode get(Place place, String path) {
        return call("GET", place.path + path, key(place), Optional.empty());
    }

    JsonNode put(String path, Object body) {
        return call("PUT", path, "", Optional.of(json.write(body)));
    }

    JsonNode post(String path, Object body) {
        return call("POST", path, "", Optional.of(json.write(body)));
    }

    private JsonNode call(String method, String path, String key, Optional<String> body) {
        try {
            HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + estate.port() + path))
                    .header("X-Api-Key", key).header("Content-Type", "application/json").method(method,
                            body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + " was answered " + answer.statusCode() + " "
                        + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
            }
            return json.parse(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            estate.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
