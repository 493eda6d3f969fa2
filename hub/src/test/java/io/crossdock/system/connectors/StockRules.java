package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.Interference.Fate;
import io.crossdock.system.connectors.StockSource.Answer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What every connector that knows what is in stock has to keep, whatever its system is like: somebody will promise these
 * goods. Each rule is a method that throws {@link AssertionError} when it is broken.
 */
public final class StockRules {

    private static final int PAGES_MAX = 50;
    private static final int TRIES_MAX = 12;
    private static final Duration NOW = Duration.ofMinutes(1);
    private static final Set<Fate> LOSSES = EnumSet.of(Fate.CUT_BEFORE, Fate.CUT_AFTER, Fate.THROTTLED, Fate.CLOSED,
            Fate.BAD_GATEWAY, Fate.PORTAL_PAGE);

    private final Subject subject;
    private final Interference between;

    /** A connector and its system. */
    public interface Subject {

        StockSource source();

        /** Where the system really is. */
        URI url();

        /** @param url where the connector shall find it */
        SystemSettings settings(URI url, Timeouts timeouts);

        /** The same with a key that the system does not accept. */
        SystemSettings lockedOut(URI url);

        /** The key that it accepts, which nobody may read. */
        String secret();

        LocationId location();

        /** So many items are more than one page. */
        int several();

        /** From now on so much of each item is at the location, in the item's base unit; others may be there, too. */
        void holds(Map<Sku, BigDecimal> stock);

        /** Amounts that the system can have, the hardest it knows. */
        List<BigDecimal> amounts();

        /** Long enough for a page when nothing goes wrong. */
        default Duration patience() {
            return Duration.ofSeconds(4);
        }
    }

    /** @param between already in front of the subject's system */
    public StockRules(Subject subject, Interference between) {
        this.subject = subject;
        this.between = between;
    }

    private SystemSettings system() {
        return subject.settings(between.url(), new Timeouts(Duration.ofSeconds(2), subject.patience()));
    }

    private Map<Sku, BigDecimal> several() {
        Map<Sku, BigDecimal> stock = new TreeMap<>();
        List<BigDecimal> amounts = subject.amounts();
        for (int number = 0; number < subject.several(); number++) {
            stock.put(new Sku("KIT-%04d".formatted(number)), amounts.get(number % amounts.size()));
        }
        subject.holds(stock);
        return stock;
    }

    /** Reads to the end; a page that does not come is asked for again, as a feed does. */
    private List<StockReport> all(String what) {
        List<StockReport> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        int pages = 0;
        for (int tries = 0; pages < PAGES_MAX; tries++) {
            if (subject.source().stock(system(), after) instanceof Answer.Page(List<StockReport> reports, var next)) {
                all.addAll(reports);
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

    /** Each item is there once, with just what the system has of it. */
    private void are(Map<Sku, BigDecimal> stock, String what) {
        List<StockReport> ours = all(what).stream().filter(report -> stock.containsKey(report.sku())
                && report.location().equals(subject.location())).toList();
        assertThat(ours).as(what).extracting(StockReport::sku).containsExactlyInAnyOrderElementsOf(stock.keySet());
        assertThat(ours).as(what).allSatisfy(report -> assertThat(report.onHand().value()).as("%s", report.sku())
                .isEqualByComparingTo(stock.getOrDefault(report.sku(), BigDecimal.ZERO)));
    }

    /** However many pages it takes, every item is read once and its amount is exact. */
    public void everyItemIsReadOnceAndExactly() {
        between.plan(call -> Fate.PASS);
        Map<Sku, BigDecimal> stock = several();
        assertThat(subject.source().stock(system(), Optional.empty())).as("more than one page")
                .isInstanceOfSatisfying(Answer.Page.class, page -> assertThat(page.next()).isNotEmpty());
        are(stock, "the whole stock");
    }

    /** It says as of when, in the time of everybody; what is read later is newer. */
    public void itSaysAsOfWhen() {
        between.plan(call -> Fate.PASS);
        several();
        List<StockReport> before = all("the stock");
        assertThat(before).allSatisfy(report -> assertThat(Duration.between(report.asOf(), Instant.now()).abs())
                .as("as of %s", report.asOf()).isLessThan(NOW));
        Map<Sku, Long> after = new TreeMap<>();
        all("the stock later").forEach(report -> after.merge(report.sku(), report.movement(), Math::max));
        assertThat(before).allSatisfy(report -> assertThat(after.get(report.sku()))
                .isGreaterThanOrEqualTo(report.movement()));
    }

    /** A page may be asked for again: whoever reads may have died with the answer in hand. */
    public void aPageCanBeReadAgain() {
        between.plan(call -> Fate.PASS);
        several();
        Optional<String> second = page(Optional.empty()).next();
        assertThat(page(second).reports()).extracting(each -> each.sku() + " " + each.onHand())
                .containsExactlyElementsOf(page(second).reports().stream().map(each -> each.sku() + " " + each.onHand())
                        .toList());
    }

    private Answer.Page page(Optional<String> after) {
        return subject.source().stock(system(), after) instanceof Answer.Page page ? page
                : fail("there is no page after " + after);
    }

    /** Whichever of its calls is lost, however: nothing is missing in the end, and nothing is there twice. */
    public void whicheverCallIsLostNothingIsMissing() {
        Map<Sku, BigDecimal> stock = several();
        between.plan(call -> Fate.PASS);
        all("the stock");
        int calls = between.calls();
        for (Fate fate : LOSSES) {
            for (int call = 1; call <= calls; call++) {
                between.only(call, fate);
                are(stock, fate + " at call " + call);
            }
        }
    }

    /** A system that cannot be asked is not taken for an empty one, and the reason tells nobody its key. */
    public void whoCannotBeAskedIsNotEmpty() {
        several();
        for (Fate fate : LOSSES) {
            between.plan(call -> fate);
            isNoAnswer(system(), fate.name());
        }
        between.plan(call -> Fate.PASS);
        isNoAnswer(subject.settings(URI.create("http://localhost:1" + between.url().getPath()), Timeouts.DEFAULT), "nowhere");
        isNoAnswer(subject.lockedOut(between.url()), "locked out");
    }

    private void isNoAnswer(SystemSettings system, String what) {
        assertThat(subject.source().stock(system, Optional.empty())).as(what).isInstanceOfSatisfying(Answer.NoAnswer.class,
                none -> assertThat(none.why()).isNotBlank().doesNotContain(subject.secret()));
    }

    /** No page is waited for longer than the system's time-out. */
    public void nobodyWaitsLongerThanTheTimeOut() {
        several();
        between.plan(call -> Fate.LATE);
        Duration limit = Duration.ofSeconds(1);
        long begun = System.nanoTime();
        isNoAnswer(subject.settings(between.url(), new Timeouts(Duration.ofSeconds(1), limit)), "late");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit.plusSeconds(5));
    }
}
