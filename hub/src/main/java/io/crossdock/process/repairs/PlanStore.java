package io.crossdock.process.repairs;

import io.crossdock.platform.json.Json;
import io.crossdock.process.repairs.Plan.Approval;
import io.crossdock.process.repairs.Plan.Counts;
import io.crossdock.process.repairs.Plan.Item;
import io.crossdock.process.repairs.Plan.State;
import io.crossdock.process.repairs.Remedy.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PlanStore {

    private static final String PLAN = """
            SELECT p.id, p.remedy, p.label, p.cluster, p.wanted, p.only_subjects, p.says, p.way_back, p.hash, p.up_to,
                   p.state, p.made_by, p.made_at, p.approved_by, p.approved_at, p.reason, p.settled,
                   c.total, c.mended, c.refused, c.done, c.gone, c.failed
              FROM repairs.plan p
             CROSS JOIN LATERAL (
                   SELECT count(*) AS total, count(*) FILTER (WHERE effect = 'mended') AS mended,
                          count(*) FILTER (WHERE effect = 'refused') AS refused,
                          count(*) FILTER (WHERE s.state = 'done') AS done, count(*) FILTER (WHERE s.state = 'gone') AS gone,
                          count(*) FILTER (WHERE s.state IN ('changed', 'failed')) AS failed
                     FROM repairs.step s WHERE s.plan = p.id) c
            """;

    private final JdbcClient jdbc;
    private final Json json;

    PlanStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(int ordinal, String subject, String what, String now, String becomes, String effect, String digest) {
    }

    void insert(Plan plan, List<Step> steps) {
        jdbc.sql("""
                INSERT INTO repairs.plan (id, remedy, label, cluster, wanted, only_subjects, says, way_back, hash, state,
                                          made_by, made_at)
                VALUES (:id, :remedy, :label, :cluster, :wanted::jsonb, :only::jsonb, :says, :wayBack, :hash, :state,
                        :madeBy, :madeAt)
                """)
                .param("id", plan.id()).param("remedy", plan.remedy()).param("label", plan.label())
                .param("cluster", plan.cluster()).param("wanted", json.write(plan.values()))
                .param("only", json.write(plan.only())).param("says", plan.says())
                .param("wayBack", plan.wayBack().orElse(null)).param("hash", plan.hash())
                .param("state", plan.state().label()).param("madeBy", plan.madeBy())
                .param("madeAt", Timestamp.from(plan.madeAt())).update();
        List<Row> rows = new ArrayList<>();
        for (Step step : steps) {
            rows.add(new Row(rows.size() + 1, step.subject(), step.what(), step.now(), step.becomes(),
                    step.fate().name().toLowerCase(java.util.Locale.ROOT), step.digest()));
        }
        jdbc.sql("""
                INSERT INTO repairs.step (plan, ordinal, subject, what, now, becomes, effect, digest)
                SELECT :plan, ordinal, subject, what, now, becomes, effect, digest
                  FROM json_to_recordset(:rows::json) AS r(ordinal int, subject text, what text, now text, becomes text,
                                                           effect text, digest text)
                """)
                .param("plan", plan.id()).param("rows", json.rows(rows)).update();
    }

    Optional<Plan> plan(UUID id) {
        return jdbc.sql(PLAN + "WHERE p.id = :id").param("id", id).query(this::read).optional();
    }

    /** Locks a plan until the transaction ends. */
    Optional<Plan> lock(UUID id) {
        jdbc.sql("SELECT id FROM repairs.plan WHERE id = :id FOR UPDATE").param("id", id).query(UUID.class).optional();
        return plan(id);
    }

    /** Locks a plan with approved steps to do, if nobody else works on it. */
    Optional<Plan> claim() {
        return jdbc.sql("""
                SELECT id FROM repairs.plan WHERE state = 'running' ORDER BY approved_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
                .query(UUID.class).optional().flatMap(this::plan);
    }

    /** The newest first. */
    List<Plan> plans(Optional<UUID> before, int most) {
        return jdbc.sql(PLAN + "WHERE (:before::uuid IS NULL OR p.id < :before) ORDER BY p.id DESC LIMIT :most")
                .param("before", before.orElse(null)).param("most", most).query(this::read).list();
    }

    List<Item> items(UUID plan, int after, int most) {
        return jdbc.sql("""
                SELECT ordinal, subject, what, now, becomes, effect, digest, state, result, at
                  FROM repairs.step WHERE plan = :plan AND ordinal > :after ORDER BY ordinal LIMIT :most
                """)
                .param("plan", plan).param("after", after).param("most", most).query(PlanStore::item).list();
    }

    List<Item> planned(UUID plan, int upTo, int most) {
        return jdbc.sql("""
                SELECT ordinal, subject, what, now, becomes, effect, digest, state, result, at
                  FROM repairs.step WHERE plan = :plan AND ordinal <= :upTo AND state = 'planned'
                 ORDER BY ordinal LIMIT :most
                """)
                .param("plan", plan).param("upTo", upTo).param("most", most).query(PlanStore::item).list();
    }

    void approve(UUID plan, int upTo, Approval approval) {
        jdbc.sql("""
                UPDATE repairs.plan
                   SET state = 'running', up_to = :upTo, approved_by = :who, approved_at = :at, reason = :why
                 WHERE id = :plan
                """)
                .param("upTo", upTo).param("who", approval.who()).param("at", Timestamp.from(approval.at()))
                .param("why", approval.why()).param("plan", plan).update();
    }

    void move(UUID plan, State state) {
        jdbc.sql("UPDATE repairs.plan SET state = :state WHERE id = :plan").param("state", state.label())
                .param("plan", plan).update();
    }

    void settled(UUID plan, String by) {
        jdbc.sql("UPDATE repairs.plan SET settled = :by WHERE id = :plan").param("by", by).param("plan", plan).update();
    }

    void ended(UUID plan, int ordinal, String state, String result, Instant now) {
        jdbc.sql("""
                UPDATE repairs.step SET state = :state, result = :result, at = :now
                 WHERE plan = :plan AND ordinal = :ordinal AND state = 'planned'
                """)
                .param("state", state).param("result", result).param("now", Timestamp.from(now)).param("plan", plan)
                .param("ordinal", ordinal).update();
    }

    void forget(Instant before) {
        jdbc.sql("DELETE FROM repairs.plan WHERE state = 'proposed' AND made_at < :before")
                .param("before", Timestamp.from(before)).update();
    }

    private Plan read(ResultSet row, int number) throws SQLException {
        Map<String, String> values = json.parse(row.getString("wanted")).properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asString("")));
        List<String> only = json.parse(row.getString("only_subjects")).valueStream().map(each -> each.asString("")).toList();
        Timestamp approvedAt = row.getTimestamp("approved_at");
        Optional<Approval> approval = approvedAt == null ? Optional.empty() : Optional.of(new Approval(
                row.getString("approved_by"), approvedAt.toInstant(), row.getString("reason")));
        return new Plan(row.getObject("id", UUID.class), row.getString("remedy"), row.getString("label"),
                row.getString("cluster"), values, only, row.getString("says"),
                        Optional.ofNullable(row.getString("way_back")),
                row.getString("hash"), new Counts(row.getInt("total"), row.getInt("mended"), row.getInt("refused"),
                        row.getInt("done"), row.getInt("gone"), row.getInt("failed")), row.getInt("up_to"),
                State.of(row.getString("state")), row.getString("made_by"), row.getTimestamp("made_at").toInstant(),
                        approval,
                Optional.ofNullable(row.getString("settled")));
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        return new Item(row.getInt("ordinal"), new Step(row.getString("subject"), row.getString("what"),
                row.getString("now"), row.getString("becomes"),
                Remedy.Fate.valueOf(row.getString("effect").toUpperCase(java.util.Locale.ROOT)), row.getString("digest")),
                row.getString("state"), Optional.ofNullable(row.getString("result")),
                Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant));
    }
}
