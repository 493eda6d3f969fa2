package io.crossdock.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two hubs on one database; one is killed in the middle of a fact, of a call, and of an answer. */
class TwoProcessesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Between rounds of orders: long enough for idle processes to have the same chance at the next one. */
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final int KEYS = 20;

    private int steps;

    @Test
    void twoProcessesShareTheWorkAndTheDeathOfOneLosesAndDoublesNothing() {
        try (SharedPostgres.Database database = TestDatabase.migrated();
                TestHub writer = TestHub.on(database, Clock.systemUTC()).open()) {
            LedgerNode.prepare(writer.jdbc());
            try (ChildJvm doomed = node(database, "one", "doomed"); ChildJvm well = node(database, "two", "well")) {
                await("the doomed process is stuck in three places").atMost(PATIENCE).pollInterval(PAUSE).until(() -> {
                    if (mostIsDone(writer)) {
                        accept(writer);
                    }
                    return count(writer, "public.stuck") == 3;
                });
                doomed.kill();
                await("the database has done what it was told last").atMost(PATIENCE).until(() -> count(writer,
                        "pg_stat_activity WHERE datname = current_database() AND application_name = 'one'") == 0);
                writer.jdbc().sql("""
                        UPDATE effects.effect SET lease_until = now() WHERE state = 'sending' AND worker LIKE 'one-%'
                        """).update();
                accept(writer);
                await("everything is closed").atMost(PATIENCE)
                        .until(() -> handled(writer, "closing").size() == KEYS * steps);
                assertThat(well.isAlive()).as(well.output()).isTrue();
            }
            assertThat(writer.jdbc().sql("SELECT DISTINCT node FROM public.handled").query(String.class).list())
                    .as("both have handled facts").containsExactlyInAnyOrder("one", "two");
            assertThat(writer.jdbc().sql("SELECT DISTINCT node FROM public.books").query(String.class).list())
                    .as("both have posted").containsExactlyInAnyOrder("one", "two");
            assertOnceAndInOrder(handled(writer, "posting"));
            assertOnceAndInOrder(handled(writer, "closing"));
            assertOnceAndInOrder(writer.jdbc().sql("SELECT key, subject FROM public.books ORDER BY id")
                    .query(Row.class).list());
            assertThat(count(writer, "effects.effect WHERE state <> 'done'")).isZero();
            assertThat(count(writer, "journal.parked")).isZero();
        }
    }

    private static ChildJvm node(SharedPostgres.Database database, String name, String fate) {
        return ChildJvm.start(LedgerNode.class, database.jdbcUrl(), database.username(), database.password(), name,
                fate);
    }

    /** A slow machine is given no more than it can do; what is stuck holds up no more than its key. */
    private boolean mostIsDone(TestHub writer) {
        int waiting = count(writer, "(SELECT DISTINCT ordering_key FROM effects.effect WHERE state = 'ready') waiting");
        return handled(writer, "posting").size() >= KEYS * (steps - 1) && waiting <= KEYS / 2;
    }

    /** One more order for every key. */
    private void accept(TestHub writer) {
        int step = steps++;
        for (int key = 0; key < KEYS; key++) {
            String name = "K" + key;
            writer.inTransaction(() -> writer.get(Journal.class).append(new NewFact("order.accepted",
                    name + "-" + step, name, Origin.start("story-" + name, "test"), 1, Map.of())));
        }
    }

    record Row(String key, String subject) {
    }

    private static List<Row> handled(TestHub hub, String subscription) {
        return hub.jdbc().sql("SELECT key, subject FROM public.handled WHERE subscription = :name ORDER BY id")
                .param("name", subscription).query(Row.class).list();
    }

    private static int count(TestHub hub, String table) {
        return hub.jdbc().sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    private void assertOnceAndInOrder(List<Row> rows) {
        assertThat(rows).hasSize(KEYS * steps);
        for (int key = 0; key < KEYS; key++) {
            String name = "K" + key;
            assertThat(rows).filteredOn(row -> row.key().equals(name)).extracting(Row::subject)
                    .containsExactlyElementsOf(IntStream.range(0, steps).mapToObj(s -> name + "-" + s).toList());
        }
    }
}
