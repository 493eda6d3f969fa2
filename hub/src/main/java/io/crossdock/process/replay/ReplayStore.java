package io.crossdock.process.replay;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.maps.MapChoice;
import io.crossdock.process.replay.ReplayPlan.Action;
import io.crossdock.process.replay.ReplayPlan.Approval;
import io.crossdock.process.replay.ReplayPlan.Counts;
import io.crossdock.process.replay.ReplayPlan.Item;
import io.crossdock.process.replay.ReplayPlan.Line;
import io.crossdock.process.replay.ReplayPlan.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReplayStore {

    private static final String PLAN = """
            SELECT p.id, p.says, p.maps, p.hash, p.state, p.made_by, p.made_at, p.approved_by, p.approved_at, p.reason,
                   p.ended_at,
                   c.*
              FROM replay.plan p
             CROSS JOIN LATERAL (
                   SELECT count(*) AS total, count(*) FILTER (WHERE action = 'skip') AS skips,
                          count(*) FILTER (WHERE action = 'repeat') AS repeats,
                          count(*) FILTER (WHERE action = 'compensate') AS compensates,
                          count(*) FILTER (WHERE action = 'by_hand') AS by_hand,
                          count(*) FILTER (WHERE action = 'fenced') AS fenced,
                          count(*) FILTER (WHERE l.state = 'done') AS done,
                          count(*) FILTER (WHERE l.state = 'passed') AS passed,
                          count(*) FILTER (WHERE l.state = 'failed') AS failed
                     FROM replay.line l WHERE l.plan = p.id) c
            """;
    private static final String ITEM = """
            SELECT ordinal, subject, what, target, action, reference, sentence, basis, state, result FROM replay.line
            """;

    private final JdbcClient jdbc;
    private final Json json;

    ReplayStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(int ordinal, String subject, String what, String target, String action,
            @Nullable String reference, String sentence, String basis) {
    }

    void insert(UUID id, Stored scope, MapChoice maps, String hash, List<Line> lines, String who, Instant now) {
        jdbc.sql("""
                INSERT INTO replay.plan (id, scope, says, maps, hash, state, made_by, made_at)
                VALUES (:id, :scope::jsonb, :says, :maps, :hash, 'planned', :who, :now)
                """)
                .param("id", id).param("scope", json.write(scope)).param("says", scope.scope().says())
                .param("maps", maps.label()).param("hash", hash).param("who", who)
                .param("now", Timestamp.from(now)).update();
        List<Row> rows = new ArrayList<>(lines.size());
        for (Line line : lines) {
            rows.add(new Row(rows.size() + 1, line.subject(), line.what(), line.target(), line.action().label(),
                    line.reference().orElse(null), line.sentence(), line.basis()));
        }
        jdbc.sql("""
                INSERT INTO replay.line (plan, ordinal, subject, what, target, action, reference, sentence, basis, state)
                SELECT :plan, ordinal, subject, what, target, action, reference, sentence, basis, 'planned'
                  FROM json_to_recordset(:rows::json)
                    AS r(ordinal int, subject text, what text, target text, action text, reference text,
                         sentence text, basis text)
                """)
                .param("plan", id).param("rows", json.rows(rows)).update();
    }

    Optional<ReplayPlan> plan(UUID id) {
        return jdbc.sql(PLAN + "WHERE p.id = :id").param("id", id).query(ReplayStore::read).optional();
    }

    /** Locks a plan until the transaction ends. */
    Optional<ReplayPlan> lock(UUID id) {
        return jdbc.sql("SELECT id FROM replay.plan WHERE id = :id FOR UPDATE").param("id", id).query(UUID.class)
                .optional().flatMap(this::plan);
    }

    Stored scope(UUID id) {
        return json.read(json.parse(jdbc.sql("SELECT scope FROM replay.plan WHERE id = :id").param("id", id)
                .query(String.class).single()), Stored.class);
    }

    /** The scope as it is kept. */
    record Stored(Optional<UUID> message, Optional<String> order, Optional<String> system, Optional<Instant> from,
            Optional<Instant> to) {

        static Stored of(ReplayScope scope) {
            return switch (scope) {
                case ReplayScope.OfMessage(UUID id) -> new Stored(Optional.of(id), Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.empty());
                case ReplayScope.OfOrder(String order) -> new Stored(Optional.empty(), Optional.of(order),
                        Optional.empty(), Optional.empty(), Optional.empty());
                case ReplayScope.OfSystem(String system) -> new Stored(Optional.empty(), Optional.empty(),
                        Optional.of(system), Optional.empty(), Optional.empty());
                case ReplayScope.OfWindow(Instant from, Instant to, var system) -> new Stored(Optional.empty(),
                        Optional.empty(), system, Optional.of(from), Optional.of(to));
            };
        }

        ReplayScope scope() {
            return message.<ReplayScope>map(ReplayScope.OfMessage::new)
                    .or(() -> order.map(ReplayScope.OfOrder::new))
                    .or(() -> from.map(begin -> new ReplayScope.OfWindow(begin, to.orElseThrow(), system)))
                    .orElseGet(() -> new ReplayScope.OfSystem(system.orElseThrow()));
        }
    }

    /** True for whoever decides; everybody after that finds it decided. */
    boolean approve(UUID id, String hash, Approval approval) {
        return jdbc.sql("""
                UPDATE replay.plan SET state = 'running', approved_by = :who, approved_at = :at, reason = :why
                 WHERE id = :id AND hash = :hash AND state = 'planned'
                """)
                .param("who", approval.who()).param("at", Timestamp.from(approval.at())).param("why", approval.why())
                .param("id", id).param("hash", hash).update() == 1;
    }

    /** Locks an approved plan that nobody else works on. */
    Optional<ReplayPlan> claim() {
        return jdbc.sql("""
                SELECT id FROM replay.plan WHERE state = 'running' ORDER BY approved_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
                .query(UUID.class).optional().flatMap(this::plan);
    }

    List<Item> toDo(UUID plan, int most) {
        return jdbc.sql(ITEM + """
                 WHERE plan = :plan AND state = 'planned' AND action IN ('repeat', 'compensate')
                 ORDER BY ordinal LIMIT :most
                """)
                .param("plan", plan).param("most", most).query(ReplayStore::item).list();
    }

    void ended(UUID plan, int ordinal, String state, String result, Instant now) {
        jdbc.sql("""
                UPDATE replay.line SET state = :state, result = :result, at = :now
                 WHERE plan = :plan AND ordinal = :ordinal AND state = 'planned'
                """)
                .param("state", state).param("result", result).param("now", Timestamp.from(now)).param("plan", plan)
                .param("ordinal", ordinal).update();
    }

    void done(UUID plan, Instant now) {
        jdbc.sql("UPDATE replay.plan SET state = 'done', ended_at = :now WHERE id = :plan AND state = 'running'")
                .param("now", Timestamp.from(now)).param("plan", plan).update();
    }

    /** Plans that nobody approved. */
    void forget(Instant before) {
        jdbc.sql("DELETE FROM replay.plan WHERE state = 'planned' AND made_at < :before")
                .param("before", Timestamp.from(before)).update();
    }

    /** The newest first. */
    List<ReplayPlan> plans(Optional<UUID> before, int most) {
        return jdbc.sql(PLAN + "WHERE (:before::uuid IS NULL OR p.id < :before) ORDER BY p.id DESC LIMIT :most")
                .param("before", before.orElse(null)).param("most", most).query(ReplayStore::read).list();
    }

    List<Item> items(UUID plan, Optional<Action> action, int after, int most) {
        return jdbc.sql(ITEM + """
                 WHERE plan = :plan AND ordinal > :after AND (:action::text IS NULL OR action = :action)
                 ORDER BY ordinal LIMIT :most
                """)
                .param("plan", plan).param("after", after).param("action", action.map(Action::label).orElse(null))
                .param("most", most).query(ReplayStore::item).list();
    }

    private static ReplayPlan read(ResultSet row, int number) throws SQLException {
        Optional<Instant> approvedAt = Optional.ofNullable(row.getTimestamp("approved_at")).map(Timestamp::toInstant);
        String who = row.getString("approved_by");
        String why = row.getString("reason");
        return new ReplayPlan(row.getObject("id", UUID.class), row.getString("says"),
                MapChoice.of(row.getString("maps")), row.getString("hash"),
                State.of(row.getString("state")), new Counts(row.getInt("total"), row.getInt("skips"),
                        row.getInt("repeats"), row.getInt("compensates"), row.getInt("by_hand"), row.getInt("fenced"),
                        row.getInt("done"), row.getInt("passed"),
                        row.getInt("failed")),
                row.getString("made_by"), row.getTimestamp("made_at").toInstant(),
                approvedAt.map(at -> new Approval(who, at, why)),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        return new Item(row.getInt("ordinal"), new Line(row.getString("subject"), row.getString("what"),
                row.getString("target"), Action.of(row.getString("action")),
                Optional.ofNullable(row.getString("reference")), row.getString("sentence"), row.getString("basis")),
                row.getString("state"), Optional.ofNullable(row.getString("result")));
    }
}
