package io.crossdock.testing;

import io.crossdock.postgres.SharedPostgres;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a database looks like that nobody has used yet.
 *
 * @param shape     of its tables, columns, constraints, triggers and functions
 * @param rows      by table, as JSON, where the migrations left any
 * @param sequences where they stand
 */
record Unused(String shape, Map<String, String> rows, List<Sequence> sequences) {

    /** Rows of the past keep their place on disk until they are swept; who has left many is not worth the sweeping. */
    private static final long BYTES_MOST = 4_000_000;

    record Sequence(String name, long value, boolean called) {
    }

    private record Table(String name, long bytes) {
    }

    static Unused seenIn(String jdbcUrl) {
        return connected(jdbcUrl, jdbc -> new Unused(shape(jdbc),
                tables(jdbc).stream().map(Table::name).filter(name -> jdbc.sql("SELECT count(*) FROM " + name)
                        .query(Long.class).single() > 0).collect(Collectors.toMap(Function.identity(), name ->
                        jdbc.sql("SELECT json_agg(t) FROM " + name + " t").query(String.class).single())),
                jdbc.sql("""
                        SELECT format('%I.%I', schemaname, sequencename) AS name, coalesce(last_value, start_value) AS value,
                               last_value IS NOT NULL AS called
                          FROM pg_sequences
                        """).query(Sequence.class).list()));
    }

    /** A used database, empty again under another name; none where it was dropped, since it is not as it was. */
    Optional<SharedPostgres.Database> again(SharedPostgres.Database used) {
        SharedPostgres.Database again = SharedPostgres.named(used.end());
        try {
            rename(used.name(), again.name());
            if (connected(again.jdbcUrl(), this::emptied)) {
                return Optional.of(again);
            }
        } catch (DataAccessException inUse) {
            // Whoever holds on to it does not get what the next one does.
            used.drop();
        }
        again.drop();
        return Optional.empty();
    }

    /** Nobody who knew it under its old name finds it again. */
    private static void rename(String from, String to) {
        connected(SharedPostgres.server().jdbcUrl("postgres"), jdbc -> {
            jdbc.sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = :name")
                    .param("name", from).query(Boolean.class).list();
            return jdbc.sql("ALTER DATABASE " + from + " RENAME TO " + to).update();
        });
    }

    private boolean emptied(JdbcClient jdbc) {
        List<Table> tables = tables(jdbc);
        if (tables.stream().mapToLong(Table::bytes).sum() > BYTES_MOST || !shape(jdbc).equals(shape)) {
            return false;
        }
        StringBuilder all = new StringBuilder("SET session_replication_role = replica;\n");
        tables.forEach(table -> all.append("DELETE FROM ").append(table.name()).append(";\n"));
        jdbc.sql(all.toString()).update();
        rows.forEach((table, kept) -> jdbc.sql("INSERT INTO " + table + " OVERRIDING SYSTEM VALUE "
                + "SELECT * FROM json_populate_recordset(NULL::" + table + ", :rows::json)").param("rows", kept).update());
        sequences.forEach(each -> jdbc.sql("SELECT setval(:name::regclass, :value, :called)").paramSource(each)
                .query(Long.class).single());
        return true;
    }

    private static List<Table> tables(JdbcClient jdbc) {
        return jdbc.sql("""
                SELECT oid::regclass::text AS name, pg_relation_size(oid) AS bytes FROM pg_class
                 WHERE relkind = 'r' AND oid >= 16384 AND relname <> 'flyway_schema_history'
                """).query(Table.class).list();
    }

    private static String shape(JdbcClient jdbc) {
        return jdbc.sql("""
                SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
                       SELECT concat(oid, relname, relkind, reloptions) FROM pg_class WHERE oid >= 16384
                       UNION ALL SELECT concat(attrelid, attnum, attname, atttypid, attnotnull, atthasdef)
                         FROM pg_attribute WHERE attrelid >= 16384
                       UNION ALL SELECT concat(oid, convalidated, pg_get_constraintdef(oid)) FROM pg_constraint
                        WHERE oid >= 16384
                       UNION ALL SELECT concat(oid, tgname, tgenabled) FROM pg_trigger
                       UNION ALL SELECT concat(oid, proname, prosrc) FROM pg_proc WHERE oid >= 16384) AS parts (part)
                """).query(String.class).single();
    }

    private static <T> T connected(String jdbcUrl, Function<JdbcClient, T> work) {
        var server = SharedPostgres.server();
        SingleConnectionDataSource one = new SingleConnectionDataSource(jdbcUrl, server.username(), server.password(), true);
        try {
            return work.apply(JdbcClient.create(one));
        } finally {
            one.destroy();
        }
    }
}
