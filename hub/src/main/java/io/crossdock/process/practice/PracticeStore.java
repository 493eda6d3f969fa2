package io.crossdock.process.practice;

import io.crossdock.platform.json.Json;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PracticeStore {

    private final JdbcClient jdbc;
    private final Json json;

    PracticeStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Returns false if it is there. */
    boolean insert(DrillReport report, String by, Instant now) {
        return jdbc.sql("""
                INSERT INTO practice.report (id, drill, seed, begun_at, passed, report, told_by, told_at)
                VALUES (:id, :drill, :seed, :begun, :passed, :report::jsonb, :by, :now)
                ON CONFLICT (id) DO NOTHING
                """)
                .param("id", report.id()).param("drill", report.drill()).param("seed", report.seed())
                .param("begun", Timestamp.from(report.begun())).param("passed", report.passed())
                .param("report", json.write(report)).param("by", by).param("now", Timestamp.from(now)).update() == 1;
    }

    void forget(int keep) {
        jdbc.sql("""
                DELETE FROM practice.report
                 WHERE (begun_at, id) < (SELECT begun_at, id FROM practice.report
                                          ORDER BY begun_at DESC, id DESC OFFSET :last LIMIT 1)
                """)
                .param("last", keep - 1).update();
    }

    Optional<DrillReport> byId(UUID id) {
        return jdbc.sql("SELECT report FROM practice.report WHERE id = :id").param("id", id)
                .query((row, n) -> json.read(row.getString("report"), DrillReport.class)).optional();
    }

    List<DrillReport> list(Optional<String> drill, Optional<UUID> after, int limit) {
        return jdbc.sql("""
                SELECT report FROM practice.report r
                 WHERE (CAST(:drill AS text) IS NULL OR r.drill = :drill)
                   AND (CAST(:after AS uuid) IS NULL
                        OR (r.begun_at, r.id) < (SELECT begun_at, id FROM practice.report WHERE id = :after))
                 ORDER BY r.begun_at DESC, r.id DESC LIMIT :limit
                """)
                .param("drill", drill.orElse(null)).param("after", after.orElse(null)).param("limit", limit)
                .query((row, n) -> json.read(row.getString("report"), DrillReport.class)).list();
    }
}
