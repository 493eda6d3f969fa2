package io.crossdock.platform.replica;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What was copied beside what its source says now; for whoever compares them. Thread-safe. */
@Component
public class Copies {

    private final List<Compared<?>> feeds;
    private final ReplicaStore store;
    private final Intake intake;
    private final Clock clock;

    Copies(List<Compared<?>> feeds, ReplicaStore store, Intake intake, Clock clock) {
        this.feeds = feeds;
        this.store = store;
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * A set of rows that was copied.
     *
     * @param rows   what they are: {@code list prices}
     * @param systems landscape ids of the systems they come from
     */
    public record Copy(String feed, String rows, List<String> systems) {
    }

    /** @param document the row as a JSON object */
    public record Row(String key, String document, Optional<Instant> modifiedAt) {
    }

    /** All that can be compared, by feed. */
    public List<Copy> all() {
        return feeds.stream().map(feed -> new Copy(feed.name(), feed.rows(), feed.systems()))
                .sorted((a, b) -> a.feed().compareTo(b.feed())).toList();
    }

    /** All rows that a system owns, as it has them; throws what reading them throws. */
    public Map<String, Row> theirs(String feed, String system) {
        return theirs(feed(feed), system);
    }

    private static <R> Map<String, Row> theirs(Compared<R> feed, String system) {
        Map<String, Row> all = new TreeMap<>();
        Optional<String> after = Optional.empty();
        for (int page = 0; page < FeedRun.MAX_PAGES; page++) {
            Page<R> read = feed.read(system, Optional.empty(), after);
            read.rows().stream().filter(each -> feed.owns(system, each))
                    .forEach(each -> all.put(feed.key(each), row(feed, each)));
            after = read.next();
            if (after.isEmpty()) {
                return all;
            }
        }
        throw new IllegalStateException(feed.name() + " has more than " + FeedRun.MAX_PAGES + " pages");
    }

    /** The rows that a system owns, as they hold here. @param keys only these; empty: all of them */
    public Map<String, Row> ours(String feed, String system, Optional<Collection<String>> keys) {
        return ours(feed(feed), system, keys);
    }

    private static <R> Map<String, Row> ours(Compared<R> feed, String system, Optional<Collection<String>> keys) {
        Map<String, Row> all = new TreeMap<>();
        feed.inForce(keys).stream().filter(each -> feed.owns(system, each))
                .forEach(each -> all.put(feed.key(each), row(feed, each)));
        return all;
    }

    /**
     * Reads what a system says to have changed, due or not: what differs afterwards was not told. False when another
     * process is at it.
     */
    public boolean catchUp(String feed, String system) {
        try {
            return store.underLock(feed, new FeedRun<>(feed(feed), system, store, intake, clock)::catchUp);
        } catch (SQLException failure) {
            throw new IllegalStateException(feed + " could not be read", failure);
        }
    }

    /**
     * Of these rows of the source those of which a part waits for a person or was declined by one, as they may hold here;
     * without a value when such a row may not be here at all.
     */
    @Transactional
    public Map<String, Optional<Row>> decided(String feed, Collection<Row> theirs) {
        return decided(feed(feed), theirs);
    }

    private <R> Map<String, Optional<Row>> decided(Compared<R> feed, Collection<Row> theirs) {
        Map<String, Optional<Row>> decided = new TreeMap<>();
        intake.decided(feed, theirs.stream().map(each -> feed.read(each.document())).toList())
                .forEach((key, row) -> decided.put(key, row.map(each -> row(feed, each))));
        return decided;
    }

    /** Keys of rows of which a change or the removal stands, and of those that stay because of it. */
    public Set<String> standing(String feed) {
        return intake.standing(feed(feed));
    }

    /**
     * Takes a row of the source over, or that it is gone, as the feed would: what is risky about it is held.
     *
     * @param asBefore whether the row that holds now is still the one that somebody has decided about
     * @param theirs   as {@link Row#document}; empty: it is gone
     * @return false, and changes nothing, when it is another one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(String feed, String key, Predicate<Optional<Row>> asBefore, Optional<String> theirs) {
        return take(feed(feed), key, asBefore, theirs);
    }

    private <R> boolean take(Compared<R> feed, String key, Predicate<Optional<Row>> asBefore, Optional<String> theirs) {
        // Nobody else changes rows of this feed from here to the end of the transaction.
        intake.decided(feed, List.of());
        if (!asBefore.test(Optional.ofNullable(all(feed, List.of(key)).get(key)))) {
            return false;
        }
        if (theirs.isPresent()) {
            intake.store(feed, Intake.Known.ALL, List.of(feed.read(theirs.get())));
        } else {
            Set<String> others = feed.inForce(Optional.empty()).stream().map(feed::key)
                    .collect(Collectors.toCollection(HashSet::new));
            others.addAll(intake.standing(feed));
            others.remove(key);
            intake.keepOnly(feed, Intake.Known.ALL, others);
        }
        return true;
    }

    private static <R> Map<String, Row> all(Compared<R> feed, Collection<String> keys) {
        Map<String, Row> all = new TreeMap<>();
        feed.inForce(Optional.of(keys)).forEach(each -> all.put(feed.key(each), row(feed, each)));
        return all;
    }

    private static <R> Row row(Compared<R> feed, R row) {
        return new Row(feed.key(row), feed.write(row), feed.modifiedAt(row));
    }

    private Compared<?> feed(String name) {
        return feeds.stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is copied as " + name));
    }
}
