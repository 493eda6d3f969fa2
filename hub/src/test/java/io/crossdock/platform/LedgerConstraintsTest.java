package io.crossdock.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** Wrong rows are refused by the database itself, whoever writes them. Values are SQL expressions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerConstraintsTest {

    private static final String FACT = "journal.fact";
    private static final String CURSOR = "journal.cursor";
    private static final String PARKED = "journal.parked";
    private static final String MESSAGE = "inbox.message";
    private static final String CONFLICT = "inbox.conflict";
    private static final String EFFECT = "effects.effect";
    private static final String ATTEMPT = "effects.attempt";
    private static final String DOCUMENT = "effects.document";
    private static final String LANE = "effects.lane";
    private static final String FORECAST = "effects.forecast";
    private static final String SERIES = "series.series";
    private static final String ID = "'00000000-0000-7000-8000-000000000001'";
    private static final String DIGEST = "sha256('x')";

    /** One right row per table; those of one ledger refer to each other in this order. */
    private static final Map<String, Map<String, String>> RIGHT = rightRows();

    private SharedPostgres.Database database;
    private TestHub hub;

    @BeforeAll
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database, SettableClock.standing()).open();
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private static Map<String, Map<String, String>> rightRows() {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        rows.put(FACT, row("position", "10", "type", "'order.accepted'", "subject", "'SO-1'", "time", "now()",
                "ordering_key", "'SO-1'", "partition", "3", "correlation", "'c'", "causation", "9", "actor", "'hub'",
                "version", "1", "data", "'{}'"));
        rows.put(CURSOR, row("subscription", "'s'", "partition", "0", "position", "0", "moved_at", "now()"));
        rows.put(PARKED, row("subscription", "'s'", "position", "10", "partition", "3", "ordering_key", "'SO-1'",
                "code", "'fault'", "reason", "'r'", "attempts", "1", "parked_at", "now()"));
        rows.put(MESSAGE, row("id", ID, "source", "'wms'", "dedupe_key", "'1'", "digest", DIGEST,
                "content_type", "'text/plain'", "payload", "'x'", "received_at", "now()", "correlation", "'c'",
                "actor", "'hub'", "state", "'received'"));
        rows.put(CONFLICT, row("id", ID, "message_id", ID, "digest", DIGEST, "payload", "'x'",
                "received_at", "now()", "actor", "'hub'"));
        rows.put(EFFECT, row("id", ID, "target", "'erp'", "kind", "'order.post'", "business_key", "'SO-1'",
                "ordering_key", "'SO-1'", "tier", "1", "origin", "1", "state", "'ready'", "request", "'{}'",
                "next_attempt_at", "now()", "correlation", "'c'", "actor", "'hub'", "created_at", "now()"));
        rows.put(ATTEMPT, row("effect_id", ID, "number", "1", "action", "'send'", "started_at", "now()",
                "ended_at", "now()", "outcome", "'done'", "detail", "''", "worker", "'w'"));
        rows.put(DOCUMENT, row("effect_id", ID, "reference", "'E-1'", "standing", "'candidate'", "seen_at", "now()"));
        rows.put(LANE, row("target", "'erp'", "tokens", "0", "refilled_at", "now()"));
        rows.put(FORECAST, row("target", "'erp'", "made_at", "now()", "backlog", "1", "up_to_seq", "1", "per_minute", "2",
                "basis", "'seen'", "drains_at", "now()"));
        rows.put(SERIES, row("name", "'order'", "next_value", "1"));
        return rows;
    }

    private static Map<String, String> row(String... columnsAndValues) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.put(columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return row;
    }

    static Stream<Arguments> wrongRows() {
        List<Arguments> wrong = new ArrayList<>();
        wrong.add(wrong(DOCUMENT, "reference", "''"));
        wrong.add(wrong(DOCUMENT, "standing", "'mine'"));
        wrong.add(wrong(DOCUMENT, "standing", "'undone'"));
        wrong.add(wrong(DOCUMENT, "decided_by", "'user:ann'"));
        for (String column : List.of("subject", "ordering_key", "correlation", "actor")) {
            wrong.add(wrong(FACT, column, "''"));
            wrong.add(wrong(FACT, column, "NULL"));
        }
        wrong.add(wrong(FACT, "type", "'Order.Accepted'"));
        wrong.add(wrong(FACT, "type", "'accepted'"));
        wrong.add(wrong(FACT, "type", "'order.'"));
        wrong.add(wrong(FACT, "partition", "16"));
        wrong.add(wrong(FACT, "partition", "-1"));
        wrong.add(wrong(FACT, "causation", "10"));
        wrong.add(wrong(FACT, "version", "0"));
        wrong.add(wrong(FACT, "data", "'[]'"));
        wrong.add(wrong(FACT, "time", "NULL"));
        wrong.add(wrong(CURSOR, "partition", "16"));
        wrong.add(wrong(CURSOR, "position", "-1"));
        wrong.add(wrong(PARKED, "position", "11"));
        wrong.add(wrong(PARKED, "attempts", "-1"));
        wrong.add(wrong(PARKED, "code", "NULL"));
        wrong.add(wrong(MESSAGE, "source", "''"));
        wrong.add(wrong(MESSAGE, "dedupe_key", "''"));
        wrong.add(wrong(MESSAGE, "digest", "'short'"));
        wrong.add(wrong(MESSAGE, "state", "'lost'"));
        wrong.add(wrong(MESSAGE, "state", "'digested'"));
        wrong.add(wrong(MESSAGE, "settled_at", "now()"));
        wrong.add(wrong(MESSAGE, "payload", "NULL"));
        wrong.add(wrong(CONFLICT, "message_id", "'00000000-0000-7000-8000-000000000002'"));
        wrong.add(wrong(CONFLICT, "digest", "'short'"));
        wrong.addAll(wrongEffects());
        wrong.add(wrong(ATTEMPT, "number", "0"));
        wrong.add(wrong(ATTEMPT, "action", "'guess'"));
        wrong.add(wrong(ATTEMPT, "effect_id", "'00000000-0000-7000-8000-000000000002'"));
        wrong.add(wrong(LANE, "tokens", "-1"));
        wrong.add(wrong(LANE, "consecutive_failures", "-1"));
        wrong.add(wrong(FORECAST, "backlog", "0"));
        wrong.add(wrong(FORECAST, "per_minute", "0"));
        wrong.add(wrong(FORECAST, "basis", "'guessed'"));
        wrong.add(wrong(FORECAST, "drains_at", "made_at - interval '1 s'"));
        wrong.add(wrong(SERIES, "next_value", "0"));
        return wrong.stream();
    }

    private static List<Arguments> wrongEffects() {
        String leased = ", lease_until = now(), worker = 'w', leased_at = now()";
        return List.of(
                wrong(EFFECT, "target", "''"), wrong(EFFECT, "kind", "'post'"), wrong(EFFECT, "kind", "'order.'"),
                wrong(EFFECT, "business_key", "''"), wrong(EFFECT, "ordering_key", "''"),
                wrong(EFFECT, "tier", "0"), wrong(EFFECT, "tier", "4"), wrong(EFFECT, "origin", "4"),
                wrong(EFFECT, "attempts", "-1"), wrong(EFFECT, "lookups", "-1"),
                wrong(EFFECT, "state", "'maybe'"),
                // on its way, but in nobody's hands
                wrong(EFFECT, "state", "'sending'"),
                // in somebody's hands, but not on its way
                wrong(EFFECT, "state", "'ready'" + leased), wrong(EFFECT, "state", "'done', reference = 'E'" + leased),
                wrong(EFFECT, "worker", "'w'"), wrong(EFFECT, "lease_until", "now()"),
                wrong(EFFECT, "leased_at", "now()"),
                // finished without an end, or ended without being finished
                wrong(EFFECT, "state", "'done', reference = 'E'"), wrong(EFFECT, "state", "'skipped', reason = 'r'"),
                wrong(EFFECT, "finished_at", "now()"),
                // done without a reference, or in trouble without a reason
                wrong(EFFECT, "state", "'done', finished_at = now()"),
                wrong(EFFECT, "state", "'refused', finished_at = now()"),
                wrong(EFFECT, "state", "'skipped', finished_at = now()"),
                wrong(EFFECT, "state", "'in_doubt'"), wrong(EFFECT, "state", "'parked'"));
    }

    private static Arguments wrong(String table, String column, String value) {
        return Arguments.of(table, column, value);
    }

    @ParameterizedTest(name = "{0} with {1} = {2}")
    @MethodSource("wrongRows")
    void aWrongRowIsRefused(String table, String column, String value) {
        assertThatThrownBy(() -> change(table, column, value)).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void rightRowsAreTaken() {
        assertThatCode(() -> change(SERIES, "next_value", "2")).doesNotThrowAnyException();
        assertThatCode(() -> change(EFFECT, "state",
                "'sending', lease_until = now(), worker = 'w', leased_at = now()")).doesNotThrowAnyException();
        assertThatCode(() -> change(EFFECT, "state", "'done', reference = 'E', finished_at = now()"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} twice")
    @MethodSource("uniqueKeys")
    void noKeyIsTakenTwice(String table, Map<String, String> difference) {
        Map<String, String> second = new LinkedHashMap<>(RIGHT.get(table));
        second.putAll(difference);
        assertThatThrownBy(() -> inPassing(() -> insert(table, second)))
                .isInstanceOf(DuplicateKeyException.class);
    }

    static Stream<Arguments> uniqueKeys() {
        String other = "'00000000-0000-7000-8000-000000000002'";
        return Stream.of(
                Arguments.of(FACT, Map.of("subject", "'SO-2'")),
                Arguments.of(CURSOR, Map.of("position", "7")),
                Arguments.of(PARKED, Map.of("code", "'other'")),
                Arguments.of(MESSAGE, Map.of("id", other)),
                Arguments.of(CONFLICT, Map.of("id", other)),
                Arguments.of(EFFECT, Map.of("id", other)),
                Arguments.of(LANE, Map.of("tokens", "1")),
                Arguments.of(FORECAST, Map.of("backlog", "9")),
                Arguments.of(SERIES, Map.of("next_value", "5")));
    }

    /** Everything that the hub writes is covered here: a table without wrong rows would be a table without checks. */
    @Test
    void everyTableOfTheLedgersIsTried() {
        assertThat(hub.jdbc().sql("""
                SELECT schemaname || '.' || tablename FROM pg_tables
                 WHERE schemaname IN ('journal', 'inbox', 'effects', 'series')
                """).query(String.class).list()).containsExactlyInAnyOrderElementsOf(RIGHT.keySet());
    }

    private void change(String table, String column, String value) {
        inPassing(() -> hub.jdbc().sql("UPDATE " + table + " SET " + column + " = " + value).update());
    }

    /** With all right rows in place, and nothing left afterwards. */
    private void inPassing(Runnable work) {
        hub.get(TransactionTemplate.class).executeWithoutResult(status -> {
            RIGHT.forEach(this::insert);
            work.run();
            status.setRollbackOnly();
        });
    }

    private void insert(String table, Map<String, String> row) {
        hub.jdbc().sql("INSERT INTO " + table + " (" + String.join(", ", row.keySet()) + ") VALUES ("
                + String.join(", ", row.values()) + ")").update();
    }
}
