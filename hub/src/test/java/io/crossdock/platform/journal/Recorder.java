package io.crossdock.platform.journal;

import io.crossdock.testing.TestHub;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A subscription that writes down what it sees, in the transaction of its cursor. */
final class Recorder implements FactHandler {

    private final String name;
    private final Set<String> types;
    private final JdbcClient jdbc;
    private volatile Consumer<Fact> after = fact -> { };
    private volatile String last = "";

    Recorder(String name, Set<String> types, TestHub hub) {
        this.name = name;
        this.types = types;
        this.jdbc = hub.jdbc();
    }

    static void prepare(TestHub hub) {
        hub.jdbc().sql("""
                CREATE TABLE IF NOT EXISTS public.seen (
                    id bigserial PRIMARY KEY, subscription text, position bigint, key text, subject text)
                """).update();
    }

    record Seen(long position, String key, String subject) {
    }

    /** In the order in which they were handled. */
    static List<Seen> seen(TestHub hub, String subscription) {
        return hub.jdbc().sql("SELECT position, key, subject FROM public.seen WHERE subscription = :name ORDER BY id")
                .param("name", subscription).query(Seen.class).list();
    }

    List<String> subjects(TestHub hub) {
        return seen(hub, name).stream().map(Seen::subject).toList();
    }

    /** What happens after a fact is written down, in the same transaction; may throw. */
    void then(Consumer<Fact> work) {
        after = work;
    }

    /** Facts of this subject end their batch. */
    void endsWith(String subject) {
        last = subject;
    }

    @Override
    public boolean endsBatch(Fact fact) {
        return fact.subject().equals(last);
    }

    @Override
    public String subscription() {
        return name;
    }

    @Override
    public Set<String> types() {
        return types;
    }

    @Override
    public void handle(Fact fact) {
        jdbc.sql("INSERT INTO public.seen (subscription, position, key, subject) VALUES (:name, :position, :key, :subject)")
                .param("name", name).param("position", fact.position()).param("key", fact.key())
                .param("subject", fact.subject()).update();
        after.accept(fact);
    }
}
