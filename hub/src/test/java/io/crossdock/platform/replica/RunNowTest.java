package io.crossdock.platform.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.SettableClock;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who wants everything read now has it read when the call returns, also if another is at it. */
class RunNowTest {

    private final SettableClock clock = SettableClock.standing();
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final Slow feed = new Slow();
    private final TestHub one = hub();
    private final TestHub other = hub();

    private TestHub hub() {
        return TestHub.on(database, clock).scan("io.crossdock.platform.replica").with(Feed.class, feed).open();
    }

    @AfterEach
    void close() {
        feed.goOn.countDown();
        one.close();
        other.close();
        database.close();
    }

    @Test
    void whoeverComesSecondWaitsForTheFirstAndReadsNothingTwice() throws InterruptedException {
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> one.get(Replication.class).runNow());
        feed.reading.await();
        CompletableFuture<List<String>> second = CompletableFuture.supplyAsync(() -> {
            other.get(Replication.class).runNow();
            return other.get(Replication.class).awaited();
        });
        assertThat(second).as("the first has not read yet").isNotDone();
        feed.goOn.countDown();
        assertThat(second.join()).as("what has not been read").isEmpty();
        first.join();
        assertThat(feed.readings).hasValue(1);
    }

    /** Rows that come when somebody lets them. */
    private static final class Slow implements Feed<String> {

        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final AtomicInteger readings = new AtomicInteger();

        @Override
        public String name() {
            return "slow.rows";
        }

        @Override
        public List<String> systems() {
            return List.of("shop");
        }

        @Override
        public Schedule schedule(String system) {
            return new Schedule(Duration.ofSeconds(1), Duration.ofHours(1));
        }

        @Override
        public Page<String> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
            readings.incrementAndGet();
            reading.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Page<>(List.of("row"), Optional.empty());
        }

        @Override
        public String key(String row) {
            return row;
        }

        @Override
        public Optional<Instant> modifiedAt(String row) {
            return Optional.empty();
        }

        @Override
        public int store(List<String> rows) {
            return rows.size();
        }

        @Override
        public int keepOnly(Collection<String> keys) {
            return 0;
        }
    }
}
