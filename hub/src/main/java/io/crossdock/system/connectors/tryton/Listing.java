package io.crossdock.system.connectors.tryton;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Rows as what they mean to us. */
final class Listing {

    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private Listing() {
    }

    /** A row that makes no sense is left out and named in the log: one bad row must not hide all others. */
    static <T> List<T> of(String system, List<JsonNode> rows, Function<JsonNode, T> meaning) {
        List<T> all = new ArrayList<>();
        for (JsonNode row : rows) {
            try {
                all.add(meaning.apply(row));
            } catch (IllegalArgumentException | DateTimeException malformed) {
                LOG.warn("{} has a row that cannot be used, {}: {}", system, malformed.getMessage(), row);
            }
        }
        return all;
    }
}
