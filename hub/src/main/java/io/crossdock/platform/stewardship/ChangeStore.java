package io.crossdock.platform.stewardship;

import io.crossdock.platform.json.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ChangeStore {

    private static final String CHANGE = """
            SELECT id, feed, key, name, state, differences, digest, subjects, since, changed_at, decided_by, decided_at,
                   reason
              FROM stewardship.change
            """;

    private final JdbcClient jdbc;
    private final Json json;

    ChangeStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A row about to be held. */
    record Held(UUID id, String key, String name, List<Difference> differences, List<String> risks, String digest,
            Set<String> subjects, Set<String> keeps, @Nullable String document) {
    }

    /** What is known of a row that was held before. */
    record Standing(UUID id, String key, Change.State state, String digest) {
    }

    /** Until the end of the transaction nobody else judges or decides about rows of this feed. */
    void lock(String feed) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('stewardship ' || :feed, 7))").param("feed", feed)
                .query((row, number) -> true).single();
    }

    List<Standing> standing(String feed, Collection<String> keys) {
        return jdbc.sql("""
                SELECT id, key, state, digest FROM stewardship.change
                 WHERE feed = :feed AND standing
                   AND key IN (SELECT json_array_elements_text(:keys::json))
                """)
                .param("feed", feed).param("keys", json.rows(keys)).query(ChangeStore::standing).list();
    }

    /** Those of rows that the source sends no more. */
    List<Standing> standingBut(String feed, Collection<String> keys) {
        return jdbc.sql("""
                SELECT id, key, state, digest FROM stewardship.change c
                 WHERE feed = :feed AND standing
                   AND NOT EXISTS (SELECT FROM json_array_elements_text(:keys::json) AS k(key) WHERE k.key = c.key)
                """)
                .param("feed", feed).param("keys", json.rows(keys)).query(ChangeStore::standing).list();
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return new Standing(row.getObject("id", UUID.class), row.getString("key"), state(row), row.getString("digest"));
    }

    void hold(String feed, List<Held> changes, Instant now) {
        jdbc.sql("""
                INSERT INTO stewardship.change (id, feed, key, name, state, standing, differences, risks, digest, subjects,
                                                keeps, document, since, changed_at)
                SELECT id, :feed, key, name, 'open', true, differences, risks, digest, subjects, keeps, document::jsonb,
                       :now, :now
                  FROM json_to_recordset(:rows::json)
                    AS r(id uuid, key text, name text, differences jsonb, risks text[], digest text, subjects text[],
                         keeps text[], document text)
                """)
                .param("feed", feed).param("rows", json.rows(changes)).param("now", Timestamp.from(now)).update();
    }

    /** The source has sent rows again that wait already, with the same values or with others. */
    void hear(List<Held> changes, Instant now) {
        jdbc.sql("""
                UPDATE stewardship.change c
                   SET name = r.name, differences = r.differences, risks = r.risks, digest = r.digest,
                       subjects = r.subjects, keeps = r.keeps, document = r.document::jsonb,
                       changed_at = CASE WHEN c.digest = r.digest THEN c.changed_at ELSE greatest(:now, c.since) END
                  FROM json_to_recordset(:rows::json)
                    AS r(id uuid, name text, differences jsonb, risks text[], digest text, subjects text[], keeps text[],
                         document text)
                 WHERE c.id = r.id AND c.state = 'open'
                   AND (c.name, c.digest, c.subjects, c.keeps, c.document)
                       IS DISTINCT FROM (r.name, r.digest, r.subjects, r.keeps, r.document::jsonb)
                """)
                .param("rows", json.rows(changes)).param("now", Timestamp.from(now)).update();
    }

    /** The source no longer says so: what is open is withdrawn, what was declined is history. */
    void withdraw(Collection<UUID> ids) {
        jdbc.sql("""
                UPDATE stewardship.change
                   SET standing = false, state = CASE WHEN state = 'open' THEN 'withdrawn' ELSE state END
                 WHERE standing AND id IN (SELECT json_array_elements_text(:ids::json)::uuid)
                """)
                .param("ids", json.rows(ids)).update();
    }

    Set<String> keeps(String feed) {
        return Set.copyOf(jdbc.sql("""
                SELECT DISTINCT unnest(keeps) FROM stewardship.change WHERE feed = :feed AND standing
                """)
                .param("feed", feed).query(String.class).list());
    }

    /** Open changes by age through their own index, the history from its end. */
    List<Change> list(ChangeFilter filter) {
        boolean open = filter.state().filter(Change.State.OPEN::equals).isPresent();
        return jdbc.sql(CHANGE + (open ? " WHERE state = 'open'" : " WHERE (:state::text IS NULL OR state = :state)") + """
                   AND (:feed::text IS NULL OR feed = :feed)
                   AND (:risk::text IS NULL OR :risk = ANY (risks))
                   AND (:before::timestamptz IS NULL OR since < :before)
                """ + (open ? "AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit"
                        : "AND (:after::uuid IS NULL OR id < :after) ORDER BY id DESC LIMIT :limit"))
                .param("state", filter.state().map(Change.State::label).orElse(null))
                .param("feed", filter.feed().orElse(null)).param("risk", filter.risk().map(Enum::name).orElse(null))
                .param("before", filter.before().map(Timestamp::from).orElse(null))
                .param("after", filter.after().orElse(null)).param("limit", filter.limit())
                .query(this::change).list();
    }

    int open() {
        return jdbc.sql("SELECT count(*) FROM stewardship.change WHERE state = 'open'").query(Integer.class).single();
    }

    List<Change> find(Collection<UUID> ids) {
        return jdbc.sql(CHANGE + " WHERE id IN (SELECT json_array_elements_text(:ids::json)::uuid) ORDER BY feed, key, id")
                .param("ids", json.rows(ids)).query(this::change).list();
    }

    /** Open changes that share a subject with one of these. */
    List<Change> together(String feed, Collection<String> subjects) {
        return subjects.isEmpty() ? List.of() : jdbc.sql(CHANGE + """
                 WHERE feed = :feed AND state = 'open'
                   AND subjects && ARRAY(SELECT json_array_elements_text(:subjects::json))
                 ORDER BY key LIMIT 100
                """)
                .param("feed", feed).param("subjects", json.rows(subjects)).query(this::change).list();
    }

    /** The source's row; empty when it is gone there. */
    Optional<String> document(UUID id) {
        List<String> documents = new ArrayList<>();
        jdbc.sql("SELECT document FROM stewardship.change WHERE id = :id AND document IS NOT NULL").param("id", id)
                .query(row -> {
                    documents.add(row.getString("document"));
                });
        return documents.stream().findFirst();
    }

    /** False when it is no longer open or no longer what was seen. */
    boolean decide(Change seen, Change.State state, Change.Decision decision) {
        return jdbc.sql("""
                UPDATE stewardship.change
                   SET state = :state, standing = :state = 'declined', decided_by = :by, decided_at = :at, reason = :why
                 WHERE id = :id AND state = 'open' AND digest = :digest
                """)
                .param("id", seen.id()).param("digest", seen.digest()).param("state", state.label())
                .param("by", decision.by()).param("at", Timestamp.from(decision.at())).param("why", decision.reason())
                .update() == 1;
    }

    private Change change(ResultSet row, int number) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        json.parse(row.getString("differences")).forEach(each -> differences.add(json.read(each, Difference.class)));
        return new Change(row.getObject("id", UUID.class), row.getString("feed"), row.getString("key"),
                row.getString("name"), state(row), differences, row.getString("digest"), texts(row.getArray("subjects")),
                row.getTimestamp("since").toInstant(), row.getTimestamp("changed_at").toInstant(), decision(row));
    }

    private static Optional<Change.Decision> decision(ResultSet row) throws SQLException {
        String by = row.getString("decided_by");
        return by == null ? Optional.empty() : Optional.of(new Change.Decision(by,
                row.getTimestamp("decided_at").toInstant(), row.getString("reason")));
    }

    private static Change.State state(ResultSet row) throws SQLException {
        return Change.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    private static Set<String> texts(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }
}
