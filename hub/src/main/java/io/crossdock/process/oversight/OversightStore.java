package io.crossdock.process.oversight;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OversightStore {

    private static final int BREACHES_SHOWN = 500;

    private final JdbcClient jdbc;
    private final Json json;
    private final ObjectProvider<FactHandler> readers;

    OversightStore(JdbcClient jdbc, Json json, ObjectProvider<FactHandler> readers) {
        this.jdbc = jdbc;
        this.json = json;
        this.readers = readers;
    }

    private record Reader(String subscription, Set<String> types) {
    }

    /** A look that is due, locked until the transaction ends. */
    record Audit(Invariant invariant, String walkedTo) {
    }

    private record Due(String invariant, String walkedTo) {
    }

    /** The closed subjects of one look. @param until the last one; {@code ended}: the next walk begins anew */
    record Walk(String after, String until, boolean ended) {

        static final Walk NONE = new Walk("", "", true);
    }

    /** What a question answered. */
    record Found(String subject, Optional<String> order, String says) {
    }

    void register(List<Invariant> all, Instant now) {
        jdbc.sql("""
                INSERT INTO oversight.audit (invariant, due_at)
                SELECT name, :now FROM json_array_elements_text(:names::json) AS n(name)
                 WHERE NOT EXISTS (SELECT FROM oversight.audit a WHERE a.invariant = name)
                ON CONFLICT DO NOTHING
                """)
                .param("now", Timestamp.from(now)).param("names", json.rows(names(all))).update();
    }

    /** Waits for looks under way: what they saw may be older than the wish. */
    void due(Instant now) {
        jdbc.sql("UPDATE oversight.audit SET due_at = least(due_at, :now)").param("now", Timestamp.from(now)).update();
    }

    Optional<Audit> claim(List<Invariant> all, Instant now) {
        Map<String, Invariant> byName = byName(all);
        return jdbc.sql("""
                SELECT invariant, walked_to FROM oversight.audit
                 WHERE due_at <= :now AND invariant IN (:names)
                 ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """)
                .param("now", Timestamp.from(now)).param("names", names(all))
                .query(Due.class).optional().flatMap(due -> Optional.ofNullable(byName.get(due.invariant()))
                        .map(invariant -> new Audit(invariant, due.walkedTo())));
    }

    Walk walk(Invariant invariant, String after, int most) {
        return invariant.history().map(history -> {
            List<String> subjects = jdbc.sql(history).param("after", after).param("most", most).query(String.class).list();
            return subjects.isEmpty() ? Walk.NONE
                    : new Walk(after, subjects.getLast(), subjects.size() < most);
        }).orElse(Walk.NONE);
    }

    List<Found> look(Invariant invariant, Walk walk, Collection<String> again, Instant now, int most) {
        jdbc.sql("SET LOCAL statement_timeout = '60s'").update();
        return jdbc.sql("SELECT subject, order_number, says FROM (" + invariant.breaches() + ") b "
                + "ORDER BY subject, says LIMIT :most")
                .param("after", walk.after()).param("until", walk.until()).param("again", json.rows(again))
                .param("now", Timestamp.from(now)).param("most", most)
                .param("readers", json.rows(readers.stream()
                        .map(each -> new Reader(each.subscription(), each.types())).toList()))
                .query((row, n) -> new Found(row.getString("subject"), Optional.ofNullable(row.getString("order_number")),
                        row.getString("says")))
                .list().stream().collect(Collectors.toMap(Found::subject, Function.identity(), OversightStore::both,
                        LinkedHashMap::new)).values().stream().toList();
    }

    private static Found both(Found one, Found other) {
        return new Found(one.subject(), one.order(), one.says() + " " + other.says());
    }

    void carry(Invariant invariant) {
        invariant.carried().ifPresent(sql -> jdbc.sql(sql).update());
    }

    List<Found> open(Invariant invariant) {
        return jdbc.sql("""
                SELECT subject, order_number, says FROM oversight.breach WHERE invariant = :name AND closed_at IS NULL
                """)
                .param("name", invariant.name())
                .query((row, n) -> new Found(row.getString("subject"), Optional.ofNullable(row.getString("order_number")),
                        row.getString("says")))
                .list();
    }

    /** @return whether it is new */
    boolean found(UUID id, Invariant invariant, Found found, Instant now) {
        return jdbc.sql("""
                INSERT INTO oversight.breach (id, invariant, subject, order_number, says, since, seen_at)
                VALUES (:id, :name, :subject, :order, :says, :now, :now)
                ON CONFLICT (invariant, subject) WHERE closed_at IS NULL
                DO UPDATE SET says = excluded.says, seen_at = excluded.seen_at
                RETURNING id = :id
                """)
                .param("id", id).param("name", invariant.name()).param("subject", found.subject())
                .param("order", found.order().orElse(null)).param("says", found.says()).param("now", Timestamp.from(now))
                .query(Boolean.class).single();
    }

    void close(Invariant invariant, String subject, Instant now) {
        jdbc.sql("""
                UPDATE oversight.breach SET closed_at = :now
                 WHERE invariant = :name AND subject = :subject AND closed_at IS NULL
                """)
                .param("now", Timestamp.from(now)).param("name", invariant.name()).param("subject", subject).update();
    }

    void looked(Invariant invariant, Walk walk, boolean proved, Instant now, Duration took, Instant next) {
        jdbc.sql("""
                UPDATE oversight.audit
                   SET due_at = :next, looked_at = :now, proved_at = CASE WHEN :proved THEN :now ELSE proved_at END,
                       took_ms = :took, failure = NULL, walked_to = CASE WHEN :ended THEN '' ELSE :until END,
                       walked_at = CASE WHEN :ended THEN :now ELSE walked_at END
                 WHERE invariant = :name
                """)
                .param("next", Timestamp.from(next)).param("now", Timestamp.from(now)).param("proved", proved)
                .param("took", took.toMillis()).param("ended", walk.ended()).param("until", walk.until())
                .param("name", invariant.name()).update();
    }

    void failed(Invariant invariant, String why, Instant next) {
        jdbc.sql("UPDATE oversight.audit SET failure = :why, due_at = :next WHERE invariant = :name")
                .param("why", why).param("next", Timestamp.from(next)).param("name", invariant.name()).update();
    }

    void forget(Instant before) {
        jdbc.sql("DELETE FROM oversight.breach WHERE closed_at < :before").param("before", Timestamp.from(before))
                .update();
    }

    List<Proof> proofs(List<Invariant> all) {
        Map<String, Proof> known = jdbc.sql("""
                SELECT a.*, (SELECT count(*) FROM oversight.breach b
                              WHERE b.invariant = a.invariant AND b.closed_at IS NULL) AS breaches
                  FROM oversight.audit a
                """)
                .query((row, n) -> proof(byName(all), row)).list().stream().flatMap(Optional::stream)
                .collect(Collectors.toMap(proof -> proof.invariant().name(), Function.identity()));
        return all.stream().map(each -> known.getOrDefault(each.name(), new Proof(each, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), 0))).toList();
    }

    List<Breach> breaches(List<Invariant> all) {
        Map<String, Invariant> byName = byName(all);
        return jdbc.sql("""
                SELECT id, invariant, subject, order_number, says, since, seen_at FROM oversight.breach
                 WHERE closed_at IS NULL AND invariant IN (:names) ORDER BY since, id LIMIT :most
                """)
                .param("names", names(all)).param("most", BREACHES_SHOWN)
                .query((row, n) -> breach(row, byName)).list().stream().flatMap(Optional::stream).toList();
    }

    private static Optional<Breach> breach(ResultSet row, Map<String, Invariant> byName) throws SQLException {
        Invariant invariant = byName.get(row.getString("invariant"));
        return invariant == null ? Optional.empty() : Optional.of(new Breach(row.getObject("id", UUID.class), invariant,
                row.getString("subject"), Optional.ofNullable(row.getString("order_number")).flatMap(OrderNumber::parse),
                row.getString("says"), row.getTimestamp("since").toInstant(), row.getTimestamp("seen_at").toInstant()));
    }

    private static Optional<Proof> proof(Map<String, Invariant> byName, ResultSet row) throws SQLException {
        int took = row.getInt("took_ms");
        Optional<Duration> known = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(took));
        Invariant invariant = byName.get(row.getString("invariant"));
        return invariant == null ? Optional.empty() : Optional.of(new Proof(invariant, instant(row, "looked_at"),
                instant(row, "proved_at"), instant(row, "walked_at"), known, Optional.ofNullable(row.getString("failure")),
                row.getInt("breaches")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static List<String> names(List<Invariant> all) {
        return all.stream().map(Invariant::name).toList();
    }

    private static Map<String, Invariant> byName(List<Invariant> all) {
        return all.stream().collect(Collectors.toMap(Invariant::name, Function.identity()));
    }
}
