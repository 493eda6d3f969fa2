package io.crossdock.experience.edi.advice;

import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.experience.edi.advice.AdviceLines.Changes;
import io.crossdock.experience.edi.advice.AdviceLines.Name;
import io.crossdock.experience.edi.advice.AdviceLines.Told;
import io.crossdock.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository("edi-inventory-advice")
class AdviceStore {

    private final JdbcClient jdbc;
    private final Json json;

    AdviceStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Gives the next number to one asker, if an advice is due. A full one is due whatever happened to the one before;
     * changes are not asked for while an advice is still to be written.
     *
     * @param fullSince    a full one that was asked for earlier no longer counts
     * @param changesSince changes are due when nothing was asked for since
     */
    Optional<Due> ask(String partner, Instant now, Instant fullSince, Instant changesSince) {
        return jdbc.sql("""
                INSERT INTO edi.inventory_advice AS a (partner, asked, done, asked_at, full_at)
                VALUES (:partner, 1, 0, :now, :now)
                ON CONFLICT (partner) DO UPDATE
                   SET asked = a.asked + 1, asked_at = :now,
                       full_at = CASE WHEN a.full_at < :fullSince THEN :now ELSE a.full_at END
                 WHERE a.full_at < :fullSince OR (a.asked = a.done AND a.asked_at <= :changesSince)
                RETURNING asked, full_at = asked_at AS complete
                """)
                .param("partner", partner).param("now", Timestamp.from(now))
                .param("fullSince", Timestamp.from(fullSince)).param("changesSince", Timestamp.from(changesSince))
                .query((row, n) -> new Due(partner, row.getLong("asked"),
                        row.getBoolean("complete") ? Due.Extent.FULL : Due.Extent.CHANGES)).optional();
    }

    /** Settles an advice as part of the running transaction; false when it, or a later one, was settled before. */
    boolean settle(Due due) {
        return jdbc.sql("UPDATE edi.inventory_advice SET done = :number WHERE partner = :partner AND done < :number")
                .param("partner", due.partner()).param("number", due.number()).update() == 1;
    }

    /** What a partner knows. */
    Map<Name, Told> told(String partner) {
        Map<Name, Told> told = new HashMap<>();
        jdbc.sql("SELECT scheme, name, sku, unit, said FROM edi.inventory_told WHERE partner = :partner")
                .param("partner", partner).query(row -> {
                    told.put(name(row), new Told(new Sku(row.getString("sku")), Unit.of(row.getString("unit")),
                            row.getString("said")));
                });
        return told;
    }

    private static Name name(ResultSet row) throws SQLException {
        return new Name(AdviceLines.Scheme.valueOf(row.getString("scheme").toUpperCase(Locale.ROOT)),
                row.getString("name"));
    }

    private record Row(String scheme, String name, Sku sku, Unit unit, String said) {
    }

    void tell(String partner, Changes changes) {
        jdbc.sql("""
                INSERT INTO edi.inventory_told (partner, scheme, name, sku, unit, said)
                SELECT :partner, scheme, name, sku, unit, said
                  FROM json_to_recordset(:rows::json) AS r(scheme text, name text, sku text, unit text, said text)
                ON CONFLICT (partner, scheme, name) DO UPDATE
                   SET sku = excluded.sku, unit = excluded.unit, said = excluded.said
                """)
                .param("partner", partner).param("rows", json.rows(changes.told().entrySet().stream().map(each ->
                        new Row(each.getKey().scheme().label(), each.getKey().text(), each.getValue().sku(),
                                each.getValue().unit(), each.getValue().said())).toList())).update();
        jdbc.sql("""
                DELETE FROM edi.inventory_told t
                 USING json_to_recordset(:rows::json) AS r(scheme text, text text)
                 WHERE t.partner = :partner AND t.scheme = r.scheme AND t.name = r.text
                """)
                .param("partner", partner).param("rows", json.rows(changes.gone().stream()
                        .map(name -> Map.of("scheme", name.scheme().label(), "text", name.text())).toList())).update();
    }
}
