package io.crossdock.experience.edi.incoming;

import io.crossdock.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InterchangeStore {

    private static final String SET = """
            SELECT id, interchange_id, position, partner, group_control, type, control, verdict, state, faults, body,
                   neutral, reference, correlation, purchase_order, line_faults, order_number
              FROM edi.transaction_set
            """;

    private final JdbcClient jdbc;
    private final Json json;

    InterchangeStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    record StoredInterchange(UUID id, String partner, String control, boolean test, String verdict,
            List<FaultView> faults, Instant readAt) {
    }

    void insert(StoredInterchange interchange) {
        jdbc.sql("""
                INSERT INTO edi.interchange (id, partner, control, test, verdict, faults, read_at)
                VALUES (:id, :partner, :control, :test, :verdict, :faults::jsonb, :readAt)
                """)
                .param("id", interchange.id()).param("partner", interchange.partner())
                .param("control", interchange.control()).param("test", interchange.test())
                .param("verdict", interchange.verdict()).param("faults", json.write(interchange.faults()))
                .param("readAt", interchange.readAt().atOffset(ZoneOffset.UTC)).update();
    }

    void insert(ReceivedSet set, byte[] digest) {
        jdbc.sql("""
                INSERT INTO edi.transaction_set (id, interchange_id, position, partner, group_control, type, control,
                                                 verdict, state, faults, digest, body, neutral, reference, correlation)
                VALUES (:id, :interchange, :position, :partner, :group, :type, :control, :verdict, :state,
                        :faults::jsonb, :digest, :body, :neutral::jsonb, :reference, :correlation)
                """)
                .param("id", set.id()).param("interchange", set.interchange()).param("position", set.position())
                .param("partner", set.partner()).param("group", set.group()).param("type", set.type())
                .param("control", set.control()).param("verdict", set.verdict()).param("state", set.state())
                .param("faults", json.write(set.faults())).param("digest", digest).param("body", set.body())
                .param("neutral", json.write(set.neutral())).param("reference", set.reference())
                .param("correlation", set.correlation()).update();
    }

    /** Whether the same set came before under the same control numbers and was not rejected. */
    boolean seen(String partner, String group, String control, byte[] digest) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM edi.transaction_set
                                WHERE partner = :partner AND group_control = :group AND control = :control
                                  AND digest = :digest AND state <> 'rejected')
                """)
                .param("partner", partner).param("group", group).param("control", control).param("digest", digest)
                .query(Boolean.class).single();
    }

    /** Counts one more repetition; empty while the interchange has not been read. */
    Optional<Integer> repeated(UUID interchange) {
        return jdbc.sql("UPDATE edi.interchange SET repetitions = repetitions + 1 WHERE id = :id RETURNING repetitions")
                .param("id", interchange).query(Integer.class).optional();
    }

    Optional<StoredInterchange> interchange(UUID id) {
        return jdbc.sql("SELECT id, partner, control, test, verdict, faults, read_at FROM edi.interchange WHERE id = :id")
                .param("id", id).query((row, number) -> new StoredInterchange(row.getObject("id", UUID.class),
                        row.getString("partner"), row.getString("control"), row.getBoolean("test"),
                        row.getString("verdict"), faults(row),
                        row.getObject("read_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    List<ReceivedSet> sets(UUID interchange) {
        return jdbc.sql(SET + "WHERE interchange_id = :id ORDER BY position").param("id", interchange).query(this::received)
                .list();
    }

    Optional<ReceivedSet> set(UUID id) {
        return jdbc.sql(SET + "WHERE id = :id").param("id", id).query(this::received).optional();
    }

    Optional<ReceivedSet> setOfStory(String correlation) {
        return jdbc.sql(SET + "WHERE correlation = :correlation ORDER BY id LIMIT 1").param("correlation", correlation)
                .query(this::received).optional();
    }

    Optional<ReceivedSet> setOfOrder(String order) {
        return jdbc.sql(SET + "WHERE order_number = :order AND state = 'accepted'").param("order", order)
                .query(this::received).optional();
    }

    void ordering(UUID set, String purchaseOrder) {
        jdbc.sql("""
                UPDATE edi.transaction_set SET state = 'ordering', purchase_order = :order::jsonb
                 WHERE id = :id AND state IN ('read', 'held', 'ordering')
                """)
                .param("id", set).param("order", purchaseOrder).update();
    }

    void held(UUID set, String purchaseOrder) {
        jdbc.sql("""
                UPDATE edi.transaction_set SET state = 'held', purchase_order = :order::jsonb
                 WHERE id = :id AND state IN ('read', 'held')
                """)
                .param("id", set).param("order", purchaseOrder).update();
    }

    void lineFaults(UUID set, String faults) {
        jdbc.sql("UPDATE edi.transaction_set SET line_faults = :faults::jsonb WHERE id = :id")
                .param("id", set).param("faults", faults).update();
    }

    /** Changes that wait for a purchase order are looked at now. */
    void wakeChanges(UUID set) {
        jdbc.sql("""
                UPDATE edi.change c SET next_look = c.looked_at, looks = 0 FROM edi.transaction_set t
                 WHERE t.id = :set AND t.type = '850' AND c.partner = t.partner AND c.reference = t.reference
                   AND c.state = 'waiting'
                """)
                .param("set", set).update();
    }

    void accepted(UUID set, String order) {
        jdbc.sql("UPDATE edi.transaction_set SET state = 'accepted', order_number = :order WHERE id = :id")
                .param("id", set).param("order", order).update();
    }

    void changed(UUID set, String order, String state) {
        jdbc.sql("UPDATE edi.transaction_set SET state = :state, order_number = :order WHERE id = :id AND type = '860'")
                .param("state", state).param("order", order).param("id", set).update();
    }

    void settled(UUID set, String state) {
        jdbc.sql("UPDATE edi.transaction_set SET state = :state WHERE id = :id AND state <> 'accepted'")
                .param("id", set).param("state", state).update();
    }

    private List<FaultView> faults(ResultSet row) throws SQLException {
        return List.of(json.read(row.getString("faults"), FaultView[].class));
    }

    private ReceivedSet received(ResultSet row, int number) throws SQLException {
        return new ReceivedSet(row.getObject("id", UUID.class), row.getObject("interchange_id", UUID.class),
                row.getInt("position"), row.getString("partner"), row.getString("group_control"),
                row.getString("type"), row.getString("control"), row.getString("verdict"), row.getString("state"),
                faults(row), row.getString("body"), json.parse(row.getString("neutral")), row.getString("reference"),
                row.getString("correlation"), Optional.ofNullable(row.getString("purchase_order")).map(json::parse),
                Optional.ofNullable(row.getString("line_faults")).map(json::parse),
                Optional.ofNullable(row.getString("order_number")));
    }
}
