package io.crossdock.platform;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.LaneSettings;
import io.crossdock.platform.effects.Lanes;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.testing.ChildJvm;
import io.crossdock.testing.TestHub;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One process of a small hub: orders are posted to an ERP by effects, and closed when they are. The ERP keeps its
 * books in a table of its own, over connections of its own. A doomed process gets stuck in the middle of things, so
 * that whoever kills it kills it there.
 */
final class LedgerNode {

    static final String ERP = "erp";
    /** Whoever kills it ends its leases by hand; a slow machine does not. */
    private static final LaneSettings LANE = new LaneSettings(6, BigDecimal.ZERO, 20, Duration.ofMillis(10),
            Duration.ofMillis(100), 1000, Duration.ofMillis(10), Duration.ofMinutes(5), Duration.ofMillis(10));

    private LedgerNode() {
    }

    static void prepare(JdbcClient jdbc) {
        jdbc.sql("CREATE TABLE public.handled (id bigserial, subscription text, key text, subject text, node text)")
                .update();
        jdbc.sql("CREATE TABLE public.books (id bigserial, key text, subject text, node text)").update();
        jdbc.sql("CREATE TABLE public.stuck (what text, subject text)").update();
    }

    /** @param arguments JDBC address, user, password, name of the node, "doomed" or "well" */
    public static void main(String[] arguments) throws InterruptedException {
        ChildJvm.endWithParent();
        String user = arguments[1];
        String password = arguments[2];
        String node = arguments[3];
        // So that the database can tell which of its connections are those of this process.
        String url = arguments[0] + "?ApplicationName=" + node;
        JdbcClient outside = JdbcClient.create(new DriverManagerDataSource(url, user, password));
        Doom doom = new Doom(outside, node, arguments[4].equals("doomed"), new AtomicInteger());
        TestHub hub = TestHub.on(url, user, password, Clock.systemUTC())
                .with(Lanes.class, () -> Map.of(ERP, LANE))
                .with(Books.class, new Books(outside, node, doom))
                .with(Doom.class, doom)
                .with(Posting.class, Closing.class)
                .property("crossdock.node", node)
                .open();
        hub.start();
        new CountDownLatch(1).await();
    }

    /**
     * What gets a doomed process stuck: first its fourth and fifth call, then the next fact after one that it has handled. The
     * fact comes last because a process that holds cursors asks for no effects, and one that asks for none is seldom the first
     * to take them. It tells the test over connections that take no part in the hub's transactions.
     */
    record Doom(JdbcClient outside, String node, boolean doomed, AtomicInteger calls) {

        private static final int BEFORE = 4;
        private static final int AFTER = 5;

        int called() {
            return calls.incrementAndGet();
        }

        void before(int call, String subject) {
            if (doomed && call == BEFORE) {
                stuck("before the work", subject);
            }
        }

        void after(int call, String subject) {
            if (doomed && call == AFTER) {
                stuck("after the work", subject);
            }
        }

        void handled(String subject) {
            if (doomed && calls.get() >= AFTER && hasHandled()) {
                stuck("in a subscription", subject);
            }
        }

        /** What is not committed yet does not count: it will be undone. */
        private boolean hasHandled() {
            return outside.sql("SELECT EXISTS (SELECT FROM public.handled WHERE node = :node)").param("node", node)
                    .query(Boolean.class).single();
        }

        /** Never returns. */
        private void stuck(String what, String subject) {
            outside.sql("INSERT INTO public.stuck VALUES (:what, :subject)")
                    .param("what", what).param("subject", subject).update();
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.yield();
                }
            }
        }
    }

    private record Handled(JdbcClient jdbc, String node) {

        void write(String subscription, Fact fact) {
            jdbc.sql("""
                    INSERT INTO public.handled (subscription, key, subject, node) VALUES (:name, :key, :subject, :node)
                    """)
                    .param("name", subscription).param("key", fact.key()).param("subject", fact.subject())
                    .param("node", node).update();
        }
    }

    /** Asks for an order to be posted. */
    static final class Posting implements FactHandler {

        private final Handled handled;
        private final Effects effects;
        private final Doom doom;

        Posting(JdbcClient jdbc, Effects effects, Doom doom, @Value("${crossdock.node}") String node) {
            this.handled = new Handled(jdbc, node);
            this.effects = effects;
            this.doom = doom;
        }

        @Override
        public String subscription() {
            return "posting";
        }

        @Override
        public Set<String> types() {
            return Set.of("order.accepted");
        }

        @Override
        public void handle(Fact fact) {
            handled.write(subscription(), fact);
            effects.request(List.of(new NewEffect(ERP, "order.post", fact.subject(), fact.key(), Tier.CRITICAL,
                    fact.cause("hub"), Map.of("order", fact.subject()))));
            doom.handled(fact.subject());
        }
    }

    /** Closes what is posted. */
    static final class Closing implements FactHandler {

        private final Handled handled;

        Closing(JdbcClient jdbc, @Value("${crossdock.node}") String node) {
            this.handled = new Handled(jdbc, node);
        }

        @Override
        public String subscription() {
            return "closing";
        }

        @Override
        public Set<String> types() {
            return Set.of(EffectFact.DONE);
        }

        @Override
        public void handle(Fact fact) {
            handled.write(subscription(), fact);
        }
    }

    /** The ERP: it does not mind doing the same thing twice, but it can be asked. */
    static final class Books implements EffectExecutor {

        private final JdbcClient jdbc;
        private final String node;
        private final Doom doom;

        Books(JdbcClient jdbc, String node, Doom doom) {
            this.jdbc = jdbc;
            this.node = node;
            this.doom = doom;
        }

        @Override
        public String kind() {
            return "order.post";
        }

        @Override
        public Promise promise(String target) {
            return Promise.LOOKUP;
        }

        @Override
        public Outcome execute(Effect effect) {
            int call = doom.called();
            doom.before(call, effect.businessKey());
            jdbc.sql("INSERT INTO public.books (key, subject, node) VALUES (:key, :subject, :node)")
                    .param("key", effect.orderingKey()).param("subject", effect.businessKey()).param("node", node)
                    .update();
            doom.after(call, effect.businessKey());
            return new Outcome.Done("E-" + effect.businessKey(), JsonNodeFactory.instance.objectNode());
        }

        @Override
        public Sighting lookup(Effect effect) {
            int times = jdbc.sql("SELECT count(*) FROM public.books WHERE subject = :subject")
                    .param("subject", effect.businessKey()).query(Integer.class).single();
            return times == 0 ? new Sighting.Absent()
                    : new Sighting.Found("E-" + effect.businessKey(), JsonNodeFactory.instance.objectNode());
        }
    }
}
