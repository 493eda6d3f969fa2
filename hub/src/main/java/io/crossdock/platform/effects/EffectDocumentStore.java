package io.crossdock.platform.effects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Documents at targets that have, or may have, more than one for an effect. */
@Repository
class EffectDocumentStore {

    /** A person has found that what was answered is not there: it is no document any more. */
    static final String MISSED = "missed";

    private static final String DOCUMENT = """
            SELECT effect_id, reference, standing, seen_at, decided_by, decided_at FROM effects.document
            """;

    private final JdbcClient jdbc;

    EffectDocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When each of some effects was last sent, or found to have been sent by a worker that did not come back. */
    Map<UUID, Instant> lastSends(Collection<UUID> effects) {
        return effects.isEmpty() ? Map.of() : jdbc.sql("""
                SELECT effect_id, max(ended_at) AS ended FROM effects.attempt
                 WHERE effect_id IN (:ids) AND action = 'send' GROUP BY effect_id
                """)
                .param("ids", effects)
                .query((row, n) -> Map.entry(row.getObject("effect_id", UUID.class),
                        row.getTimestamp("ended").toInstant()))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The target has these; nobody knows which one is ours. */
    void candidates(UUID effect, Collection<String> references, Instant now) {
        references.stream().distinct().sorted().forEach(reference -> jdbc.sql("""
                INSERT INTO effects.document (effect_id, reference, standing, seen_at)
                VALUES (:effect, :reference, 'candidate', :now)
                ON CONFLICT DO NOTHING
                """)
                .param("effect", effect).param("reference", reference).param("now", Timestamp.from(now)).update());
    }

    /** Keeps every number that a target gave in some other answer than the one that counts; returns the new ones. */
    List<Document> answeredOtherwise(Collection<UUID> effects, Instant now) {
        return effects.isEmpty() ? List.of() : jdbc.sql("""
                INSERT INTO effects.document (effect_id, reference, standing, seen_at)
                SELECT DISTINCT e.id, a.detail, 'surplus', :now::timestamptz
                  FROM effects.effect e
                  JOIN effects.attempt a ON a.effect_id = e.id
                 WHERE e.id IN (:ids) AND e.state = 'done' AND a.action = 'send' AND a.outcome = 'done'
                   AND a.detail <> e.reference AND a.detail <> ''
                   AND NOT EXISTS (SELECT FROM effects.attempt p
                                    WHERE p.effect_id = e.id AND p.action = 'person' AND p.outcome = :missed
                                      AND p.started_at >= a.ended_at)
                ON CONFLICT DO NOTHING
                RETURNING effect_id, reference, standing, seen_at, decided_by, decided_at
                """)
                .param("ids", effects).param("missed", MISSED).param("now", Timestamp.from(now))
                .query(EffectDocumentStore::document).list();
    }

    /** One of several is ours; returns those that are one too many. */
    List<Document> choose(UUID effect, String reference, String who, Instant now) {
        return jdbc.sql("""
                UPDATE effects.document
                   SET standing = CASE WHEN reference = :reference THEN 'ours' ELSE 'surplus' END,
                       decided_by = CASE WHEN reference = :reference THEN :who END,
                       decided_at = CASE WHEN reference = :reference THEN :now::timestamptz END
                 WHERE effect_id = :effect AND standing = 'candidate'
                RETURNING effect_id, reference, standing, seen_at, decided_by, decided_at
                """)
                .param("effect", effect).param("reference", reference).param("who", who)
                .param("now", Timestamp.from(now)).query(EffectDocumentStore::document).list().stream()
                .filter(each -> each.standing() == Document.Standing.SURPLUS).toList();
    }

    /** Empty unless it was one too many. */
    Optional<Document> undone(UUID effect, String reference, String who, Instant now) {
        return jdbc.sql("""
                UPDATE effects.document SET standing = 'undone', decided_by = :who, decided_at = :now
                 WHERE effect_id = :effect AND reference = :reference AND standing = 'surplus'
                RETURNING effect_id, reference, standing, seen_at, decided_by, decided_at
                """)
                .param("effect", effect).param("reference", reference).param("who", who)
                .param("now", Timestamp.from(now)).query(EffectDocumentStore::document).optional();
    }

    List<Document> of(UUID effect) {
        return jdbc.sql(DOCUMENT + "WHERE effect_id = :effect ORDER BY seen_at, reference").param("effect", effect)
                .query(EffectDocumentStore::document).list();
    }

    List<Document> surplus(int limit) {
        return jdbc.sql(DOCUMENT + """
                 WHERE standing = 'surplus' AND NOT EXISTS (SELECT FROM effects.effect e
                                                             WHERE e.id = effect_id AND e.target LIKE 'shadow:%')
                 ORDER BY seen_at, reference LIMIT :limit
                """)
                .param("limit", limit).query(EffectDocumentStore::document).list();
    }

    private static Document document(ResultSet row, int number) throws SQLException {
        return new Document(row.getObject("effect_id", UUID.class), row.getString("reference"),
                Document.Standing.of(row.getString("standing")), row.getTimestamp("seen_at").toInstant(),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getTimestamp("decided_at")).map(Timestamp::toInstant));
    }
}
