package io.crossdock.process.promising;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.json.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ListedStore {

    private static final String LISTED = """
            SELECT channel, sku, unit, available, dates, version, changed_at FROM promising.listed
            """;

    private final JdbcClient jdbc;
    private final Json json;

    ListedStore(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Until the transaction ends nobody else writes; false when somebody does. */
    boolean alone() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('promising.listed', 7))")
                .query(Boolean.class).single();
    }

    List<Listed> newerThan(long version) {
        return jdbc.sql(LISTED + " WHERE version > :version").param("version", version).query(this::listed).list();
    }

    List<Listed> page(Channel channel, long version, int limit) {
        return jdbc.sql(LISTED + " WHERE channel = :channel AND version > :version ORDER BY version LIMIT :limit")
                .param("channel", channel.label()).param("version", version).param("limit", limit)
                .query(this::listed).list();
    }

    /** The version of the last change there is. */
    long last() {
        return jdbc.sql("SELECT coalesce(max(version), 0) FROM promising.listed").query(Long.class).single();
    }

    private record Row(String channel, Sku sku, Unit unit, BigDecimal available, List<Offer.Total> dates) {
    }

    void write(List<Listed> changed, Instant now) {
        jdbc.sql("""
                INSERT INTO promising.listed (channel, sku, unit, available, dates, version, changed_at)
                SELECT channel, sku, unit, available, dates, nextval('promising.listed_version'), :now
                  FROM json_to_recordset(:rows::json)
                    AS r(channel text, sku text, unit text, available numeric, dates jsonb)
                ON CONFLICT (channel, sku) DO UPDATE
                   SET unit = excluded.unit, available = excluded.available, dates = excluded.dates,
                       version = excluded.version, changed_at = excluded.changed_at
                """)
                .param("rows", json.rows(changed.stream().map(each -> new Row(each.channel().label(), each.sku(),
                        each.unit(), each.available(), each.dates())).toList()))
                .param("now", Timestamp.from(now)).update();
    }

    private Listed listed(ResultSet row, int number) throws SQLException {
        return new Listed(Channel.parse(row.getString("channel")).orElseThrow(), new Sku(row.getString("sku")),
                Unit.of(row.getString("unit")), row.getBigDecimal("available"),
                Arrays.asList(json.read(row.getString("dates"), Offer.Total[].class)), row.getLong("version"),
                row.getTimestamp("changed_at").toInstant());
    }
}
