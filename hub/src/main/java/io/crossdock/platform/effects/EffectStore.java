package io.crossdock.platform.effects;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Effects and their attempts. */
@Repository
class EffectStore {

    private final JdbcClient jdbc;
    private final Json json;

    EffectStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private record Row(UUID id, int ordinal, String target, String kind, String business_key, String ordering_key,
            int tier, Object request, String correlation, @Nullable Long causation, String actor,
            @Nullable String traceparent) {
    }

    /** An effect that was requested before is left as it is. */
    void insert(List<NewEffect> effects, List<UUID> ids, Instant now) {
        List<Row> rows = new ArrayList<>(effects.size());
        for (NewEffect e : effects) {
            Origin origin = e.origin();
            rows.add(new Row(ids.get(rows.size()), rows.size(), e.target(), e.kind(), e.businessKey(),
                    e.orderingKey(), e.tier().rank(), e.request(), origin.correlation(),
                    origin.causation().orElse(null), origin.actor(), origin.traceparent().orElse(null)));
        }
        jdbc.sql("""
                INSERT INTO effects.effect (id, target, kind, business_key, ordering_key, tier, origin, state,
                                            request, next_attempt_at, correlation, causation, actor, traceparent,
                                            created_at)
                SELECT id, target, kind, business_key, ordering_key, tier, 1, 'ready', request, :now, correlation,
                       causation, actor, traceparent, :now
                  FROM json_to_recordset(:rows::json)
                    AS r(id uuid, ordinal int, target text, kind text, business_key text, ordering_key text,
                         tier smallint, request jsonb, correlation text, causation bigint, actor text,
                         traceparent text)
                 ORDER BY ordinal
                ON CONFLICT (target, kind, business_key) DO NOTHING
                """)
                .param("now", Timestamp.from(now)).param("rows", json.rows(rows)).update();
    }

    private static final String EFFECT = """
            e.id, e.seq, e.target, e.kind, e.business_key, e.ordering_key, e.tier, e.state, e.request, e.attempts,
            e.lookups, e.next_attempt_at, e.reference, e.response, e.code, e.reason, e.correlation, e.causation,
            e.actor, e.traceparent, e.created_at, e.started_at, e.finished_at
            """;
    private static final String LEASED = "e.worker, e.leased_at, e.lease_until, " + EFFECT;

    /** What a lane has under way and what is overdue there. */
    record Situation(int busy, int busyBulk, boolean lost, boolean doubted, boolean bulkWaits) {
    }

    Situation situation(String target, Instant now) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE lease_until >= :now) AS busy,
                       count(*) FILTER (WHERE lease_until >= :now AND tier = 3) AS busy_bulk,
                       count(*) FILTER (WHERE lease_until < :now AND state = 'sending') > 0 AS lost,
                       EXISTS (SELECT FROM effects.effect
                                WHERE target = :target AND state = 'in_doubt' AND next_attempt_at <= :now) AS doubted,
                       EXISTS (SELECT FROM effects.effect
                                WHERE target = :target AND state = 'ready' AND tier = 3) AS bulk_waits
                  FROM effects.effect
                 WHERE target = :target AND lease_until IS NOT NULL
                """)
                .param("target", target).param("now", Timestamp.from(now))
                .query((row, n) -> new Situation(row.getInt("busy"), row.getInt("busy_bulk"), row.getBoolean("lost"),
                        row.getBoolean("doubted"), row.getBoolean("bulk_waits")))
                .single();
    }

    /** Targets with something to send, to look up or to take from a worker that is gone. */
    List<String> due(Collection<String> targets, Instant now) {
        return jdbc.sql("""
                SELECT t.target FROM json_array_elements_text(:targets::json) AS t(target)
                 WHERE EXISTS (SELECT FROM effects.effect e
                                WHERE e.target = t.target AND e.state = 'ready' AND e.next_attempt_at <= :now)
                    OR EXISTS (SELECT FROM effects.effect e
                                WHERE e.target = t.target AND e.state = 'in_doubt' AND e.next_attempt_at <= :now)
                    OR EXISTS (SELECT FROM effects.effect e
                                WHERE e.target = t.target AND e.lease_until < :now AND e.state = 'sending')
                """)
                .param("targets", json.rows(targets)).param("now", Timestamp.from(now)).query(String.class).list();
    }

    /** Critical and normal effects that are ready, counted up to a number. */
    int waiting(String target, int most) {
        return jdbc.sql("""
                SELECT count(*)::int FROM (SELECT FROM effects.effect
                                            WHERE target = :target AND state = 'ready' AND tier <= 2 LIMIT :most) e
                """)
                .param("target", target).param("most", most).query(Integer.class).single();
    }

    /** Whether a call has not ended, or nobody knows how it did. */
    boolean underWay(String target) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM effects.effect WHERE target = :target AND state = 'in_doubt')
                    OR EXISTS (SELECT FROM effects.effect
                                WHERE target = :target AND lease_until IS NOT NULL AND state = 'sending')
                """)
                .param("target", target).query(Boolean.class).single();
    }

    /**
     * Takes what is due into the hands of a worker: the first of its key in the lane, urgent before bulk. What came
     * before it on its key may have ended after {@code now} was read, so a lease is dated no earlier than that end.
     */
    List<Leased> claimReady(String target, Tier from, Tier to, int most, String lease, Instant until, Instant now) {
        return inOrder(jdbc.sql("""
                WITH due AS (
                    SELECT e.id, e.ordering_key, e.seq
                      FROM effects.effect e
                     WHERE e.target = :target AND e.state = 'ready' AND e.next_attempt_at <= :now
                       AND e.tier BETWEEN :from AND :to
                       AND NOT EXISTS (SELECT FROM effects.effect h
                                        WHERE h.target = e.target AND h.ordering_key = e.ordering_key
                                          AND h.seq < e.seq
                                          AND h.state IN ('ready', 'sending', 'in_doubt', 'parked'))
                     ORDER BY e.tier, e.origin, e.seq
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED)
                UPDATE effects.effect e
                   SET state = 'sending', attempts = attempts + 1, lease_until = :until, worker = :lease,
                       leased_at = greatest(:now::timestamptz, before.ended),
                       started_at = coalesce(started_at, greatest(:now::timestamptz, before.ended))
                  FROM due
                 CROSS JOIN LATERAL (SELECT max(h.finished_at) AS ended FROM effects.effect h
                                      WHERE h.target = :target AND h.ordering_key = due.ordering_key
                                        AND h.seq < due.seq) before
                 WHERE e.id = due.id
                RETURNING
                """ + LEASED)
                .param("target", target).param("now", Timestamp.from(now)).param("most", most)
                .param("from", from.rank()).param("to", to.rank())
                .param("until", Timestamp.from(until)).param("lease", lease));
    }

    List<Leased> claimDoubted(String target, int most, String lease, Instant until, Instant now) {
        return inOrder(jdbc.sql("""
                UPDATE effects.effect e
                   SET lookups = lookups + 1, lease_until = :until, worker = :lease, leased_at = :now
                 WHERE e.id IN (SELECT id FROM effects.effect
                                 WHERE target = :target AND state = 'in_doubt' AND next_attempt_at <= :now
                                   AND (lease_until IS NULL OR lease_until < :now)
                                 ORDER BY tier, seq LIMIT :most
                                   FOR UPDATE SKIP LOCKED)
                RETURNING
                """ + LEASED)
                .param("target", target).param("now", Timestamp.from(now)).param("most", most)
                .param("until", Timestamp.from(until)).param("lease", lease));
    }

    /** Effects whose worker did not come back in time. */
    List<Leased> expired(String target, Instant now, int most) {
        return inOrder(jdbc.sql("SELECT " + LEASED + """
                  FROM effects.effect e
                 WHERE e.target = :target AND e.state = 'sending' AND e.lease_until < :now
                 ORDER BY e.seq LIMIT :most
                   FOR UPDATE SKIP LOCKED
                """)
                .param("target", target).param("now", Timestamp.from(now)).param("most", most));
    }

    /**
     * Where an effect goes.
     *
     * @param forgiven attempts that do not count
     */
    record Move(UUID id, String lease, String state, int forgiven, Instant next_attempt_at,
            @Nullable String reference, @Nullable JsonNode response, @Nullable String code,
            @Nullable String reason, boolean finished) {
    }

    /**
     * Returns the ids of the effects that moved. A worker that was overtaken moves nothing, unless it knows that the
     * work is done and nobody is sending it again right now.
     */
    Set<UUID> move(List<Move> moves, Instant now) {
        return new HashSet<>(jdbc.sql("""
                UPDATE effects.effect e
                   SET state = r.state, attempts = attempts - r.forgiven, next_attempt_at = r.next_attempt_at,
                       origin = CASE WHEN r.state = 'ready' THEN greatest(2, origin) ELSE origin END,
                       lease_until = NULL, worker = NULL, leased_at = NULL, reference = r.reference,
                       response = r.response, code = r.code, reason = r.reason,
                       finished_at = CASE WHEN r.finished THEN :now::timestamptz END
                  FROM json_to_recordset(:rows::json)
                    AS r(id uuid, lease text, state text, forgiven int, next_attempt_at timestamptz,
                         reference text, response jsonb, code text, reason text, finished boolean)
                 WHERE e.id = r.id
                   AND (e.worker = r.lease
                        OR r.state = 'done' AND e.state IN ('ready', 'in_doubt', 'parked'))
                RETURNING e.id
                """)
                .param("now", Timestamp.from(now)).param("rows", json.rows(moves)).query(UUID.class).list());
    }

    private record AttemptRow(UUID effect_id, int number, String action, Instant started_at, Instant ended_at,
            String outcome, String detail, String worker) {
    }

    void record(Collection<Attempt> attempts) {
        jdbc.sql("""
                INSERT INTO effects.attempt
                SELECT * FROM json_to_recordset(:rows::json)
                    AS r(effect_id uuid, number int, action text, started_at timestamptz, ended_at timestamptz,
                         outcome text, detail text, worker text)
                ON CONFLICT DO NOTHING
                """)
                .param("rows", json.rows(attempts.stream()
                        .map(a -> new AttemptRow(a.effectId(), a.number(), a.action(), a.startedAt(), a.endedAt(),
                                a.outcome(), a.detail(), a.worker()))
                        .toList()))
                .update();
    }

    Optional<Effect> last(String target, String kind, EffectState state) {
        return jdbc.sql("SELECT " + EFFECT + """
                  FROM effects.effect e
                 WHERE e.target = :target AND e.kind = :kind AND e.state = :state AND e.finished_at IS NOT NULL
                 ORDER BY e.finished_at DESC LIMIT 1
                """)
                .param("target", target).param("kind", kind).param("state", state.column()).query(this::effect)
                .optional();
    }

    /** A person's decision about an effect that waits for one. */
    Optional<Effect> decide(UUID id, EffectState state, @Nullable String reference, String reason, Instant now) {
        boolean finished = state != EffectState.READY;
        return jdbc.sql("""
                UPDATE effects.effect e
                   SET state = :state, reference = coalesce(:reference, reference), code = 'person', reason = :reason,
                       next_attempt_at = :now, attempts = 0, lease_until = NULL, worker = NULL, leased_at = NULL,
                       finished_at = CASE WHEN :finished THEN :now::timestamptz END
                 WHERE e.id = :id
                   AND (e.state IN ('parked', 'in_doubt') OR e.state IN ('ready', 'refused') AND :state <> 'done')
                RETURNING
                """ + EFFECT)
                .param("state", state.column()).param("reference", reference).param("reason", reason)
                .param("now", Timestamp.from(now)).param("finished", finished).param("id", id)
                .query(this::effect).optional();
    }

    /** Due at once to be looked up; whoever asks for it right now goes on with it. */
    Optional<Effect> ask(UUID id, Instant now) {
        return jdbc.sql("""
                UPDATE effects.effect e
                   SET state = 'in_doubt', code = 'in-doubt', next_attempt_at = :now,
                       lookups = CASE WHEN e.state = 'parked' THEN 1 ELSE e.lookups END
                 WHERE e.id = :id AND (e.state = 'in_doubt' AND e.lease_until IS NULL
                       OR e.state = 'parked' AND e.code IN ('in-doubt', 'several-found') AND e.lookups > 0)
                RETURNING
                """ + EFFECT)
                .param("now", Timestamp.from(now)).param("id", id).query(this::effect).optional();
    }

    List<Effect> unfinished(String target, int most) {
        return jdbc.sql("SELECT " + EFFECT + """
                  FROM effects.effect e
                 WHERE e.target = :target AND e.state IN ('refused', 'in_doubt', 'parked') ORDER BY e.seq LIMIT :most
                """)
                .param("target", target).param("most", most).query(this::effect).list();
    }

    List<Effect> between(Instant from, Instant to, Optional<String> target, int most) {
        return jdbc.sql("SELECT " + EFFECT + """
                  FROM effects.effect e
                 WHERE e.created_at >= :from AND e.created_at < :to
                   AND (e.target = :target OR :target::text IS NULL AND e.target NOT LIKE 'shadow:%')
                 ORDER BY e.seq LIMIT :most
                """)
                .param("from", Timestamp.from(from)).param("to", Timestamp.from(to))
                .param("target", target.orElse(null)).param("most", most).query(this::effect).list();
    }

    Optional<Effect> missed(UUID id, String why, Instant now) {
        return jdbc.sql("""
                UPDATE effects.effect e
                   SET state = 'in_doubt', origin = 2, attempts = 0, lookups = 0, code = 'missed', reason = :why,
                       next_attempt_at = :now, finished_at = NULL
                 WHERE e.id = :id AND e.state = 'done'
                RETURNING
                """ + EFFECT)
                .param("why", why).param("now", Timestamp.from(now)).param("id", id).query(this::effect).optional();
    }

    Optional<Effect> lock(UUID id) {
        return jdbc.sql("SELECT " + EFFECT + " FROM effects.effect e WHERE e.id = :id FOR UPDATE").param("id", id)
                .query(this::effect).optional();
    }

    /** From a refusal or a stop to the end of the queue of a lane: behind live work and retries. */
    Optional<Effect> repeat(UUID id, EffectState state, String why, Instant now) {
        return jdbc.sql("""
                UPDATE effects.effect e
                   SET state = :state, origin = 3, attempts = 0, lookups = 0, code = 'replay', reason = :why,
                       next_attempt_at = :now, finished_at = NULL
                 WHERE e.id = :id AND e.state IN ('refused', 'parked')
                RETURNING
                """ + EFFECT)
                .param("state", state.column()).param("why", why).param("now", Timestamp.from(now)).param("id", id)
                .query(this::effect).optional();
    }

    Optional<Effect> byId(UUID id) {
        return jdbc.sql("SELECT " + EFFECT + " FROM effects.effect e WHERE e.id = :id").param("id", id)
                .query(this::effect).optional();
    }

    List<Effect> byIds(Collection<UUID> ids) {
        return jdbc.sql("SELECT " + EFFECT + " FROM effects.effect e WHERE e.id IN (:ids)").param("ids", ids)
                .query(this::effect).list();
    }

    Optional<Effect> byBusinessKey(String target, String kind, String businessKey) {
        return jdbc.sql("SELECT " + EFFECT + """
                  FROM effects.effect e
                 WHERE e.target = :target AND e.kind = :kind AND e.business_key = :key
                """)
                .param("target", target).param("kind", kind).param("key", businessKey)
                .query(this::effect).optional();
    }

    List<Effect> ofKey(String orderingKey, int limit) {
        return jdbc.sql("SELECT " + EFFECT + """
                  FROM effects.effect e WHERE e.ordering_key = :key ORDER BY e.seq LIMIT :limit
                """)
                .param("key", orderingKey).param("limit", limit).query(this::effect).list();
    }

    List<Effect> ofKeys(String kind, Collection<String> orderingKeys) {
        return orderingKeys.isEmpty() ? List.of() : jdbc.sql("SELECT " + EFFECT + """
                  FROM effects.effect e WHERE e.ordering_key IN (:keys) AND e.kind = :kind ORDER BY e.seq
                """)
                .param("keys", orderingKeys).param("kind", kind).query(this::effect).list();
    }

    List<Effect> troubled(int limit) {
        return jdbc.sql("SELECT " + EFFECT + """
                  FROM effects.effect e
                 WHERE e.state IN ('in_doubt', 'parked') AND e.target NOT LIKE 'shadow:%'
                 ORDER BY e.created_at LIMIT :limit
                """)
                .param("limit", limit).query(this::effect).list();
    }

    private record Behind(UUID id, int waiting) {
    }

    /** How many later ones of their key wait in their lane behind effects that are in doubt or parked. */
    Map<UUID, Integer> behind(int limit) {
        return jdbc.sql("""
                SELECT e.id, count(*)::int AS waiting
                  FROM (SELECT id, target, ordering_key, seq FROM effects.effect
                         WHERE state IN ('in_doubt', 'parked') AND target NOT LIKE 'shadow:%'
                         ORDER BY created_at LIMIT :limit) e
                  JOIN effects.effect later ON later.target = e.target AND later.ordering_key = e.ordering_key
                   AND later.seq > e.seq AND later.state IN ('ready', 'sending', 'in_doubt', 'parked')
                 GROUP BY e.id
                """)
                .param("limit", limit).query(Behind.class).list().stream()
                .collect(Collectors.toMap(Behind::id, Behind::waiting));
    }

    List<Attempt> attempts(Collection<UUID> effects) {
        return effects.isEmpty() ? List.of() : jdbc.sql("""
                SELECT effect_id, number, action, started_at, ended_at, outcome, detail, worker
                  FROM effects.attempt WHERE effect_id IN (:ids)
                 ORDER BY started_at, number, array_position(ARRAY['send', 'lookup', 'person'], action)
                """)
                .param("ids", effects)
                .query((row, n) -> new Attempt(row.getObject("effect_id", UUID.class), row.getInt("number"),
                        row.getString("action"), row.getTimestamp("started_at").toInstant(),
                        row.getTimestamp("ended_at").toInstant(), row.getString("outcome"),
                        row.getString("detail"), row.getString("worker")))
                .list();
    }

    private record Sequenced(long seq, Leased leased) {
    }

    private List<Leased> inOrder(JdbcClient.StatementSpec statement) {
        return statement.query((row, n) -> new Sequenced(row.getLong("seq"),
                        new Leased(effect(row, n), row.getString("worker"),
                                row.getTimestamp("leased_at").toInstant(),
                                row.getTimestamp("lease_until").toInstant())))
                .list().stream()
                .sorted(Comparator.comparingLong(Sequenced::seq)).map(Sequenced::leased).toList();
    }

    private Effect effect(ResultSet row, int number) throws SQLException {
        BigDecimal causation = row.getBigDecimal("causation");
        Origin origin = new Origin(row.getString("correlation"),
                Optional.ofNullable(causation).map(BigDecimal::longValueExact), row.getString("actor"),
                Optional.ofNullable(row.getString("traceparent")));
        return new Effect(row.getObject("id", UUID.class), row.getString("target"), row.getString("kind"),
                row.getString("business_key"), row.getString("ordering_key"), Tier.ranked(row.getInt("tier")),
                EffectState.of(row.getString("state")), json.parse(row.getString("request")),
                row.getInt("attempts"), row.getInt("lookups"), row.getTimestamp("next_attempt_at").toInstant(),
                Optional.ofNullable(row.getString("reference")),
                Optional.ofNullable(row.getString("response")).map(json::parse),
                Optional.ofNullable(row.getString("code")), Optional.ofNullable(row.getString("reason")), origin,
                row.getTimestamp("created_at").toInstant(), instant(row, "started_at"), instant(row, "finished_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
