package io.crossdock.testing;

import io.crossdock.postgres.SharedPostgres;
import org.flywaydb.core.Flyway;

/** Databases with all of the hub's tables: migrated once per JVM, then copied for whoever asks. */
public final class TestDatabase {

    private static final String TEMPLATE = "hub_template";

    private TestDatabase() {
    }

    /** A database of the caller's own, migrated and empty. */
    public static SharedPostgres.Database migrated() {
        return SharedPostgres.database(Template.NAME);
    }

    /** The class loader's once-only initialisation is the lock. */
    private static final class Template {

        static final String NAME = migrate();

        private static String migrate() {
            var server = SharedPostgres.server();
            server.createDatabase(TEMPLATE);
            Flyway.configure()
                    .dataSource(server.jdbcUrl(TEMPLATE), server.username(), server.password())
                    .locations("classpath:db/migration")
                    .validateMigrationNaming(true)
                    .load().migrate();
            return TEMPLATE;
        }
    }
}
