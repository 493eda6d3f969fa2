package io.crossdock.process.reconciliation;

import io.crossdock.platform.json.Json;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What others have told us and nobody has digested yet. */
@Repository
class PendingStore {

    private final JdbcClient jdbc;
    private final Json json;

    PendingStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Which of the words stand, in quotation marks, in an undigested message; {@code since} is the smallest id. */
    Set<String> named(Collection<String> sources, Collection<String> words, UUID since) {
        return new HashSet<>(jdbc.sql("""
                SELECT word FROM json_array_elements_text(:words::json) AS w(word)
                 WHERE EXISTS (SELECT FROM inbox.message m
                                WHERE m.id >= :since AND m.state = 'received' AND m.source IN (:sources)
                                  AND position(convert_to('"' || word || '"', 'UTF8') IN m.payload) > 0)
                """)
                .param("words", json.rows(words)).param("since", since).param("sources", sources)
                .query(String.class).list());
    }
}
