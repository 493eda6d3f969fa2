package io.crossdock.platform.replica;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Repository;

@Repository
class ReplicaStore {

    /** For another's reading to end. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final DataSource database;

    ReplicaStore(JdbcClient jdbc, DataSource database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    List<FeedState> states() {
        return jdbc.sql("SELECT name, version, as_of, watermark, full_at FROM replica.feed ORDER BY name")
                .query(ReplicaStore::state).list();
    }

    FeedState state(String name) {
        jdbc.sql("INSERT INTO replica.feed (name) VALUES (:name) ON CONFLICT DO NOTHING")
                .param("name", name).update();
        return jdbc.sql("SELECT name, version, as_of, watermark, full_at FROM replica.feed WHERE name = :name")
                .param("name", name).query(ReplicaStore::state).single();
    }

    void bump(String name) {
        jdbc.sql("UPDATE replica.feed SET version = version + 1 WHERE name = :name")
                .param("name", name).update();
    }

    void finish(FeedState done) {
        jdbc.sql("""
                UPDATE replica.feed
                   SET as_of = greatest(as_of, :asOf), watermark = greatest(watermark, :watermark),
                       full_at = greatest(full_at, :fullAt)
                 WHERE name = :name
                """)
                .param("name", done.name()).param("asOf", Timestamp.from(done.asOf()))
                .param("watermark", Timestamp.from(done.watermark()))
                .param("fullAt", Timestamp.from(done.fullAt()))
                .update();
    }

    /** Whether what was last read whole under a name was owned otherwise, or nobody knows how. */
    boolean moved(String name, String ownership) {
        return jdbc.sql("SELECT owned_by IS DISTINCT FROM :ownership FROM replica.feed WHERE name = :name")
                .param("name", name).param("ownership", ownership).query(Boolean.class).single();
    }

    void owned(String name, String ownership) {
        jdbc.sql("UPDATE replica.feed SET owned_by = :ownership WHERE name = :name")
                .param("name", name).param("ownership", ownership).update();
    }

    /** Forgets the states of a feed's parts but these: their systems are no longer in the landscape. */
    void keepOnly(String feed, List<String> kept) {
        jdbc.sql("""
                DELETE FROM replica.feed WHERE starts_with(name, :feed || '/') AND name NOT IN (:kept)
                """)
                .param("feed", feed).param("kept", kept).update();
    }

    /**
     * Runs {@code work} unless another process is at it. The lock belongs to a connection of its own, so that
     * it ends with the process, however that ends.
     */
    boolean underLock(String name, Runnable work) throws SQLException {
        return locked(name, work, own -> own.sql("SELECT pg_try_advisory_lock(hashtextextended(:name, 7))")
                .param("name", name).query(Boolean.class).single());
    }

    /**
     * The same as soon as no other is at it.
     *
     * @throws org.springframework.dao.DataAccessException when another is at it for more than 30 s
     */
    boolean whenFree(String name, Runnable work) throws SQLException {
        return locked(name, work, own -> {
            own.sql("SELECT set_config('lock_timeout', :wait, false)")
                    .param("wait", LONGEST_WAIT.toMillis() + "ms").query(String.class).single();
            try {
                own.sql("SELECT pg_advisory_lock(hashtextextended(:name, 7)) IS NULL").param("name", name)
                        .query(Boolean.class).single();
                return true;
            } finally {
                own.sql("RESET lock_timeout").update();
            }
        });
    }

    private boolean locked(String name, Runnable work, Predicate<JdbcClient> turn) throws SQLException {
        try (Connection connection = database.getConnection()) {
            JdbcClient own = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            if (!turn.test(own)) {
                return false;
            }
            try {
                work.run();
            } finally {
                own.sql("SELECT pg_advisory_unlock(hashtextextended(:name, 7))")
                        .param("name", name).query(Boolean.class).single();
            }
            return true;
        }
    }

    private static FeedState state(ResultSet row, int number) throws SQLException {
        return new FeedState(row.getString("name"), row.getLong("version"), instant(row, "as_of"),
                instant(row, "watermark"), instant(row, "full_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
