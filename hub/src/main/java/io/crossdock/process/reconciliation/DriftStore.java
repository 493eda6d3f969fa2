package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drift that people decide about. */
@Repository
class DriftStore {

    private static final int MOST = 500;

    private final JdbcClient jdbc;
    private final Json json;

    DriftStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private static final String DRIFT = """
            SELECT id, comparison, system, key, state, since, run_id, cause, sentence, ours, theirs, difference, unit, value,
                   currency, repairable, details, decided_by
              FROM reconciliation.drift
            """;

    /**
     * Keeps drift. One that was seen before stays the same case; a decision to keep ours holds while the numbers do.
     * Returns whether it is new.
     */
    boolean found(UUID id, Run run, Difference drift, Instant now) {
        return jdbc.sql("""
                INSERT INTO reconciliation.drift AS d (id, comparison, system, key, state, since, run_id, cause, sentence,
                       ours, theirs, difference, unit, value, currency, repairable, details)
                VALUES (:id, :comparison, :system, :key, 'open', :now, :run, :cause, :sentence, :ours, :theirs,
                        :difference, :unit, :value, :currency, :repairable, :details::jsonb)
                ON CONFLICT (comparison, system, key) WHERE state <> 'closed' DO UPDATE
                   SET run_id = excluded.run_id, cause = excluded.cause, sentence = excluded.sentence,
                       ours = excluded.ours, theirs = excluded.theirs, difference = excluded.difference,
                       unit = excluded.unit, value = excluded.value, currency = excluded.currency,
                       repairable = excluded.repairable, details = excluded.details,
                       state = CASE WHEN d.ours = excluded.ours AND d.theirs = excluded.theirs THEN d.state
                                    ELSE 'open' END
                RETURNING id = :id
                """)
                .param("id", id).param("comparison", run.comparison()).param("system", run.system())
                .param("key", drift.key()).param("now", Timestamp.from(now)).param("run", run.id())
                .param("cause", drift.cause().label()).param("sentence", drift.sentence()).param("ours", drift.ours())
                .param("theirs", drift.theirs()).param("difference", drift.by().map(Quantity::value).orElse(null))
                .param("unit", drift.by().map(by -> by.unit().code()).orElse(null))
                .param("value", drift.value().map(Money::amount).orElse(null))
                .param("currency", drift.value().map(value -> value.currency().getCurrencyCode()).orElse(null))
                .param("repairable", drift.repairable()).param("details", json.write(drift.details()))
                .query(Boolean.class).single();
    }

    /** Closes what a run did not see any more; what it could not judge stays. Returns what was closed. */
    List<Drift> closeAllBut(Run run, Collection<String> keys, Instant now) {
        return jdbc.sql("""
                UPDATE reconciliation.drift
                   SET state = 'closed', closed_at = :now
                 WHERE comparison = :comparison AND system = :system AND state <> 'closed'
                   AND NOT EXISTS (SELECT FROM json_array_elements_text(:keys::json) AS seen(key)
                                    WHERE seen.key = drift.key)
                RETURNING id, comparison, system, key, state, since, run_id, cause, sentence, ours, theirs, difference,
                          unit, value, currency, repairable, details, decided_by
                """)
                .param("now", Timestamp.from(now)).param("comparison", run.comparison()).param("system", run.system())
                .param("keys", json.rows(keys)).query(this::row).list();
    }

    /** @return false when somebody else decided first, or a run closed it */
    boolean close(UUID id, String who, Instant now) {
        return jdbc.sql("""
                UPDATE reconciliation.drift SET state = 'closed', closed_at = :now, decided_by = :who
                 WHERE id = :id AND state <> 'closed'
                """)
                .param("id", id).param("who", who).param("now", Timestamp.from(now)).update() == 1;
    }

    /** @return false when it was decided already */
    boolean recount(UUID id, String who) {
        return jdbc.sql("UPDATE reconciliation.drift SET state = 'recount', decided_by = :who "
                + "WHERE id = :id AND state = 'open'").param("id", id).param("who", who).update() == 1;
    }

    /** Closed cases for which no report is kept any more. */
    void keepReported(String comparison, String system) {
        jdbc.sql("""
                DELETE FROM reconciliation.drift d
                 WHERE comparison = :comparison AND system = :system AND state = 'closed'
                   AND NOT EXISTS (SELECT FROM reconciliation.run r WHERE r.id = d.run_id)
                """).param("comparison", comparison).param("system", system).update();
    }

    /** Not closed, the oldest first. */
    List<Drift> notClosed() {
        return jdbc.sql(DRIFT + "WHERE state <> 'closed' ORDER BY since, id LIMIT :most").param("most", MOST)
                .query(this::row).list();
    }

    Optional<Drift> drift(UUID id) {
        return jdbc.sql(DRIFT + "WHERE id = :id").param("id", id).query(this::row).optional();
    }

    private Drift row(ResultSet row, int number) throws SQLException {
        Difference difference = new Difference(row.getString("key"), Cause.of(row.getString("cause")),
                row.getString("sentence"), row.getString("ours"), row.getString("theirs"), Amounts.quantity(row),
                Amounts.money(row), row.getBoolean("repairable"), json.parse(row.getString("details")));
        return new Drift(row.getObject("id", UUID.class), row.getString("comparison"), row.getString("system"),
                Drift.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("since").toInstant(), row.getObject("run_id", UUID.class), difference,
                Optional.ofNullable(row.getString("decided_by")));
    }
}
