package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.json.Json;
import io.crossdock.process.reconciliation.Comparison.Look;
import io.crossdock.process.reconciliation.Comparison.Suspect;
import io.crossdock.process.reconciliation.Run.Figures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** Runs and their reports. */
@Repository
class RunStore {

    private final JdbcClient jdbc;
    private final Json json;

    RunStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private static final String RUN = """
            SELECT id, comparison, system, asked_by, state, created_at, judge_at, ended_at, compared, agreed, in_flight,
                   drifts, repaired, reason
              FROM reconciliation.run
            """;

    /** Nothing happens when one is under way, or when the last one is younger than {@code notSince}. */
    void ask(UUID id, String comparison, String system, String askedBy, Instant now, Instant notSince) {
        jdbc.sql("""
                INSERT INTO reconciliation.run (id, comparison, system, asked_by, state, created_at)
                SELECT :id, :comparison, :system, :by, 'waiting', :now
                 WHERE NOT EXISTS (SELECT FROM reconciliation.run
                                    WHERE comparison = :comparison AND system = :system AND created_at > :since)
                ON CONFLICT (comparison, system) WHERE state IN ('waiting', 'settling') DO NOTHING
                """)
                .param("id", id).param("comparison", comparison).param("system", system).param("by", askedBy)
                .param("now", Timestamp.from(now)).param("since", Timestamp.from(notSince)).update();
    }

    Optional<Run> underWay(String comparison, String system) {
        return jdbc.sql(RUN + """
                 WHERE comparison = :comparison AND system = :system AND state IN ('waiting', 'settling')
                """)
                .param("comparison", comparison).param("system", system).query(RunStore::run).optional();
    }

    /** A run that is due, now ours until the lease ends. */
    Optional<Run> claim(Instant now, Duration lease) {
        return jdbc.sql("""
                UPDATE reconciliation.run SET leased_until = :until
                 WHERE id = (SELECT id FROM reconciliation.run
                              WHERE (state = 'waiting' OR state = 'settling' AND judge_at <= :now)
                                AND (leased_until IS NULL OR leased_until <= :now)
                              ORDER BY coalesce(judge_at, created_at), id LIMIT 1
                                FOR UPDATE SKIP LOCKED)
                RETURNING id, comparison, system, asked_by, state, created_at, judge_at, ended_at, compared, agreed,
                          in_flight, drifts, repaired, reason
                """)
                .param("now", Timestamp.from(now)).param("until", Timestamp.from(now.plus(lease)))
                .query(RunStore::run).optional();
    }

    /** Keeps what differed at the first look. */
    void settle(UUID run, Look look, Optional<String> reason, Instant judgeAt) {
        jdbc.sql("""
                UPDATE reconciliation.run
                   SET state = 'settling', judge_at = :at, leased_until = NULL, suspects = :suspects::jsonb,
                       compared = :compared, agreed = :agreed, reason = :reason
                 WHERE id = :id AND state = 'waiting'
                """)
                .param("id", run).param("at", Timestamp.from(judgeAt)).param("suspects", json.rows(look.suspects()))
                .param("compared", look.compared()).param("agreed", look.compared() - look.suspects().size())
                .param("reason", reason.orElse(null)).update();
    }

    List<Suspect> suspects(UUID run) {
        List<Suspect> suspects = new ArrayList<>();
        jdbc.sql("SELECT suspects FROM reconciliation.run WHERE id = :id").param("id", run)
                .query((row, number) -> json.parse(row.getString("suspects"))).single()
                .forEach(each -> suspects.add(json.read(each, Suspect.class)));
        return suspects;
    }

    /** What has been reported already, by a process that did not come to the end. */
    Set<String> reported(UUID run) {
        return new HashSet<>(jdbc.sql("SELECT key FROM reconciliation.finding WHERE run_id = :run").param("run", run)
                .query(String.class).list());
    }

    private record Row(String key, String outcome, @Nullable String cause, String sentence, String ours, String theirs,
            @Nullable Quantity by, @Nullable Money value) {
    }

    void report(UUID run, Collection<Finding> findings) {
        jdbc.sql("""
                INSERT INTO reconciliation.finding (run_id, key, outcome, cause, sentence, ours, theirs, difference, unit,
                                                    value, currency)
                SELECT :run, key, outcome, cause, sentence, ours, theirs, (by ->> 'value')::numeric, by ->> 'unit',
                       (value ->> 'amount')::numeric, value ->> 'currency'
                  FROM json_to_recordset(:rows::json)
                    AS r(key text, outcome text, cause text, sentence text, ours text, theirs text, by json, value json)
                """)
                .param("run", run).param("rows", json.rows(findings.stream().map(f -> new Row(f.key(),
                        f.outcome().label(), f.cause().map(Cause::label).orElse(null), f.sentence(), f.ours(), f.theirs(),
                        f.by().orElse(null), f.value().orElse(null))).toList()))
                .update();
    }

    /** The end of a run; its figures are those of its report. */
    void done(UUID run, int compared, Instant now) {
        jdbc.sql("""
                UPDATE reconciliation.run r
                   SET state = 'done', ended_at = :now, leased_until = NULL, compared = :compared,
                       agreed = :compared - f.in_flight - f.drifts, in_flight = f.in_flight, drifts = f.drifts,
                       repaired = f.repaired
                  FROM (SELECT count(*) FILTER (WHERE outcome = 'in_flight') AS in_flight,
                               count(*) FILTER (WHERE outcome <> 'in_flight') AS drifts,
                               count(*) FILTER (WHERE outcome = 'repaired') AS repaired
                          FROM reconciliation.finding WHERE run_id = :id) f
                 WHERE r.id = :id
                """)
                .param("id", run).param("compared", compared).param("now", Timestamp.from(now)).update();
    }

    void failed(UUID run, String reason, Instant now) {
        jdbc.sql("""
                UPDATE reconciliation.run SET state = 'failed', ended_at = :now, leased_until = NULL, reason = :reason
                 WHERE id = :id
                """)
                .param("id", run).param("reason", reason).param("now", Timestamp.from(now)).update();
    }

    /** Forgets the oldest reports of a comparison and system; those with drift are counted apart. */
    void keep(String comparison, String system, int most) {
        jdbc.sql("""
                DELETE FROM reconciliation.run
                 WHERE id IN (SELECT id
                                FROM (SELECT id, row_number() OVER (PARTITION BY drifts > 0 ORDER BY id DESC) AS place
                                        FROM reconciliation.run
                                       WHERE comparison = :comparison AND system = :system
                                         AND state IN ('done', 'failed')) r
                               WHERE place > :most)
                """)
                .param("comparison", comparison).param("system", system).param("most", most).update();
    }

    List<Run> runs(RunFilter filter) {
        return jdbc.sql(RUN + """
                 WHERE (:comparison::text IS NULL OR comparison = :comparison)
                   AND (:system::text IS NULL OR system = :system)
                   AND (:drifted::boolean IS NULL OR (drifts > 0) = :drifted)
                   AND (:after::uuid IS NULL OR id < :after)
                 ORDER BY id DESC LIMIT :limit
                """)
                .param("comparison", filter.comparison().orElse(null)).param("system", filter.system().orElse(null))
                .param("drifted", filter.drifted().orElse(null)).param("after", filter.after().orElse(null))
                .param("limit", filter.limit()).query(RunStore::run).list();
    }

    Optional<Run> run(UUID id) {
        return jdbc.sql(RUN + " WHERE id = :id").param("id", id).query(RunStore::run).optional();
    }

    /** Drift first, by key; {@code after} is the last key of the page before. */
    List<Finding> findings(UUID run, Optional<Finding.Outcome> outcome, Optional<String> after, int limit) {
        return jdbc.sql("""
                SELECT key, outcome, cause, sentence, ours, theirs, difference, unit, value, currency
                  FROM reconciliation.finding
                 WHERE run_id = :run AND (:outcome::text IS NULL OR outcome = :outcome)
                   AND (:after::text IS NULL OR key > :after)
                 ORDER BY key LIMIT :limit
                """)
                .param("run", run).param("outcome", outcome.map(Finding.Outcome::label).orElse(null))
                .param("after", after.orElse(null)).param("limit", limit).query(RunStore::finding).list();
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        return new Finding(row.getString("key"),
                Finding.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("cause")).map(Cause::of), row.getString("sentence"),
                row.getString("ours"), row.getString("theirs"), Amounts.quantity(row), Amounts.money(row));
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        return new Run(row.getObject("id", UUID.class), row.getString("comparison"), row.getString("system"),
                row.getString("asked_by"), Run.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("created_at").toInstant(), instant(row, "judge_at"), instant(row, "ended_at"),
                new Figures(row.getInt("compared"), row.getInt("agreed"), row.getInt("in_flight"), row.getInt("drifts"),
                        row.getInt("repaired")),
                Optional.ofNullable(row.getString("reason")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
