package io.crossdock.estate.world;

import io.crossdock.estate.books.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What lies on the first day in warehouses that were told so, in base units by item; in all others it follows from the seed.
 * A warehouse that was told keeps nothing else and orders nothing by itself.
 */
public final class OpeningStock {

    public static final String FILE = "opening-stock.json";

    private final Map<Site, Map<String, Long>> told;

    private OpeningStock(Map<Site, Map<String, Long>> told) {
        this.told = told;
    }

    /**
     * From the file {@value #FILE}, such as <code>{"DFW": {"CD-10003": 20000}}</code>, if the folder has it.
     *
     * @throws IOException when it is not of that shape
     */
    public static OpeningStock in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Map<Site, Map<String, Long>> told = new EnumMap<>(Site.class);
        if (Files.exists(file)) {
            for (Map.Entry<String, JsonNode> site : parsed(file).properties()) {
                Site where = Site.find(site.getKey()).orElseThrow(() ->
                        new IOException(file + ": there is no warehouse " + site.getKey()));
                Map<String, Long> shelves = new TreeMap<>();
                for (Map.Entry<String, JsonNode> shelf : site.getValue().properties()) {
                    if (!shelf.getValue().canConvertToLong() || shelf.getValue().asLong() < 0) {
                        throw new IOException(file + ": " + shelf.getKey() + " at " + where
                                + " needs a whole number, 0 or more");
                    }
                    shelves.put(shelf.getKey(), shelf.getValue().asLong());
                }
                told.put(where, shelves);
            }
        }
        return new OpeningStock(told);
    }

    private static JsonNode parsed(Path file) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    boolean isTold(Site site) {
        return told.containsKey(site);
    }

    Optional<Long> of(String sku, Site site) {
        return Optional.ofNullable(told.getOrDefault(site, Map.of()).get(sku));
    }
}
