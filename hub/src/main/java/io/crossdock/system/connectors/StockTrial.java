package io.crossdock.system.connectors;

import static io.crossdock.system.connectors.TrialSteps.broken;
import static io.crossdock.system.connectors.TrialSteps.kept;

import io.crossdock.canonical.LocationId;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.ContractTrial.Step;
import io.crossdock.system.connectors.StockSource.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a system has in stock, its first page twice, and sees whether it can be promised. Changes nothing. */
final class StockTrial {

    private static final int PAGES_MAX = 200;
    private static final int NAMED_MAX = 5;
    private static final String SORT = "Let the system sort by what does not change.";
    private static final Duration AHEAD_MAX = Duration.ofMinutes(2);
    private static final Duration BEHIND_MAX = Duration.ofDays(1);

    private final SystemSettings system;
    private final StockSource source;
    private final Instant now;
    private final TrialSteps steps = new TrialSteps();
    private final List<List<StockReport>> pages = new ArrayList<>();

    StockTrial(SystemSettings system, StockSource source, Instant now) {
        this.system = system;
        this.source = source;
        this.now = now;
    }

    List<Step> run() {
        steps.step("read", this::read);
        if (pages.isEmpty() || pages.getFirst().isEmpty()) {
            return steps.all();
        }
        steps.step("once", this::once);
        steps.step("as-of", this::asOf);
        steps.step("read-again", this::readAgain);
        return steps.all();
    }

    private Step read() {
        Optional<String> after = Optional.empty();
        do {
            switch (source.stock(system, after)) {
                case Answer.Page(List<StockReport> reports, Optional<String> next) -> {
                    pages.add(reports);
                    after = next;
                }
                case Answer.NoAnswer(String why) -> {
                    return broken("Page " + (pages.size() + 1) + " is not read: " + why);
                }
            }
        } while (after.isPresent() && pages.size() < PAGES_MAX);
        if (pages.getFirst().isEmpty()) {
            return broken("Nothing is in stock there: if something is, the rows are looked for in the wrong place.");
        }
        StockReport first = pages.getFirst().getFirst();
        String where = all().stream().map(StockReport::location).distinct().sorted().map(LocationId::value)
                .collect(Collectors.joining(", "));
        return kept(all().size() + " items on " + pages.size() + (pages.size() == 1 ? " page" : " pages")
                + (after.isPresent() ? ", and there are more" : "") + ", of " + where + ", such as " + first.onHand()
                + " of " + first.sku() + ".");
    }

    private List<StockReport> all() {
        return pages.stream().flatMap(List::stream).toList();
    }

    private Step once() {
        Set<String> seen = new HashSet<>();
        List<String> twice = all().stream().map(StockTrial::place).filter(each -> !seen.add(each)).distinct().toList();
        return twice.isEmpty() ? kept("No item is there twice.")
                : broken(named(twice) + " came more than once: rows move between pages, and others are missed. " + SORT);
    }

    private Step asOf() {
        Instant oldest = all().stream().map(StockReport::asOf).min(Comparator.naturalOrder()).orElse(now);
        Instant latest = all().stream().map(StockReport::asOf).max(Comparator.naturalOrder()).orElse(now);
        if (latest.isAfter(now.plus(AHEAD_MAX))) {
            return broken("It says that it is as of " + latest + ", which is yet to come: see whether the time says its "
                    + "zone.");
        }
        return oldest.isBefore(now.minus(BEHIND_MAX))
                ? broken("It says that it is as of " + oldest + ": such stock is not to be promised.")
                : kept("As of " + oldest + ".");
    }

    private Step readAgain() {
        return switch (source.stock(system, Optional.empty())) {
            case Answer.NoAnswer(String why) -> broken("The first page is not read a second time: " + why);
            case Answer.Page(List<StockReport> again, var _) -> {
                List<String> before = pages.getFirst().stream().map(StockTrial::place).toList();
                List<String> after = again.stream().map(StockTrial::place).toList();
                yield before.equals(after) ? kept("The first page has the same items again.")
                        : broken("The first page has other items when it is read again, " + named(after.stream()
                                .filter(each -> !before.contains(each)).toList()) + ": rows can be missed. " + SORT);
            }
        };
    }

    private static String place(StockReport report) {
        return report.sku() + "@" + report.location();
    }

    private static String named(List<String> places) {
        return places.isEmpty() ? "in another order"
                : String.join(", ", places.subList(0, Math.min(places.size(), NAMED_MAX)))
                + (places.size() > NAMED_MAX ? " and " + (places.size() - NAMED_MAX) + " more" : "");
    }
}
