package io.crossdock.platform.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.postgres.SharedPostgres;
import io.crossdock.testing.TestDatabase;
import io.crossdock.testing.TestHub;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Until everything was read once the hub is not ready, and says what is missing, and why. */
class AwaitedTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Items of two systems, the second of which does not answer at first. */
    private static final class Items implements Feed<String> {

        private volatile boolean answers;

        @Override
        public String name() {
            return "catalog.items";
        }

        @Override
        public List<String> systems() {
            return List.of("erp", "second");
        }

        @Override
        public Schedule schedule(String system) {
            return new Schedule(Duration.ofSeconds(1), Duration.ofHours(1));
        }

        @Override
        public Page<String> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
            if (system.equals("second") && !answers) {
                throw new IllegalStateException("second answered 401.");
            }
            return new Page<>(List.of(system), Optional.empty());
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

    @Test
    void whatWasNeverReadIsNamedWithItsReason() {
        Items items = new Items();
        try (SharedPostgres.Database database = TestDatabase.migrated();
                TestHub hub = TestHub.on(database, Clock.systemUTC()).scan("io.crossdock.platform.replica")
                        .with(Feed.class, items).open()) {
            AwaitedEndpoint endpoint = hub.get(AwaitedEndpoint.class);
            assertThat(endpoint.awaited().awaited()).containsExactly("erp has not been read yet (catalog.items).",
                    "second has not been read yet (catalog.items).");

            hub.start();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(endpoint.awaited().awaited()).containsExactly(
                    "second has not been read yet (catalog.items): second answered 401."));

            items.answers = true;
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(endpoint.awaited().awaited()).isEmpty());
        }
    }
}
