package io.crossdock.platform.inbox;

import io.crossdock.platform.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InboxStore {

    private final JdbcClient jdbc;
    private final Json json;

    InboxStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(int ordinal, UUID id, String source, String dedupe_key, String digest, String content_type,
            String payload, String correlation, String actor) {
    }

    /** Returns the ids of the messages that were not there before. All insert in one order, so none deadlock. */
    Set<UUID> insert(List<Incoming> messages, List<UUID> ids, Instant now) {
        List<Row> rows = new ArrayList<>(messages.size());
        Base64.Encoder base64 = Base64.getEncoder();
        for (Incoming m : messages) {
            rows.add(new Row(rows.size(), ids.get(rows.size()), m.source(), m.dedupeKey(),
                    base64.encodeToString(digest(m.payload())), m.contentType(),
                    base64.encodeToString(m.payload()), m.correlation(), m.actor()));
        }
        return new HashSet<>(jdbc.sql("""
                INSERT INTO inbox.message (id, source, dedupe_key, digest, content_type, payload, received_at,
                                           correlation, actor, state)
                SELECT id, source, dedupe_key, decode(digest, 'base64'), content_type, decode(payload, 'base64'),
                       :now, correlation, actor, 'received'
                  FROM json_to_recordset(:rows::json)
                    AS r(ordinal int, id uuid, source text, dedupe_key text, digest text, content_type text,
                         payload text, correlation text, actor text)
                 ORDER BY source, dedupe_key, ordinal
                ON CONFLICT (source, dedupe_key) DO NOTHING
                RETURNING id
                """)
                .param("now", Timestamp.from(now)).param("rows", json.rows(rows)).query(UUID.class).list());
    }

    /** Returns false if this very payload is kept already. */
    boolean insertConflict(UUID id, UUID message, Incoming incoming, Instant now) {
        return jdbc.sql("""
                INSERT INTO inbox.conflict (id, message_id, digest, payload, received_at, actor)
                VALUES (:id, :message, :digest, :payload, :now, :actor)
                ON CONFLICT (message_id, digest) DO NOTHING
                """)
                .param("id", id).param("message", message).param("digest", digest(incoming.payload()))
                .param("payload", incoming.payload())
                .param("now", Timestamp.from(now)).param("actor", incoming.actor()).update() == 1;
    }

    private record Settled(UUID id, String state, String subject, Object outcome) {
    }

    void settle(List<Settlement> settlements, Instant now) {
        int settled = jdbc.sql("""
                UPDATE inbox.message m
                   SET state = r.state, subject = r.subject, outcome = r.outcome, settled_at = :now
                  FROM json_to_recordset(:rows::json) AS r(id uuid, state text, subject text, outcome jsonb)
                 WHERE m.id = r.id
                """)
                .param("now", Timestamp.from(now))
                .param("rows", json.rows(settlements.stream()
                        .map(s -> new Settled(s.id(), s.state().name().toLowerCase(Locale.ROOT), s.subject(),
                                s.outcome()))
                        .toList()))
                .update();
        if (settled != settlements.size()) {
            throw new IllegalStateException(
                    settlements.size() + " messages were to be settled, but " + settled + " are there");
        }
    }

    /** Only what was refused. */
    boolean reopen(UUID id) {
        return jdbc.sql("""
                UPDATE inbox.message SET state = 'received', settled_at = NULL, subject = NULL, outcome = NULL
                 WHERE id = :id AND state = 'refused'
                """)
                .param("id", id).update() == 1;
    }

    void forget(List<UUID> messages) {
        jdbc.sql("DELETE FROM inbox.message WHERE id IN (:ids) AND state = 'received'").param("ids", messages)
                .update();
    }

    /** What comes by the portal is settled in the transaction that keeps it. */
    int waiting(int most) {
        return jdbc.sql("""
                SELECT count(*) FROM (SELECT 1 FROM inbox.message
                                       WHERE state = 'received' AND source NOT LIKE 'portal:%' LIMIT :most) waiting
                """)
                .param("most", most).query(Integer.class).single();
    }

    private static final String MESSAGE = """
            SELECT id, source, dedupe_key, content_type, payload, received_at, correlation, actor, state, subject,
                   outcome
              FROM inbox.message
            """;

    Optional<Message> byKey(String source, String dedupeKey) {
        return jdbc.sql(MESSAGE + "WHERE source = :source AND dedupe_key = :key")
                .param("source", source).param("key", dedupeKey).query(this::message).optional();
    }

    Optional<Message> byId(UUID id) {
        return jdbc.sql(MESSAGE + "WHERE id = :id").param("id", id).query(this::message).optional();
    }

    List<Message> byIds(Collection<UUID> ids) {
        return jdbc.sql(MESSAGE + "WHERE id IN (:ids)").param("ids", ids).query(this::message).list();
    }

    List<Message> bySubject(String subject, int limit) {
        return jdbc.sql(MESSAGE + "WHERE subject = :subject ORDER BY received_at, id LIMIT :limit")
                .param("subject", subject).param("limit", limit).query(this::message).list();
    }

    private Message message(ResultSet row, int number) throws SQLException {
        @Nullable String outcome = row.getString("outcome");
        return new Message(row.getObject("id", UUID.class), row.getString("source"), row.getString("dedupe_key"),
                row.getString("content_type"), row.getBytes("payload"),
                row.getTimestamp("received_at").toInstant(), row.getString("correlation"), row.getString("actor"),
                Message.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("subject")),
                outcome == null ? Optional.empty() : Optional.of(json.parse(outcome)));
    }

    private static byte[] digest(byte[] payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
