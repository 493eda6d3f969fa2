package io.crossdock.testing;

import io.crossdock.postgres.SharedPostgres;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.flywaydb.core.Flyway;

/**
 * Databases with all of the hub's tables: migrated once per JVM, then copied for whoever asks. Copying takes long, so one
 * that is closed goes to the next who asks, emptied and under another name.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "hub_template";
    private static final Queue<SharedPostgres.Database> EMPTIED = new ConcurrentLinkedQueue<>();

    private TestDatabase() {
    }

    /** A database of the caller's own, migrated and empty. */
    public static SharedPostgres.Database migrated() {
        Unused unused = Template.UNUSED;
        SharedPostgres.Database emptied = EMPTIED.poll();
        if (emptied != null) {
            return emptied;
        }
        SharedPostgres.Database copy = SharedPostgres.named(used -> unused.again(used).ifPresent(EMPTIED::add));
        SharedPostgres.server().createDatabase(copy.name(), TEMPLATE);
        return copy;
    }

    /** The class loader's once-only initialisation is the lock. */
    private static final class Template {

        static final Unused UNUSED = migrate();

        private static Unused migrate() {
            var server = SharedPostgres.server();
            server.createDatabase(TEMPLATE);
            Flyway.configure()
                    .dataSource(server.jdbcUrl(TEMPLATE), server.username(), server.password())
                    .locations("classpath:db/migration")
                    .validateMigrationNaming(true)
                    .load().migrate();
            return Unused.seenIn(server.jdbcUrl(TEMPLATE));
        }
    }
}
