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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changes at the source while it is read page by page is found by the next reading. */
class FeedRunTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final SettableClock clock = SettableClock.at(NOON);
    private final SharedPostgres.Database database = TestDatabase.migrated();
    private final TestHub hub = TestHub.on(database, clock).with(ReplicaStore.class, Intake.class).open();
    private final Shop shop = new Shop(clock);

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    private void run() {
        new FeedRun<>(shop, "shop", hub.get(ReplicaStore.class), hub.get(Intake.class), clock).run();
    }

    @Test
    void aChangeBehindTheReaderIsNotHiddenByALaterOneBeforeIt() {
        shop.betweenPages = page -> {
            clock.advance(Duration.ofMinutes(10));
            if (page == 1) {
                shop.change("a", "dearer");
            } else if (page == 2) {
                shop.change("f", "cheaper");
            }
        };
        run();
        assertThat(shop.copied).containsEntry("a", "new").containsEntry("f", "cheaper");

        shop.betweenPages = page -> { };
        clock.advance(Duration.ofMinutes(1));
        run();
        assertThat(shop.copied).containsEntry("a", "dearer").containsEntry("f", "cheaper").hasSize(6);
    }

    @Test
    void whatHasNotChangedSinceIsNotReadAgain() {
        run();
        clock.advance(Duration.ofMinutes(1));
        shop.change("b", "other");
        clock.advance(Duration.ofMinutes(5));
        run();
        assertThat(shop.read).as("all six, then the newest of them and the other").isEqualTo(8);
        clock.advance(Duration.ofMinutes(5));
        run();
        assertThat(shop.read).as("a minute behind the last change is read again").isEqualTo(9);
    }

    /** Two rows a page, in the order of their names; each is stamped when it is changed. */
    private static final class Shop implements Feed<Shop.Row> {

        private static final int PAGE = 2;

        private final SettableClock clock;
        private final Map<String, Row> rows = new TreeMap<>();
        private final Map<String, String> copied = new TreeMap<>();
        private Consumer<Integer> betweenPages = page -> { };
        private int read;

        Shop(SettableClock clock) {
            this.clock = clock;
            List.of("a", "b", "c", "d", "e", "f").forEach(name -> rows.put(name, new Row(name, "new",
                    NOON.minus(Duration.ofHours(10 - rows.size())))));
        }

        record Row(String name, String text, Instant at) {
        }

        void change(String name, String text) {
            rows.put(name, new Row(name, text, clock.instant()));
        }

        @Override
        public String name() {
            return "shop.rows";
        }

        @Override
        public List<String> systems() {
            return List.of("shop");
        }

        @Override
        public Schedule schedule(String system) {
            return new Schedule(Duration.ofSeconds(5), Duration.ofDays(1));
        }

        @Override
        public Page<Row> read(String system, Optional<Instant> modifiedSince, Optional<String> after) {
            List<Row> wanted = rows.values().stream()
                    .filter(row -> modifiedSince.map(row.at()::isAfter).orElse(true)).toList();
            int from = after.map(Integer::parseInt).orElse(0);
            List<Row> page = IntStream.range(from, Math.min(from + PAGE, wanted.size())).mapToObj(wanted::get).toList();
            read += page.size();
            betweenPages.accept(from / PAGE + 1);
            return new Page<>(page, Optional.of(from + PAGE).filter(next -> next < wanted.size()).map(String::valueOf));
        }

        @Override
        public String key(Row row) {
            return row.name();
        }

        @Override
        public Optional<Instant> modifiedAt(Row row) {
            return Optional.of(row.at());
        }

        @Override
        public int store(List<Row> stored) {
            stored.forEach(row -> copied.put(row.name(), row.text()));
            return stored.size();
        }

        @Override
        public int keepOnly(Collection<String> keys) {
            copied.keySet().retainAll(keys);
            return 0;
        }
    }
}
