package io.crossdock.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.IllegalTransactionStateException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalTest {

    private final SettableClock clock = SettableClock.standing();
    private SharedPostgres.Database database;
    private TestHub hub;
    private Journal journal;

    @BeforeAll
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database, clock).with(io.crossdock.platform.effects.Lanes.class, Map::of).open();
        journal = hub.get(Journal.class);
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void aFactComesBackAsItWasWritten() {
        Origin origin = new Origin("story-1", Optional.empty(), "user:ann", Optional.of("00-aa-bb-01"));
        hub.inTransaction(() -> journal.append(new NewFact("order.accepted", "SO-1", "SO-1", origin, 2,
                Map.of("total", "12.50"))));
        Fact fact = journal.ofKey("SO-1", 0).getFirst();
        assertThat(fact.type()).isEqualTo("order.accepted");
        assertThat(fact.subject()).isEqualTo("SO-1");
        assertThat(fact.time()).isEqualTo(clock.instant());
        assertThat(fact.origin()).isEqualTo(origin);
        assertThat(fact.version()).isEqualTo(2);
        assertThat(fact.data().path("total").asString()).isEqualTo("12.50");
        assertThat(journal.at(fact.position())).contains(fact);
        assertThat(fact.cause("hub").causation()).contains(fact.position());
    }

    @Test
    void factsKeepTheOrderInWhichTheyWereWritten() {
        hub.inTransaction(() -> {
            journal.append(List.of(fact("leg.released", "SO-2"), fact("leg.picked", "SO-2")));
            journal.append(fact("leg.shipped", "SO-2"));
        });
        assertThat(journal.ofKey("SO-2", 0)).extracting(Fact::type)
                .containsExactly("leg.released", "leg.picked", "leg.shipped");
    }

    @Test
    void aFactIsWrittenOnlyInTheTransactionThatDecidesIt() {
        assertThatThrownBy(() -> journal.append(fact("order.accepted", "SO-3")))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThat(journal.ofKey("SO-3", 0)).isEmpty();
    }

    private static NewFact fact(String type, String subject) {
        return NewFact.of(type, subject, Origin.start("story", "hub"), Map.of());
    }
}
