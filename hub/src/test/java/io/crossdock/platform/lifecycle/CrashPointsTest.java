package io.crossdock.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** That it dies is seen by the drill {@code hub-killed}; here it must live. */
class CrashPointsTest {

    @ParameterizedTest
    @EnumSource(CrashPoints.Point.class)
    void nothingHappensUnlessADrillSaysSo(CrashPoints.Point point) {
        CrashPoints none = new CrashPoints("");
        assertThatCode(() -> {
            for (int i = 0; i < 1000; i++) {
                none.reach(point);
            }
        }).doesNotThrowAnyException();
    }

    @Test
    void anotherPlaceAndAnEarlierPassageDoNotCount() {
        CrashPoints last = new CrashPoints("after-call:3");
        assertThatCode(() -> {
            for (int i = 0; i < 10; i++) {
                last.reach(CrashPoints.Point.BEFORE_CALL);
            }
            for (int i = 0; i < 3; i++) {
                last.reach(CrashPoints.Point.AFTER_CALL);
            }
        }).doesNotThrowAnyException();
    }

    @Test
    void atEachCommitThatWroteSomethingItMayDie() {
        try (SharedPostgres.Database database = TestDatabase.migrated()) {
            DataSource source = new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
            JdbcTransactionManager manager = new JdbcTransactionManager(source);
            AtomicInteger deaths = new AtomicInteger();
            CrashPoints points = new CrashPoints("after-commit:1", deaths::incrementAndGet);
            manager.setTransactionExecutionListeners(List.of(new CrashAtCommit(points, source)));
            TransactionTemplate transaction = new TransactionTemplate(manager);
            JdbcClient jdbc = JdbcClient.create(source);
            jdbc.sql("CREATE TABLE public.kept (n int)").update();

            for (int i = 0; i < 5; i++) {
                transaction.execute(status -> jdbc.sql("SELECT count(*) FROM public.kept").query(Long.class).single());
            }
            transaction.execute(status -> jdbc.sql("INSERT INTO public.kept VALUES (1)").update());
            assertThat(deaths).hasValue(0);
            transaction.execute(status -> jdbc.sql("INSERT INTO public.kept VALUES (2)").update());
            assertThat(deaths).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-cal:3", "after-call", "after-call:x", "after-call:-1", ":", "after-call:1:2"})
    void aPlaceThatDoesNotExistKeepsTheHubFromStarting(String crash) {
        assertThatThrownBy(() -> new CrashPoints(crash)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crossdock.drills.crash");
    }
}
