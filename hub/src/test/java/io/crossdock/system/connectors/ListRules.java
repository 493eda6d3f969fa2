package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.platform.replica.Page;
import io.crossdock.system.connectors.Interference.Fate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What every connector has to keep that tells something page by page, whatever its system is like and whatever it tells:
 * items, stock, invoices, what has become of a shipment. Each rule is a method that throws {@link AssertionError} when it is
 * broken.
 *
 * @param <T> a row
 */
public final class ListRules<T> {

    private static final int PAGES_MAX = 50;
    private static final int TRIES_MAX = 12;
    private static final Duration NOW = Duration.ofMinutes(1);
    /** What was changed so long before the last reading is read again, as by the hub's feeds. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Subject<T> subject;
    private final Interference between;

    /** A connector and its system, with rows in it. */
    public interface Subject<T> extends Counterpart {

        /** @param since only what changed later, where the role is asked so; empty means everything */
        Told<T> read(SystemSettings system, Optional<Instant> since, Optional<String> after);

        /** A query as it reaches the system, which may give fewer rows than it is asked for. */
        default String handedOn(String query) {
            return query;
        }

        /** What the same row always has, and no other. */
        String key(T row);

        /** All that is said of a row, amounts as they are written. */
        String content(T row);

        /** When it was changed there, or as of when it holds; empty for what is told without a time. */
        Optional<Instant> at(T row);

        /**
         * So many rows are there now that they take several pages, with the hardest values that the system knows; by key, with
         * what is to be said of each. Others may be there, too. May be asked for again.
         */
        Map<String, String> several();

        /** Changes one of the rows or makes a further one, and says what is to be told of it; empty where nothing ever changes. */
        Optional<Row> change();
    }

    /** @param content as {@link Subject#content} says it */
    public record Row(String key, String content) {
    }

    /** What came of asking. */
    public sealed interface Told<T> {

        record Rows<T>(List<T> rows, Optional<String> next) implements Told<T> {
        }

        record Nothing<T>(String why) implements Told<T> {
        }

        /** Of roles that throw. */
        static <T> Told<T> of(java.util.function.Supplier<Page<T>> reading) {
            try {
                Page<T> page = reading.get();
                return new Rows<>(page.rows(), page.next());
            } catch (SystemUnavailable unavailable) {
                return new Nothing<>(String.valueOf(unavailable.getMessage()));
            }
        }
    }

    /** @param between already in front of the subject's system */
    public ListRules(Subject<T> subject, Interference between) {
        this.subject = subject;
        this.between = between;
        between.standBefore(subject);
    }

    private SystemSettings system() {
        return subject.settings(between.url(), new Timeouts(Duration.ofSeconds(10), subject.patience()));
    }

    private Told<T> ask(Optional<Instant> since, Optional<String> after) {
        return subject.read(system(), since, after);
    }

    /** Reads on to the end; a page that does not come is asked for again, as a feed does. */
    private List<T> from(Optional<Instant> since, Optional<String> page, String what) {
        List<T> all = new ArrayList<>();
        Optional<String> after = page;
        int pages = 0;
        for (int tries = 0; pages < PAGES_MAX; tries++) {
            if (ask(since, after) instanceof Told.Rows<T>(List<T> rows, Optional<String> next)) {
                all.addAll(rows);
                pages++;
                tries = 0;
                after = next;
                if (next.isEmpty()) {
                    return all;
                }
            }
            assertThat(tries).as(what + " never comes to an end").isLessThan(TRIES_MAX);
        }
        return fail(what + " has more than " + PAGES_MAX + " pages");
    }

    private List<T> all(String what) {
        return from(Optional.empty(), Optional.empty(), what);
    }

    /** Each row is there once, with just what the system has of it. */
    private void are(Map<String, String> rows, List<T> read, String what) {
        Map<String, List<String>> told = read.stream().filter(row -> rows.containsKey(subject.key(row)))
                .collect(Collectors.groupingBy(subject::key, Collectors.mapping(subject::content, Collectors.toList())));
        List<String> wrong = rows.entrySet().stream().filter(row -> !told.getOrDefault(row.getKey(), List.of())
                .equals(List.of(row.getValue()))).map(row -> row.getKey() + " is " + row.getValue() + " and was told as "
                        + told.getOrDefault(row.getKey(), List.of())).toList();
        if (!wrong.isEmpty()) {
            fail(what + " has " + wrong.size() + " rows wrong, such as " + wrong.getFirst());
        }
    }

    /** However many pages it takes, every row is read once and exactly. */
    public void everyRowIsReadOnceAndExactly() {
        between.plan(call -> Fate.PASS);
        Map<String, String> rows = subject.several();
        assertThat(first().next()).as("more than one page").isNotEmpty();
        are(rows, all("the whole list"), "the whole list");
    }

    private Told.Rows<T> first() {
        return page(Optional.empty());
    }

    private Told.Rows<T> page(Optional<String> after) {
        return switch (ask(Optional.empty(), after)) {
            case Told.Rows<T> page -> page;
            case Told.Nothing<T>(String why) -> fail("there is no page after " + after + ": " + why);
        };
    }

    /** A page may be asked for again: whoever reads may have died with the answer in hand. */
    public void aPageCanBeReadAgain() {
        between.plan(call -> Fate.PASS);
        subject.several();
        Optional<String> second = first().next();
        assertThat(page(second).rows()).extracting(subject::key).isNotEmpty()
                .containsExactlyElementsOf(page(second).rows().stream().map(subject::key).toList());
    }

    /** What changed a moment ago is said to have changed then, in the time of everybody. */
    public void itSaysWhenThatWas() {
        between.plan(call -> Fate.PASS);
        subject.several();
        Optional<Row> changed = subject.change();
        List<T> read = all("the list");
        assertThat(read).isNotEmpty().allSatisfy(row -> assertThat(subject.at(row).orElse(Instant.EPOCH))
                .as("no time is yet to come").isBefore(Instant.now().plus(NOW)));
        read.stream().filter(row -> changed.filter(each -> each.key().equals(subject.key(row))).isPresent())
                .flatMap(row -> subject.at(row).stream()).forEach(at -> assertThat(Duration.between(at, Instant.now()).abs())
                        .as("changed just now, and it says %s", at).isLessThan(NOW));
    }

    /** What changes after a reading is told by the next, which asks for what is new since then. */
    public void whatChangesIsToldTheNextTime() {
        between.plan(call -> Fate.PASS);
        subject.several();
        Instant begun = Instant.now();
        Instant seen = seen(begun, all("the list"));
        subject.change().ifPresent(changed -> isTold(changed, List.of(), seen));
    }

    /** What changes behind the reader, while it is at a later page, is told by the next reading at the latest. */
    public void whatChangesWhilePagesAreReadIsTold() {
        between.plan(call -> Fate.PASS);
        subject.several();
        Instant begun = Instant.now();
        Told.Rows<T> first = first();
        Optional<Row> change = subject.change();
        List<T> read = new ArrayList<>(first.rows());
        first.next().ifPresent(next -> read.addAll(from(Optional.empty(), Optional.of(next), "the rest of the list")));
        change.ifPresent(changed -> isTold(changed, read, seen(begun, read)));
    }

    /** The latest change that was seen, and nothing that came after the reading began. */
    private Instant seen(Instant begun, List<T> read) {
        return read.stream().flatMap(row -> subject.at(row).stream()).max(Comparator.naturalOrder())
                .filter(latest -> latest.isBefore(begun)).orElse(begun);
    }

    private void isTold(Row changed, List<T> before, Instant seen) {
        Map<String, String> known = new TreeMap<>();
        before.forEach(row -> known.put(subject.key(row), subject.content(row)));
        from(Optional.of(seen.minus(OVERLAP)), Optional.empty(), "what is new")
                .forEach(row -> known.put(subject.key(row), subject.content(row)));
        assertThat(known.getOrDefault(changed.key(), "nothing")).as("%s, changed since %s", changed.key(), seen)
                .isEqualTo(changed.content());
    }

    /** Whichever of its calls is lost, however: nothing is missing in the end, and nothing is there twice. */
    public void whicheverCallIsLostNothingIsMissing() {
        between.plan(call -> Fate.PASS);
        Map<String, String> rows = subject.several();
        between.plan(call -> Fate.PASS);
        all("the list");
        int calls = between.calls();
        for (Fate fate : Interference.SILENCES) {
            for (int call = 1; call <= calls; call++) {
                between.only(call, fate);
                are(rows, all("the list"), fate + " at call " + call);
            }
        }
    }

    /** A system that cannot be asked is not taken for one that has nothing, and the reason tells nobody its key. */
    public void whoCannotBeAskedIsNotEmpty() {
        between.plan(call -> Fate.PASS);
        subject.several();
        for (Fate fate : Interference.SILENCES) {
            between.plan(call -> fate);
            isNothing(system(), fate.name());
        }
        between.plan(call -> Fate.PASS);
        first();
        isNothing(subject.settings(URI.create("http://localhost:1" + between.url().getPath()), Timeouts.DEFAULT), "nowhere");
        isNothing(subject.lockedOut(between.url()), "locked out");
    }

    private void isNothing(SystemSettings system, String what) {
        switch (subject.read(system, Optional.empty(), Optional.empty())) {
            case Told.Rows<T> rows -> fail(what + " was taken for an answer: " + rows);
            case Told.Nothing<T>(String why) -> assertThat(why).as(what).isNotBlank().doesNotContain(subject.secret());
        }
    }

    /** A session or token that has ended is replaced at once, at whichever page: no page is missed for it. */
    public void aSessionThatEndedIsReplaced() {
        between.plan(call -> Fate.PASS);
        subject.several();
        Optional<String> second = first().next();
        between.only(1, Fate.EXPIRED);
        first();
        between.only(1, Fate.EXPIRED);
        page(second);
    }

    /** No page is waited for longer than the system's time-out. */
    public void nobodyWaitsLongerThanTheTimeOut() {
        between.plan(call -> Fate.PASS);
        subject.several();
        between.plan(call -> Fate.LATE);
        Duration limit = Duration.ofSeconds(1);
        long begun = System.nanoTime();
        isNothing(subject.settings(between.url(), new Timeouts(Duration.ofSeconds(10), limit)), "late");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit.plus(subject.patience()));
    }
}
