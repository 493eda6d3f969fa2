package io.crossdock.experience.warehouse.files;

import io.crossdock.platform.json.Json;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository("warehouse-files")
class FileStore {

    private final JdbcClient jdbc;
    private final Json json;

    FileStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Who left it, through which feed, and what it holds. */
    record Key(String system, String feed, String digest) {
    }

    record Kept(FileReport report, boolean finished) {
    }

    /** Returns false when the same content came before; waits for one who is just taking it. */
    boolean insert(Key key, FileReport report) {
        return jdbc.sql("""
                INSERT INTO warehouse.file (system, feed, digest, name, taken_at, rows, messages, faults)
                VALUES (:system, :feed, :digest, :name, :at, :rows, :messages, :faults::jsonb) ON CONFLICT DO NOTHING
                """)
                .params(java.util.Map.of("system", key.system(), "feed", key.feed(), "digest", key.digest(),
                        "name", report.name(), "at", Timestamp.from(report.takenAt()), "rows", report.rows(),
                        "messages", report.messages(), "faults", json.write(report.faults()))).update() == 1;
    }

    Optional<Kept> find(Key key) {
        return jdbc.sql("""
                SELECT name, taken_at, rows, messages, faults, finished FROM warehouse.file
                 WHERE system = :system AND feed = :feed AND digest = :digest
                """)
                .param("system", key.system()).param("feed", key.feed()).param("digest", key.digest())
                .query((row, n) -> new Kept(new FileReport(row.getString("name"), row.getTimestamp("taken_at").toInstant(),
                        row.getInt("rows"), row.getInt("messages"),
                        Arrays.asList(json.read(row.getString("faults"), RowFault[].class)), Optional.empty()),
                        row.getBoolean("finished"))).optional();
    }

    void finish(Key key) {
        jdbc.sql("""
                UPDATE warehouse.file SET finished = true WHERE system = :system AND feed = :feed AND digest = :digest
                """)
                .param("system", key.system()).param("feed", key.feed()).param("digest", key.digest()).update();
    }

    /** How a look went. @param waiting files that are there and not taken yet */
    record Look(Instant at, int waiting, Optional<Failure> failure) {

        /** @param since the first look of those that failed in a row */
        record Failure(Instant since, String code, String sentence) {
        }
    }

    void note(String system, String feed, String node, Look look) {
        jdbc.sql("""
                INSERT INTO warehouse.file_feed (system, feed, node, looked_at, waiting, failing_since, code, failure)
                VALUES (:system, :feed, :node, :at, :waiting, :since, :code, :failure)
                ON CONFLICT (system, feed, node) DO UPDATE
                   SET looked_at = excluded.looked_at, waiting = excluded.waiting, code = excluded.code,
                       failing_since = excluded.failing_since, failure = excluded.failure
                """)
                .param("system", system).param("feed", feed).param("node", node).param("at", Timestamp.from(look.at()))
                .param("waiting", look.waiting())
                .param("since", look.failure().map(Look.Failure::since).map(Timestamp::from).orElse(null))
                .param("code", look.failure().map(Look.Failure::code).orElse(null))
                .param("failure", look.failure().map(Look.Failure::sentence).orElse(null)).update();
    }
}
