package io.crossdock.experience.subscriptions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Read sides that are filled again. */
@Repository
class RebuildStore {

    private static final String REBUILD = """
            SELECT id, subscription, from_time, to_time, facts, read, events, position, state, asked_by, why, asked_at,
                   ended_at
              FROM subscriptions.rebuild
            """;

    private final JdbcClient jdbc;

    RebuildStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when one of this subscription is under way. */
    boolean begin(Rebuild rebuild) {
        return jdbc.sql("""
                INSERT INTO subscriptions.rebuild (id, subscription, from_time, to_time, facts, state, asked_by, why,
                                                   asked_at)
                VALUES (:id, :subscription, :from, :to, :facts, 'running', :who, :why, :now)
                ON CONFLICT (subscription) WHERE state = 'running' DO NOTHING
                """)
                .param("id", rebuild.id()).param("subscription", rebuild.subscription())
                .param("from", Timestamp.from(rebuild.from())).param("to", Timestamp.from(rebuild.to()))
                .param("facts", rebuild.facts()).param("who", rebuild.askedBy()).param("why", rebuild.why())
                .param("now", Timestamp.from(rebuild.askedAt())).update() == 1;
    }

    /** Locks one that nobody else works on, the one that has waited longest first; those passed over are not wanted. */
    Optional<Rebuild> claim(List<String> passed) {
        return jdbc.sql(REBUILD + """
                 WHERE state = 'running' AND subscription <> ALL (:passed)
                 ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
                .param("passed", passed.toArray(String[]::new)).query(RebuildStore::read).optional();
    }

    void went(UUID id, long position, int read, int events) {
        jdbc.sql("""
                UPDATE subscriptions.rebuild SET position = :position, read = read + :read, events = events + :events
                 WHERE id = :id AND state = 'running'
                """)
                .param("position", position).param("read", read).param("events", events).param("id", id).update();
    }

    /** False when it had ended. */
    boolean end(UUID id, Rebuild.State state, Instant now) {
        return jdbc.sql("""
                UPDATE subscriptions.rebuild SET state = :state, ended_at = :now WHERE id = :id AND state = 'running'
                """)
                .param("state", state.label()).param("now", Timestamp.from(now)).param("id", id).update() == 1;
    }

    Optional<Rebuild> one(UUID id) {
        return jdbc.sql(REBUILD + " WHERE id = :id").param("id", id).query(RebuildStore::read).optional();
    }

    /** The newest first. */
    List<Rebuild> of(String subscription, int most) {
        return jdbc.sql(REBUILD + " WHERE subscription = :subscription ORDER BY asked_at DESC, id DESC LIMIT :most")
                .param("subscription", subscription).param("most", most).query(RebuildStore::read).list();
    }

    private static Rebuild read(ResultSet row, int number) throws SQLException {
        return new Rebuild(row.getObject("id", UUID.class), row.getString("subscription"),
                row.getTimestamp("from_time").toInstant(), row.getTimestamp("to_time").toInstant(), row.getLong("facts"),
                row.getLong("read"), row.getLong("events"), row.getLong("position"),
                Rebuild.State.of(row.getString("state")), row.getString("asked_by"), row.getString("why"),
                row.getTimestamp("asked_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
    }
}
