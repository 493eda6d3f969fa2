package io.crossdock.platform.lifecycle;

import io.crossdock.platform.lifecycle.CrashPoints.Point;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * The places around every commit, for drills: all that the hub keeps, it keeps in a transaction. Those that wrote nothing do
 * not count, for most are polls.
 */
@Component
@ConditionalOnProperty("crossdock.drills.crash")
class CrashAtCommit implements TransactionExecutionListener {

    private static final Set<Point> PLACES = Set.of(Point.BEFORE_COMMIT, Point.AFTER_COMMIT);

    private final CrashPoints crashPoints;
    private final DataSource dataSource;
    private final boolean drill;
    private final ThreadLocal<Boolean> wrote = ThreadLocal.withInitial(() -> false);

    CrashAtCommit(CrashPoints crashPoints, DataSource dataSource) {
        this.crashPoints = crashPoints;
        this.dataSource = dataSource;
        this.drill = crashPoints.waitsFor(PLACES);
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        if (drill) {
            wrote.set(hasWritten());
            reach(Point.BEFORE_COMMIT);
        }
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (drill && failure == null) {
            reach(Point.AFTER_COMMIT);
        }
    }

    private void reach(Point point) {
        if (wrote.get()) {
            crashPoints.reach(point);
        }
    }

    /** PostgreSQL gives a transaction its number with its first write. */
    private boolean hasWritten() {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (Statement statement = connection.createStatement();
                ResultSet number = statement.executeQuery("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")) {
            return number.next() && number.getBoolean(1);
        } catch (SQLException broken) {
            // What cannot be asked will not be kept either: its commit fails by itself.
            return false;
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
