package io.crossdock.platform.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.HeldTransaction;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeriesTest {

    private SharedPostgres.Database database;
    private TestHub hub;
    private Series series;

    @BeforeAll
    void open() {
        database = TestDatabase.migrated();
        hub = TestHub.on(database, SettableClock.standing()).open();
        series = hub.get(Series.class);
    }

    @AfterAll
    void close() {
        hub.close();
        database.close();
    }

    private long take(String name, int count) {
        return hub.get(TransactionTemplate.class).execute(status -> series.take(name, count, 100_001));
    }

    @Test
    void aSeriesBeginsWhereItIsToldAndHasNoGaps() {
        assertThat(take("order", 1)).isEqualTo(100_001);
        assertThat(take("order", 5)).isEqualTo(100_002);
        assertThat(take("order", 1)).isEqualTo(100_007);
        assertThat(take("edi:acme:isa", 1)).isEqualTo(100_001);
    }

    @Test
    void aNumberThatIsRolledBackIsTakenByTheNext() {
        try (HeldTransaction undone = new HeldTransaction(hub)) {
            undone.run(() -> series.take("rolled", 3, 1));
            undone.rollback();
        }
        assertThat(hub.get(TransactionTemplate.class).<Long>execute(status -> series.take("rolled", 1, 1)))
                .isEqualTo(1);
    }

    @Test
    void manyAtOnceTakeDifferentNumbersWithoutAGap() {
        List<CompletableFuture<Long>> takers = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> take("crowd", 1), Thread::startVirtualThread))
                .toList();
        assertThat(takers.stream().map(CompletableFuture::join).sorted().toList())
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> 100_001L + i).toList());
    }

    @Test
    void numbersAreTakenOnlyInATransaction() {
        assertThatThrownBy(() -> series.take("order", 1, 1)).isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> take("order", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
