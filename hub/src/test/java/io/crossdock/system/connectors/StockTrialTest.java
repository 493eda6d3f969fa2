package io.crossdock.system.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.landscape.Lane;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.landscape.Timeouts;
import io.crossdock.system.connectors.ContractTrial.Result;
import io.crossdock.system.connectors.ContractTrial.Step;
import io.crossdock.system.connectors.StockSource.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever connects a system is told what is wrong with its list of stock before anybody is promised anything. */
class StockTrialTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final SystemSettings SHOP = new SystemSettings("shop", SystemSettings.Kind.WMS, SystemSettings.DECLARED,
            Optional.empty(), Optional.empty(), Optional.empty(), Timeouts.DEFAULT, Lane.DEFAULT, Optional.empty(),
            ZoneOffset.UTC, Map.of());

    /** Says what it is told to, one after the other. */
    private record Told(Iterator<Answer> answers) implements StockSource {

        @Override
        public String connector() {
            return SystemSettings.DECLARED;
        }

        @Override
        public Answer stock(SystemSettings system, Optional<String> after) {
            return answers.next();
        }
    }

    private static List<Step> trial(Answer... answers) {
        return new StockTrial(SHOP, new Told(List.of(answers).iterator()), NOW).run();
    }

    private static Answer page(Optional<String> next, Instant asOf, String... skus) {
        return new Answer.Page(Arrays.stream(skus).map(sku -> StockReport.ofBooks(new Sku(sku), new LocationId("SHOP"),
                Quantity.of("5", "EA"), asOf)).toList(), next);
    }

    private static String broken(List<Step> steps) {
        return steps.stream().filter(step -> step.result() == Result.BROKEN).map(step -> step.name() + ": " + step.says())
                .reduce("", (all, one) -> all.isEmpty() ? one : all + "; " + one);
    }

    @Test
    void whatCanBePromisedIsReadWholeAndItsBeginningAgain() {
        List<Step> steps = trial(page(Optional.of("2"), NOW, "A", "B"), page(Optional.empty(), NOW, "C"),
                page(Optional.of("2"), NOW, "A", "B"));
        assertThat(steps).extracting(Step::name).containsExactly("read", "once", "as-of", "read-again");
        assertThat(steps).allMatch(step -> step.result() == Result.KEPT);
        assertThat(steps.getFirst().says()).isEqualTo("3 items on 2 pages, of SHOP, such as 5 EA of A.");
    }

    @Test
    void rowsThatMoveBetweenPagesAreSeen() {
        assertThat(broken(trial(page(Optional.of("2"), NOW, "A", "B"), page(Optional.empty(), NOW, "B", "C"),
                page(Optional.of("2"), NOW, "A", "B")))).startsWith("once: B@SHOP came more than once");
        assertThat(broken(trial(page(Optional.empty(), NOW, "A", "B"), page(Optional.empty(), NOW, "A", "C"))))
                .startsWith("read-again: The first page has other items when it is read again, C@SHOP");
        assertThat(broken(trial(page(Optional.empty(), NOW, "A", "B"), page(Optional.empty(), NOW, "B", "A"))))
                .contains("in another order");
    }

    @Test
    void aTimeThatIsYetToComeOrLongOverIsSeen() {
        Answer ahead = page(Optional.empty(), NOW.plus(Duration.ofHours(5)), "A");
        assertThat(broken(trial(ahead, ahead))).contains("as of 2026-11-27T17:00:00Z, which is yet to come", "zone");
        Answer old = page(Optional.empty(), NOW.minus(Duration.ofDays(3)), "A");
        assertThat(broken(trial(old, old))).contains("as of 2026-11-24T12:00:00Z");
    }

    @Test
    void noAnswerAndNoRowsEndIt() {
        assertThat(broken(trial(page(Optional.of("2"), NOW, "A"), new Answer.NoAnswer("shop is closed."),
                page(Optional.of("2"), NOW, "A")))).isEqualTo("read: Page 2 is not read: shop is closed.");
        assertThat(trial(new Answer.NoAnswer("shop is closed."))).singleElement()
                .satisfies(step -> assertThat(step.says()).isEqualTo("Page 1 is not read: shop is closed."));
        assertThat(broken(trial(page(Optional.empty(), NOW)))).startsWith("read: Nothing is in stock there");
    }
}
