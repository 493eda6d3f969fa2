package io.crossdock.experience.warehouse;

import io.crossdock.platform.json.Json;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What warehouses that are asked have told before. */
@Repository
class StepStore {

    private final JdbcClient jdbc;
    private final Json json;

    StepStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those that were never heard before, which are heard now. */
    Set<String> unheard(Collection<String> keys) {
        return Set.copyOf(jdbc.sql("""
                INSERT INTO warehouse.step (key)
                SELECT key FROM json_array_elements_text(:keys::json) AS k(key) ORDER BY key
                ON CONFLICT DO NOTHING RETURNING key
                """).param("keys", json.rows(keys)).query(String.class).list());
    }
}
