package io.crossdock.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.lifecycle.CrashPoints;
import io.crossdock.postgres.SharedPostgres;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Some modules of the hub on a database, without HTTP: the ledgers and whatever a test adds. The loops of
 * subscriptions and lanes stand still until {@link #start()}. Two of them on one database are two replicas. What a
 * test adds goes before what the hub has of the same type; there are no lanes unless a test adds some.
 *
 * <pre>{@code
 * try (TestHub hub = TestHub.on(TestDatabase.migrated(), clock)
 *         .scan("io.crossdock.process.ordering").with(Lanes.class, () -> Map.of("erp", LaneSettings.DEFAULT))
 *         .open()) {
 *     hub.inTransaction(() -> hub.get(Ordering.class).accept(order));
 * }
 * }</pre>
 */
public final class TestHub implements AutoCloseable {

    private static final String[] LEDGERS = {"io.crossdock.platform.json", "io.crossdock.platform.journal",
            "io.crossdock.platform.inbox", "io.crossdock.platform.effects", "io.crossdock.platform.series",
            "io.crossdock.platform.tracing", "io.crossdock.platform.maps"};

    private final AnnotationConfigApplicationContext context;

    private TestHub(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    public static Builder on(SharedPostgres.Database database, Clock clock) {
        return on(database.jdbcUrl(), database.username(), database.password(), clock);
    }

    public static Builder on(String jdbcUrl, String username, String password, Clock clock) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(jdbcUrl);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(1);
        return new Builder(pool, clock);
    }

    /** Collects beans; {@link #open()} makes them live. */
    public static final class Builder {

        private final HikariConfig pool;
        private final Clock clock;
        private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        private final List<String> packages = new ArrayList<>(List.of(LEDGERS));
        private UnaryOperator<DataSource> around = UnaryOperator.identity();
        private boolean lanesGiven;

        private Builder(HikariConfig pool, Clock clock) {
            this.pool = pool;
            this.clock = clock;
        }

        /** Adds the components of further packages. */
        public Builder scan(String... more) {
            packages.addAll(List.of(more));
            return this;
        }

        /** Adds components one by one. */
        public Builder with(Class<?>... components) {
            context.register(components);
            return this;
        }

        public <T> Builder with(Class<T> type, T bean) {
            Supplier<T> itself = () -> bean;
            context.registerBean(type.getName() + "-" + context.getBeanDefinitionCount(), type, itself,
                    definition -> definition.setPrimary(true));
            lanesGiven |= type.equals(Lanes.class);
            return this;
        }

        public Builder property(String name, String value) {
            context.getEnvironment().getPropertySources()
                    .addFirst(new MapPropertySource("test:" + name, Map.of(name, value)));
            return this;
        }

        /** Puts something around the pool, for example to count statements. */
        public Builder around(UnaryOperator<DataSource> wrapper) {
            around = wrapper;
            return this;
        }

        public TestHub open() {
            HikariDataSource dataSource = new HikariDataSource(pool);
            context.registerBean("pool", HikariDataSource.class, () -> dataSource,
                    definition -> definition.setAutowireCandidate(false));
            with(DataSource.class, around.apply(dataSource));
            with(Clock.class, clock);
            with(CrashPoints.class, CrashPoints.none());
            if (!lanesGiven) {
                with(Lanes.class, Map::of);
            }
            context.registerBean("lifecycleProcessor", StandingStill.class);
            context.addBeanFactoryPostProcessor(
                    factory -> factory.getBeanDefinition("landscapeLanes").setLazyInit(true));
            context.register(Wiring.class);
            context.register(packages.stream().map(Components::of).flatMap(List::stream).distinct().toArray(Class[]::new));
            context.refresh();
            return new TestHub(context);
        }
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /** All components of a type. */
    public <T> List<T> all(Class<T> type) {
        return context.getBeanProvider(type).stream().toList();
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    public void inTransaction(Runnable work) {
        get(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }

    /**
     * Empties all tables of schemas, and whatever refers to them. The loops must stand still. Rows are deleted one by one,
     * since there are few: a table that is truncated gets new files.
     */
    public void empty(String... schemas) {
        List<String> tables = jdbc().sql("""
                WITH RECURSIVE emptied (id) AS (
                    SELECT oid FROM pg_class WHERE relkind = 'r' AND relname <> 'flyway_schema_history'
                       AND relnamespace::regnamespace::text IN (:schemas)
                     UNION SELECT conrelid FROM pg_constraint JOIN emptied ON id = confrelid WHERE contype = 'f')
                SELECT id::regclass::text FROM emptied
                """)
                .param("schemas", List.of(schemas)).query(String.class).list();
        inTransaction(() -> jdbc().sql("SET LOCAL session_replication_role = replica;\n" + tables.stream()
                .map(table -> "DELETE FROM " + table + ";\n").collect(Collectors.joining())).update());
    }

    /** Starts the loops. */
    public void start() {
        context.start();
    }

    /** Ends the loops gracefully; they can be started again. */
    public void stop() {
        context.stop();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Wiring {

        @Bean
        JdbcClient jdbcClient(DataSource dataSource) {
            return JdbcClient.create(dataSource);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
            return new TransactionTemplate(manager);
        }
    }

    /** Starts nothing by itself. */
    static final class StandingStill extends DefaultLifecycleProcessor {

        @Override
        public void onRefresh() {
            // until start() is called
        }
    }
}
