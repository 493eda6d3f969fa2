package io.crossdock.system.inventory;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.json.Json;
import io.crossdock.system.inventory.SoftReservation.Line;
import io.crossdock.system.inventory.SoftReservation.Purpose;
import io.crossdock.system.inventory.SoftReservation.State;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SoftStore {

    private static final String SOFT = """
            SELECT number, purpose, account, state, lines, held_at, expires_at, ended_at, order_number
              FROM inventory.soft
            """;

    private final JdbcClient jdbc;
    private final Json json;

    SoftStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** How many an account holds; nobody else begins one for it until the transaction ends. */
    int open(AccountId account) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('inventory.soft ' || :account, 7))")
                .param("account", account.value()).query(row -> { });
        return jdbc.sql("SELECT count(*) FROM inventory.soft WHERE account = :account AND state = 'held'")
                .param("account", account.value()).query(Integer.class).single();
    }

    private record Part(String sku, String location, String unit, BigDecimal quantity) {
    }

    void insert(SoftReservation soft, String actor, String correlation) {
        jdbc.sql("""
                WITH soft AS (
                    INSERT INTO inventory.soft (number, purpose, account, state, lines, actor, correlation, held_at,
                                                expires_at)
                    VALUES (:number, :purpose, :account, 'held', :lines::jsonb, :actor, :correlation, :now, :expires)
                    RETURNING number)
                INSERT INTO inventory.soft_line (number, sku, location, unit, quantity)
                SELECT number, sku, location, unit, sum(quantity)
                  FROM soft, json_to_recordset(:parts::json) AS p(sku text, location text, unit text, quantity numeric)
                 GROUP BY number, sku, location, unit
                """)
                .param("number", soft.number()).param("purpose", soft.purpose().label())
                .param("account", soft.account().value()).param("lines", json.rows(soft.lines()))
                .param("actor", actor).param("correlation", correlation)
                .param("now", Timestamp.from(soft.heldAt())).param("expires", Timestamp.from(soft.expiresAt()))
                .param("parts", json.rows(soft.parts().stream().map(part -> new Part(part.sku().value(),
                        part.location().value(), part.quantity().unit().code(), part.quantity().value())).toList()))
                .update();
    }

    Optional<SoftReservation> read(String number) {
        return jdbc.sql(SOFT + " WHERE number = :number").param("number", number).query(this::soft).optional();
    }

    /** Locks in the order of the numbers. */
    List<SoftReservation> lock(Collection<String> numbers) {
        return jdbc.sql(SOFT + " WHERE number IN (:numbers) ORDER BY number FOR UPDATE")
                .param("numbers", numbers).query(this::soft).list();
    }

    /** Locks some that are over and that nobody else works on. */
    List<SoftReservation> lockOver(Instant now, int limit) {
        return jdbc.sql(SOFT + """
                 WHERE state = 'held' AND expires_at <= :now
                 ORDER BY expires_at, number LIMIT :limit
                   FOR UPDATE SKIP LOCKED
                """)
                .param("now", Timestamp.from(now)).param("limit", limit).query(this::soft).list();
    }

    /** Those that keep goods of one position, the last kept first; locked in the order in which all others lock them. */
    List<SoftReservation> lockAt(Sku sku, LocationId location, int limit) {
        return jdbc.sql(SOFT + """
                 WHERE state = 'held' AND number IN (SELECT l.number FROM inventory.soft_line l
                                                      WHERE l.sku = :sku AND l.location = :location)
                 ORDER BY number LIMIT :limit
                   FOR UPDATE
                """)
                .param("sku", sku.value()).param("location", location.value()).param("limit", limit)
                .query(this::soft).list().stream()
                .sorted(Comparator.comparing(SoftReservation::heldAt).thenComparing(SoftReservation::number).reversed())
                .toList();
    }

    record Ending(String number, Optional<String> order) {
    }

    void end(State state, List<Ending> endings, Instant now) {
        int ended = jdbc.sql("""
                UPDATE inventory.soft s SET state = :state, ended_at = :now, order_number = e."order"
                  FROM json_to_recordset(:endings::json) AS e(number text, "order" text)
                 WHERE s.number = e.number AND s.state = 'held'
                """)
                .param("state", state.label()).param("now", Timestamp.from(now)).param("endings", json.rows(endings))
                .update();
        if (ended != endings.size()) {
            throw new IllegalStateException("not all of them are held: " + endings);
        }
    }

    /** What is kept of an item now, the first to end first. */
    List<SoftReservation> holding(String sku, int limit) {
        return jdbc.sql(SOFT + """
                 WHERE state = 'held' AND number IN (SELECT l.number FROM inventory.soft_line l WHERE l.sku = :sku)
                 ORDER BY expires_at, number LIMIT :limit
                """)
                .param("sku", sku).param("limit", limit).query(this::soft).list();
    }

    private SoftReservation soft(ResultSet row, int number) throws SQLException {
        return new SoftReservation(row.getString("number"), Purpose.valueOf(upper(row.getString("purpose"))),
                new AccountId(row.getString("account")), State.valueOf(upper(row.getString("state"))),
                Arrays.asList(json.read(row.getString("lines"), Line[].class)),
                row.getTimestamp("held_at").toInstant(), row.getTimestamp("expires_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("order_number")));
    }

    private static String upper(String label) {
        return label.toUpperCase(Locale.ROOT);
    }
}
