package io.crossdock.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.postgres.SharedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Whoever asks for a database finds it as if nobody had used it before. */
class TestDatabaseTest {

    private static JdbcClient jdbc(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    private static Connection connected(SharedPostgres.Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    private static void nobodyHasUsed(SharedPostgres.Database database) throws SQLException {
        try (Connection connection = connected(database)) {
            JdbcClient jdbc = jdbc(connection);
            assertThat(jdbc.sql("SELECT count(*) FROM series.series").query(Long.class).single()).isZero();
            assertThat(jdbc.sql("SELECT count(*) FROM alerts.watch WHERE due_at = 'epoch'").query(Long.class).single())
                    .as("what the migrations wrote").isEqualTo(1);
            assertThat(jdbc.sql("SELECT nextval('journal.fact_position')").query(Long.class).single()).isEqualTo(1);
            assertThat(jdbc.sql("SELECT nextval('effects.effect_seq')").query(Long.class).single()).isEqualTo(1);
        }
    }

    @Test
    void whatOneHasWrittenTheNextDoesNotFind() throws SQLException {
        SharedPostgres.Database first = TestDatabase.migrated();
        nobodyHasUsed(first);
        Connection left = connected(first);
        jdbc(left).sql("UPDATE alerts.watch SET due_at = now()").update();
        jdbc(left).sql("INSERT INTO series.series VALUES ('order', 7)").update();

        first.close();

        SharedPostgres.Database second = TestDatabase.migrated();
        nobodyHasUsed(second);
        assertThat(second.name()).isNotEqualTo(first.name());
        assertThatThrownBy(() -> jdbc(left).sql("SELECT 1").query(Long.class).single()).as("who was there before is out")
                .isNotNull();
        assertThatThrownBy(() -> connected(first)).isInstanceOf(SQLException.class);
        first.close();
        nobodyHasUsed(TestDatabase.migrated());
        second.close();
    }

    @Test
    void whatIsNotAsItWasIsNotUsedAgain() throws SQLException {
        SharedPostgres.Database changed = TestDatabase.migrated();
        try (Connection connection = connected(changed)) {
            jdbc(connection).sql("ALTER TABLE credit.reservation RENAME COLUMN amount TO sum").update();
        }
        changed.close();

        SharedPostgres.Database next = TestDatabase.migrated();
        try (Connection connection = connected(next)) {
            assertThat(jdbc(connection).sql("SELECT count(amount) FROM credit.reservation").query(Long.class).single())
                    .isZero();
        }
        next.close();
    }
}
