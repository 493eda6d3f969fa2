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

    /**
     * Which of the words stand, in quotation marks, in an undigested message; {@code since} is the smallest id. Each message
     * is read once, however many words there are.
     */
    Set<String> named(Collection<String> sources, Collection<String> words, UUID since) {
        return new HashSet<>(jdbc.sql("""
                SELECT DISTINCT word
                  FROM inbox.message m
                 CROSS JOIN LATERAL string_to_table(encode(m.payload, 'escape'), '"') AS p(part)
                  JOIN json_array_elements_text(:words::json) AS w(word)
                    ON p.part = encode(convert_to(w.word, 'UTF8'), 'escape')
                 WHERE m.id >= :since AND m.state = 'received' AND m.source IN (:sources)
                """)
                .param("words", json.rows(words)).param("since", since).param("sources", sources)
                .query(String.class).list());
    }
}
