package io.crossdock.process.reconciliation;

import io.crossdock.platform.journal.Ids;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.Parked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Messages that have come and are not digested: they wait their turn, or for a person. Thread-safe. */
@Component
class UnderWay {

    /** Digestion is behind by less than this, or something is parked. */
    private static final Duration BEHIND_MOST = Duration.ofHours(1);

    private final PendingStore store;
    private final Journal journal;
    private final Clock clock;

    UnderWay(PendingStore store, Journal journal, Clock clock) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    /** Which of these numbers an undigested message of one of the systems speaks of. */
    Set<String> named(Collection<String> systems, Collection<String> numbers) {
        if (systems.isEmpty() || numbers.isEmpty()) {
            return Set.of();
        }
        Instant oldest = journal.parked().stream().map(Parked::parkedAt).min(Instant::compareTo)
                .filter(at -> at.isBefore(clock.instant())).orElse(clock.instant()).minus(BEHIND_MOST);
        UUID from = Ids.at(oldest);
        return store.named(systems, numbers, new UUID(from.getMostSignificantBits() & ~0xFFFFL, 0));
    }
}
