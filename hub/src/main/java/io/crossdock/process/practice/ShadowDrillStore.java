package io.crossdock.process.practice;

import io.crossdock.platform.effects.Promise;
import io.crossdock.process.practice.ShadowRun.Course;
import io.crossdock.process.practice.ShadowRun.Plan;
import io.crossdock.process.practice.ShadowRun.StandIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drills on shadow lanes, the books of their stand-ins, and what the two say of each other. */
@Repository
class ShadowDrillStore {

    private static final String RUN = """
            SELECT id, system, drill, seed, promise, calls, traffic_ms, time_out_ms, begun_by, begun_at, requested, bulk,
                   ended_at, ended_by
              FROM practice.shadow_drill
            """;

    private final JdbcClient jdbc;

    ShadowDrillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns false if one is running there, or it was begun before. @param plannedFor when it was to begin by itself */
    boolean begin(ShadowRun run, Optional<Instant> plannedFor) {
        Plan plan = run.plan();
        return jdbc.sql("""
                INSERT INTO practice.shadow_drill (id, system, drill, seed, promise, calls, traffic_ms, time_out_ms,
                                                   begun_by, begun_at, planned_for)
                VALUES (:id, :system, :drill, :seed, :promise, :calls, :traffic, :timeOut, :by, :at, :planned)
                ON CONFLICT DO NOTHING
                """)
                .param("id", run.id()).param("system", plan.system()).param("drill", plan.drill().word())
                .param("seed", plan.seed()).param("promise", run.standIn().promise().name().toLowerCase(Locale.ROOT))
                .param("calls", plan.calls()).param("traffic", plan.traffic().toMillis())
                .param("timeOut", run.standIn().timeOut().toMillis()).param("by", run.course().begunBy())
                .param("at", Timestamp.from(run.course().begunAt()))
                .param("planned", plannedFor.map(Timestamp::from).orElse(null)).update() == 1;
    }

    Optional<ShadowRun> byId(UUID id) {
        return jdbc.sql(RUN + "WHERE id = :id").param("id", id).query(ShadowDrillStore::run).optional();
    }

    List<ShadowRun> running() {
        return jdbc.sql(RUN + "WHERE ended_at IS NULL ORDER BY begun_at").query(ShadowDrillStore::run).list();
    }

    Optional<ShadowRun> runningOn(String system) {
        return jdbc.sql(RUN + "WHERE system = :system AND ended_at IS NULL").param("system", system)
                .query(ShadowDrillStore::run).optional();
    }

    /** One that is running, for the length of a turn; empty while another replica has it. */
    Optional<ShadowRun> hold(UUID id) {
        return jdbc.sql(RUN + "WHERE id = :id AND ended_at IS NULL FOR UPDATE SKIP LOCKED").param("id", id)
                .query(ShadowDrillStore::run).optional();
    }

    /** The same, but waits for a turn that is being taken. */
    Optional<ShadowRun> await(UUID id) {
        return jdbc.sql(RUN + "WHERE id = :id AND ended_at IS NULL FOR UPDATE").param("id", id)
                .query(ShadowDrillStore::run).optional();
    }

    void requested(UUID id, int calls, int bulk) {
        jdbc.sql("UPDATE practice.shadow_drill SET requested = :calls, bulk = :bulk WHERE id = :id")
                .param("calls", calls).param("bulk", bulk).param("id", id).update();
    }

    void end(UUID id, Optional<String> by, Instant now) {
        jdbc.sql("UPDATE practice.shadow_drill SET ended_at = :now, ended_by = :by WHERE id = :id")
                .param("now", Timestamp.from(now)).param("by", by.orElse(null)).param("id", id).update();
    }

    boolean begunAsPlanned(String system, String drill, Instant plannedFor) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM practice.shadow_drill
                                WHERE system = :system AND drill = :drill AND planned_for = :planned)
                """)
                .param("system", system).param("drill", drill).param("planned", Timestamp.from(plannedFor))
                .query(Boolean.class).single();
    }

    /** Drills that ended before, with the books of their stand-ins. */
    void forget(Instant before) {
        jdbc.sql("DELETE FROM practice.shadow_drill WHERE ended_at < :before").param("before", Timestamp.from(before))
                .update();
    }

    /** The stand-in does what it was asked. One that knows our key again does not do it twice. Returns its number. */
    String book(UUID drill, String key, boolean once, Instant now) {
        return jdbc.sql("""
                WITH known AS (SELECT number FROM practice.shadow_document
                                WHERE drill = :drill AND key = :key AND :once ORDER BY number LIMIT 1),
                     made AS (INSERT INTO practice.shadow_document (drill, key, made_at)
                              SELECT :drill, :key, :now::timestamptz WHERE NOT EXISTS (SELECT FROM known)
                              RETURNING number)
                SELECT 'SH-' || number FROM known UNION ALL SELECT 'SH-' || number FROM made
                """)
                .param("drill", drill).param("key", key).param("once", once).param("now", Timestamp.from(now))
                .query(String.class).single();
    }

    List<String> booked(UUID drill, String key) {
        return jdbc.sql("""
                SELECT 'SH-' || number FROM practice.shadow_document WHERE drill = :drill AND key = :key ORDER BY number
                """)
                .param("drill", drill).param("key", key).query(String.class).list();
    }

    int bookedSince(UUID drill, Instant since) {
        return jdbc.sql("SELECT count(*) FROM practice.shadow_document WHERE drill = :drill AND made_at > :since")
                .param("drill", drill).param("since", Timestamp.from(since)).query(Integer.class).single();
    }

    /** Calls that wait for a person. */
    List<UUID> parked(ShadowRun run, int most) {
        return jdbc.sql("""
                SELECT id FROM effects.effect
                 WHERE target = :target AND correlation = :drill AND state = 'parked' ORDER BY seq LIMIT :most
                """)
                .param("target", run.target()).param("drill", run.id().toString()).param("most", most)
                .query(UUID.class).list();
    }

    ShadowProgress progress(ShadowRun run) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE state = 'done') AS done, count(*) FILTER (WHERE state = 'ready') AS waiting,
                       count(*) FILTER (WHERE state = 'sending') AS sending,
                       count(*) FILTER (WHERE state = 'in_doubt') AS in_doubt,
                       count(*) FILTER (WHERE state = 'parked') AS parked
                  FROM effects.effect WHERE target = :target AND correlation = :drill
                """)
                .param("target", run.target()).param("drill", run.id().toString())
                .query(ShadowProgress.class).single();
    }

    /**
     * What the ledger and the books of the stand-in say.
     *
     * @param byHand      calls that a person decided about
     * @param outOfOrder  pairs of calls of one key that were done the wrong way round
     */
    record Figures(int asked, int kept, int lost, int doubled, int unasked, int byHand, int outOfOrder, int outOfTier,
            Optional<Instant> noticed, Optional<Instant> last) {
    }

    Figures figures(ShadowRun run) {
        return jdbc.sql("""
                WITH call AS (
                    SELECT e.*, (SELECT min(a.started_at) FROM effects.attempt a
                                  WHERE a.effect_id = e.id AND a.action = 'send') AS begun
                      FROM effects.effect e WHERE e.target = :target AND e.correlation = :drill::text),
                book AS (
                    SELECT key, count(*) AS documents, min(number) AS number
                      FROM practice.shadow_document WHERE drill = :drill GROUP BY key),
                both_sides AS (SELECT c.*, coalesce(b.documents, 0) AS documents, b.number
                            FROM call c LEFT JOIN book b ON b.key = c.business_key)
                SELECT count(*) FILTER (WHERE state <> 'skipped') AS asked,
                       count(*) FILTER (WHERE state = 'done' AND documents = 1) AS kept,
                       count(*) FILTER (WHERE state NOT IN ('done', 'skipped') OR state = 'done' AND documents = 0) AS lost,
                       count(*) FILTER (WHERE documents > 1) AS doubled,
                       (SELECT count(*) FROM book WHERE key NOT IN (SELECT business_key FROM call)) AS unasked,
                       (SELECT count(DISTINCT a.effect_id) FROM effects.attempt a JOIN call c ON c.id = a.effect_id
                         WHERE a.action = 'person') AS by_hand,
                       (SELECT count(*) FROM both_sides earlier JOIN both_sides later USING (ordering_key)
                         WHERE earlier.seq < later.seq AND earlier.number > later.number) AS out_of_order,
                       (SELECT count(*) FROM call late
                         WHERE EXISTS (
                               SELECT FROM call urgent
                                WHERE urgent.tier < late.tier
                                  AND urgent.created_at + interval '2 seconds' < late.begun
                                  AND urgent.begun > late.begun + interval '1 second'
                                  AND NOT EXISTS (
                                      SELECT FROM call before
                                       WHERE before.ordering_key = urgent.ordering_key AND before.seq < urgent.seq
                                         AND coalesce(before.finished_at, 'infinity') > late.begun))) AS out_of_tier,
                       (SELECT min(a.ended_at) FROM effects.attempt a JOIN call c ON c.id = a.effect_id
                         WHERE a.action <> 'person' AND a.outcome <> 'done' AND a.ended_at >= :trouble) AS noticed,
                       max(finished_at) FILTER (WHERE state = 'done') AS last
                  FROM both_sides
                """)
                .param("target", run.target()).param("drill", run.id())
                .param("trouble", Timestamp.from(run.troubleBegins()))
                .query((row, n) -> new Figures(row.getInt("asked"), row.getInt("kept"), row.getInt("lost"),
                        row.getInt("doubled"), row.getInt("unasked"), row.getInt("by_hand"), row.getInt("out_of_order"),
                        row.getInt("out_of_tier"), instant(row, "noticed"), instant(row, "last")))
                .single();
    }

    /** What live calls took from request to answer, alone and while bulk calls waited: the 99th percentiles. */
    DrillReport.Beside beside(ShadowRun run) {
        return jdbc.sql("""
                WITH live AS (
                    SELECT created_at >= :bulk AS beside, 1000 * extract(epoch FROM finished_at - created_at) AS took
                      FROM effects.effect
                     WHERE target = :target AND correlation = :drill AND tier < 3 AND state = 'done')
                SELECT coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY took) FILTER (WHERE NOT beside), 0)::bigint
                           AS alone,
                       coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY took) FILTER (WHERE beside), 0)::bigint AS bulk
                  FROM live
                """)
                .param("target", run.target()).param("drill", run.id().toString())
                .param("bulk", Timestamp.from(run.troubleBegins()))
                .query((row, n) -> new DrillReport.Beside(Duration.ofMillis(row.getLong("alone")),
                        Duration.ofMillis(row.getLong("bulk"))))
                .single();
    }

    private static ShadowRun run(ResultSet row, int number) throws SQLException {
        return new ShadowRun(row.getObject("id", UUID.class),
                new Plan(row.getString("system"), ShadowDrill.named(row.getString("drill")).orElseThrow(),
                        row.getLong("seed"), row.getInt("calls"), Duration.ofMillis(row.getLong("traffic_ms"))),
                new StandIn(Promise.valueOf(row.getString("promise").toUpperCase(Locale.ROOT)),
                        Duration.ofMillis(row.getLong("time_out_ms"))),
                new Course(row.getString("begun_by"), row.getTimestamp("begun_at").toInstant(), row.getInt("requested"),
                        row.getInt("bulk"), instant(row, "ended_at"), Optional.ofNullable(row.getString("ended_by"))));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
