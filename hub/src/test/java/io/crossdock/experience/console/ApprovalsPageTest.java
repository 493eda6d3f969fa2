package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.canonical.Sku;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Gate;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.system.catalog.Catalog;
import io.crossdock.testing.RiskyItems;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Risky changes, seen and decided by people. */
class ApprovalsPageTest extends ConsoleScene {

    private static final String HERE = "/console/master-data";
    private static final Pattern TICK = Pattern.compile("name=\"change\" value=\"([^\"]+)\"");

    @Autowired
    Gate gate;

    @Autowired
    List<Feed<?>> feeds;

    @Autowired
    Frames frames;

    @Autowired
    Catalog catalog;

    @Autowired
    Replicas replicas;

    /** Logged in once: how often one may is bounded. */
    private static Optional<Person> loggedIn = Optional.empty();

    private RiskyItems items;
    private Person kim;

    @BeforeEach
    void twoItems() {
        kim = loggedIn.orElseGet(() -> new Person("kim"));
        loggedIn = Optional.of(kim);
        items = RiskyItems.of(jdbc, transaction, gate, replicas, clock, feeds);
        items.given("MD-1", 12);
        items.given("MD-2", 10);
    }

    @AfterEach
    void clean() {
        items.clean();
    }

    private String tick(Person person, String sku) {
        Matcher tick = TICK.matcher(person.page(HERE).lines().filter(line -> line.contains("about " + sku + "\""))
                .findFirst().orElseThrow());
        assertThat(tick.find()).isTrue();
        return tick.group(1);
    }

    private String box(String sku) {
        replicas.refresh();
        return catalog.item(new Sku(sku)).orElseThrow().packs().factors().toString();
    }

    @Test
    void nothingWaitsAndThePageSaysWhatWouldWaitHere() {
        assertThat(kim.page(HERE)).contains("Nothing waits", "policies.masterData",
                "href=\"/console/master-data\" aria-current=\"page\"");
    }

    @Test
    void howManyWaitIsSeenOnEveryPage() {
        items.said("MD-1", 24);
        frames.recount();
        assertThat(kim.page("/console/orders")).contains("Master data&nbsp;<span class=\"count\">1</span>");
    }

    @Test
    void beforeAndAfterAreSeenAndApprovedWithAReason() {
        items.said("MD-1", 24);
        assertThat(kim.page(HERE)).contains("1 risky change waits", "MD-1", "Junction &lt;box&gt;", "1 BX", "12 EA", "24 EA");
        assertThat(box("MD-1")).contains("BX=12");

        assertThat(kim.post(HERE, "change=" + encoded(tick(kim, "MD-1")) + "&verdict=approve&reason=carton", HERE).body())
                .contains("In force now: MD-1.", "Nothing waits");
        assertThat(box("MD-1")).contains("BX=24");
        assertThat(kim.page(HERE + "?state=approved")).contains("by kim", "carton", "12 EA", "24 EA");
    }

    @Test
    void manyAreDeclinedAtOnce() {
        items.said("MD-1", 24);
        items.said("MD-2", 20);
        String body = "change=" + encoded(tick(kim, "MD-1")) + "&change=" + encoded(tick(kim, "MD-2"))
                + "&verdict=decline&reason=typing+error";
        assertThat(kim.post(HERE, body, HERE).body()).contains("Declined: MD-1, MD-2 stays as it is");
        items.said("MD-1", 24);
        assertThat(kim.page(HERE)).contains("Nothing waits");
        assertThat(kim.page(HERE + "?state=all")).contains("declined", "typing error");
    }

    @Test
    void whatChangedSinceItWasSeenIsNotApproved() {
        items.said("MD-1", 24);
        String seen = tick(kim, "MD-1");
        items.said("MD-1", 48);
        assertThat(kim.post(HERE, "change=" + encoded(seen) + "&verdict=approve&reason=carton", HERE).body())
                .contains("Nothing was changed. What the source says of MD-1 has changed since you looked.", "48 EA");
        assertThat(box("MD-1")).contains("BX=12");
    }

    @Test
    void aDecisionNeedsATickAReasonAndTheRight() {
        items.said("MD-1", 24);
        String seen = encoded(tick(kim, "MD-1"));
        assertThat(kim.post(HERE, "verdict=approve&reason=carton", HERE).body()).contains("tick the changes");
        assertThat(kim.post(HERE, "change=" + seen + "&verdict=approve&reason=+", HERE).body()).contains("needs a reason");
        assertThat(kim.post(HERE, "change=" + seen + "&verdict=burn&reason=x", HERE).body()).contains("Nothing was changed");
        Person lee = new Person("lee");
        assertThat(lee.page(HERE)).contains("24 EA").doesNotContain("name=\"verdict\"", "type=\"checkbox\"");
        assertThat(lee.post(HERE, "change=" + seen + "&verdict=approve&reason=x", HERE).statusCode()).isEqualTo(403);
        assertThat(box("MD-1")).contains("BX=12");
    }

    @Test
    void aBarcodeThatMovesIsOneTick() {
        items.given("MD-1", 12, "10614141100016");
        items.said("MD-1", 12);
        items.said("MD-2", 10, "10614141100016");
        assertThat(kim.page(HERE)).contains("decided together", "Barcode 10614141100016", "MD-1, 1 BX", "MD-2, 1 BX");

        String both = tick(kim, "MD-1 and MD-2");
        assertThat(kim.post(HERE, "change=" + encoded(both.split(" ")[1]) + "&verdict=approve&reason=x", HERE).body())
                .contains("Nothing was changed. The change of MD-1 goes together with that of MD-2. Decide about both at once.");
        assertThat(kim.post(HERE, "change=" + encoded(both) + "&verdict=approve&reason=label", HERE).body())
                .contains("In force now: MD-1, MD-2.");
    }

    @Test
    void theListIsNarrowedAndWhatWaitsTooLongIsAnException() {
        items.said("MD-1", 24);
        assertThat(kim.page(HERE + "?feed=catalog.items&risk=packs")).contains("MD-1");
        assertThat(kim.page(HERE + "?risk=prices")).doesNotContain("MD-1").contains("No change fits");
        assertThat(kim.page(HERE + "?age=1d")).doesNotContain("MD-1");
        assertThat(kim.page("/console/exceptions")).doesNotContain("MD-1");

        jdbc.sql("UPDATE stewardship.change SET since = since - interval '2 days'").update();
        assertThat(kim.page(HERE + "?age=1d")).contains("MD-1");
        assertThat(kim.page("/console/exceptions")).contains("A risky change of master data waits",
                "MD-1, 1 BX: in force is 12 EA, its source says 24 EA.", "Look and decide");
    }
}
