package io.crossdock.system.connectors.estate;

import io.crossdock.system.connectors.ListContract;
import io.crossdock.system.connectors.ListRules;
import io.crossdock.system.connectors.Placed;
import io.crossdock.system.connectors.estate.EstateAtWork.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the ERP of the estate tells page by page, against the estate itself, which gives fewer rows than it is asked for. */
abstract class EstateListContract<T> extends ListContract<T> {

    @TempDir
    private Path folder;

    private EstateAtWork estate;

    @BeforeEach
    void open() {
        estate = new EstateAtWork(folder);
    }

    @AfterEach
    void close() {
        estate.close();
    }

    final EstateAtWork estate() {
        return estate;
    }

    /** Rows as the ERP itself writes them. */
    final Map<String, String> written(String path, Function<JsonNode, String> key, Function<JsonNode, String> content) {
        Map<String, String> rows = new TreeMap<>();
        List<JsonNode> all = estate.rows(Place.ERP, path + (path.contains("?") ? "&" : "?") + "limit=1000");
        all.forEach(row -> rows.put(key.apply(row), content.apply(row)));
        return rows;
    }

    static String text(JsonNode row, String field) {
        return row.path(field).asString();
    }

    /** A list of the ERP, of which the system decides how many rows a page has. */
    abstract static class Listed<T> extends Placed implements ListRules.Subject<T> {

        private final int page;

        Listed(EstateAtWork estate, int page) {
            super(estate.counterpart(Place.ERP));
            this.page = page;
        }

        @Override
        public final String handedOn(String query) {
            return query.replace("limit=1000", "limit=" + page);
        }
    }
}
