package io.crossdock.platform.journal;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.lifecycle.CrashPoints;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.support.TransactionTemplate;

/** A journal with a subscription that is told when to look. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SubscriptionBench {

    static final Set<String> TYPES = Set.of("order.accepted", "order.closed");

    final SettableClock clock = SettableClock.standing();
    TestHub hub;
    Journal journal;
    Recorder recorder;
    Subscription subscription;
    private SharedPostgres.Database database;

    @BeforeAll
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database, clock).open();
        journal = hub.get(Journal.class);
        Recorder.prepare(hub);
    }

    @BeforeEach
    void begin() {
        hub.empty("journal", "public");
        recorder = new Recorder("recorder", TYPES, hub);
        subscription = replica(hub, recorder);
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    final Subscription replica(TestHub hub, FactHandler handler) {
        JournalStore store = hub.get(JournalStore.class);
        Subscription replica = new Subscription(handler, new Subscriptions.Ledger(store,
                hub.get(TransactionTemplate.class), CrashPoints.none()), store::safe, clock);
        replica.register();
        return replica;
    }

    final void append(String key, String... subjects) {
        hub.inTransaction(() -> write("order.accepted", key, subjects));
    }

    final void write(String type, String key, String... subjects) {
        for (String subject : subjects) {
            journal.append(new NewFact(type, subject, key, Origin.start("story", "hub"), 1, Map.of()));
        }
    }

    final void run(Subscription subscription) {
        while (subscription.step()) {
            // until there is nothing more to do
        }
    }
}
