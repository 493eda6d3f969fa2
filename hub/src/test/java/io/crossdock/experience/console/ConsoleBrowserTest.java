package io.crossdock.experience.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.replica.Feed;
import io.crossdock.platform.replica.Gate;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.testing.RiskyItems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The console as people use it, in a real browser; leaves pictures in {@code target/screenshots}. */
class ConsoleBrowserTest extends ConsoleScene {

    private static Chromium chromium;

    @Autowired
    Gate gate;

    @Autowired
    Replicas replicas;

    @Autowired
    List<Feed<?>> feeds;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void openBrowser() {
        chromium = Chromium.started();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void logIn() {
        open(ColorScheme.LIGHT);
    }

    private void open(ColorScheme colours) {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1366, 820).setColorScheme(colours)
                .setBaseURL(address("")));
        context.setDefaultTimeout(20_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate("/console");
        page.getByLabel("Name").fill("kim");
        page.getByLabel("Password").fill("console-admin");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Today"))).isVisible();
    }

    @AfterEach
    void nothingComplained() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Test
    void anOrderIsFoundFromTheKeyboardAndTellsItsStory() {
        picture("today");
        page.keyboard().press("/");
        page.keyboard().type(Seeds.TRACKING);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("SO-100001");
        assertThat(page.locator(".picture .mark.milestone").first()).isVisible();
        picture("order-delivered");

        page.locator(".picture a").first().click();
        assertThat(page.url()).contains("#step-");
        page.locator(".folds details summary").first().click();
        assertThat(page.locator(".folds details").first()).containsText("As it was understood");
    }

    @Test
    void aParkedOrderIsSentAgainAfterAQuestion() {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Exceptions")).first().click();
        picture("exceptions");
        page.locator("tr", new Page.LocatorOptions().setHasText(Seeds.PARKED.value()))
                .getByText("Send again").click();
        assertThat(page.locator(".consequence")).containsText("will be sent to the ERP again");
        picture("question");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, send again")).click();

        assertThat(page.locator(".said")).containsText("On its way again");
        assertThat(effects.effect("erp", "order.post", Seeds.PARKED.value()).map(Effect::state))
                .contains(EffectState.READY);
    }

    @Test
    void aPageFollowsItsOrderByItself() {
        page.navigate("/console/orders/" + Seeds.BACKORDERED);
        assertThat(page.locator("#following")).isVisible();
        transaction.executeWithoutResult(status -> journal.append(new NewFact("order.noted", Seeds.BACKORDERED.value(),
                Seeds.BACKORDERED.value(), Origin.start("story", "user:kim"), 1, Map.of())));

        assertThat(page.locator(".story")).containsText("Order noted");
        picture("order-backordered");
    }

    @Test
    void anOrderIsWantedOnAnotherDayAndWithItemsBesides() {
        page.navigate("/console/orders/" + Seeds.BACKORDERED);
        page.getByText("Change or cancel…").click();
        page.getByLabel("Item 1", new Page.GetByLabelOptions().setExact(true)).fill("CD-10001");
        page.getByLabel("How much of item 1").fill("5");
        page.getByText("See what it comes to").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The accounts have not been read from the ERP yet.");
        assertThat(page.getByLabel("How much of item 1")).hasValue("5");
        picture("change-refused");

        page.getByLabel("All of it on").fill("2027-03-03");
        page.getByText("See when it comes").click();
        assertThat(page.locator(".ask")).containsText("arrives on 2027-03-0");
        assertThat(page.locator(".consequence")).containsText("The buyer is promised these days");
        picture("change-day");
        page.getByText("Yes, change it").click();
        assertThat(page.locator(".said")).containsText("arrives on 2027-03-0");
    }

    @Test
    void aMapIsTriedOnItsBench() {
        page.navigate("/console/connectors");
        picture("connectors");
        page.navigate("/console/subscriptions/crm/rebuild?from=2001-01-01T00:00:00Z&to=2101-01-01T00:00:00Z");
        picture("rebuild");
        page.navigate("/console/maps");
        picture("maps");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("850-order")).click();
        page.getByLabel("Input").fill("{\"BEG\": {\"BEG03\": \"PO-77\"}, \"FOB\": [{\"FOB01\": \"CC\"}]}");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try")).click();
        assertThat(page.getByLabel("Output")).containsText("PO-77");
        assertThat(page.getByLabel("Dropped")).containsText("/FOB/0/FOB01");
        picture("map-bench");
    }

    @Test
    void ordersAndSystemsReadWell() {
        page.navigate("/console/orders");
        picture("orders");
        page.locator(".list tbody tr").first().locator("td").nth(2).click();
        assertThat(page.locator("h1")).hasText("SO-100006");
        page.navigate("/console/orders/" + Seeds.WAITING);
        picture("order-waiting");
        jdbc.sql("""
                INSERT INTO warehouse.file_feed (system, feed, node, looked_at, waiting, failing_since, code, failure)
                VALUES ('wms-atl', 'counts', 'hub', now() - interval '40 s', 3, NULL, NULL, NULL),
                       ('wms-atl', 'receipts', 'hub', now() - interval '40 s', 0, now() - interval '3 min', 'unreachable',
                        'sftp.northlog.example:22 does not answer: Connection refused.')
                """).update();
        page.navigate("/console/systems");
        assertThat(page.getByText("Takes no calls: Connection refused")).isVisible();
        assertThat(page.getByText("sftp.northlog.example:22 does not answer")).isVisible();
        picture("systems");
        jdbc.sql("DELETE FROM warehouse.file_feed").update();
    }

    @Test
    void aSystemShowsWhatIsToComeAndIsDrained() {
        jdbc.sql("""
                INSERT INTO effects.forecast (target, made_at, backlog, up_to_seq, per_minute, basis, drains_at, drained_at, disturbed)
                VALUES ('erp', now() - interval '3 h', 4200, 1, 420, 'seen', now() - interval '170 min',
                        now() - interval '169 min', false),
                       ('erp', now() - interval '2 h', 900, 1, 60, 'capacity', now() - interval '105 min',
                        now() - interval '80 min', true)
                """).update();
        page.navigate("/console/systems/erp");
        assertThat(page.locator("h1")).containsText("ERP");
        assertThat(page.getByText("Maintenance (monthly close)")).isVisible();
        assertThat(page.getByText("calls today")).isVisible();
        assertThat(page.getByText("stopped or silent meanwhile").first()).isVisible();
        picture("system");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Drain")).click();
        assertThat(page.locator(".consequence")).containsText("When nothing is under way any more");
        picture("drain");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, drain")).click();
        assertThat(page.locator(".said")).containsText("Being drained");
        page.navigate("/console/systems/erp/resume");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, resume")).click();
        assertThat(page.locator(".said")).containsText("Resumed");
        jdbc.sql("DELETE FROM effects.forecast").update();
    }

    @Test
    void aReceiptSaysWhatCountedAndWhatEachAlternativeLostOn() {
        jdbc.sql("INSERT INTO ordering.receipt (order_number, receipt) VALUES (:number, :receipt::jsonb)")
                .param("number", Seeds.BACKORDERED.value()).param("receipt", """
                        {"number": "SO-100005", "account": "A-1001", "decidedAt": "2026-11-20T15:00:00Z",
                         "landscape": "0123456789ab", "rounding": "half_up", "evidence": {}, "lines": [], "taxes": [],
                         "freight": [], "credit": {"source": "replicated", "limit": "1000", "headroomPercent": "100",
                         "exposure": "0", "reserved": "0", "position": 0, "asOf": "2026-11-20T15:00:00Z",
                         "available": "1000", "total": "10"}, "availability": [],
                         "sourcing": {"rule": "ranked", "chosen": ["ATL"],
                          "scores": [{"criterion": "least_open", "value": "0", "says": "nothing stays open"},
                                     {"criterion": "cheapest_freight", "value": "18.00", "says": "18.00 USD"}],
                          "alternatives": [{"origins": ["DFW"], "shipments": 1, "missing": "nothing",
                            "whyNot": "costs more freight: 38.00 USD; the choice: 18.00 USD",
                            "scores": [{"criterion": "least_open", "value": "0", "says": "nothing stays open"},
                                     {"criterion": "cheapest_freight", "value": "38.00", "says": "38.00 USD"}],
                            "lostOn": "cheapest_freight"}]},
                         "totals": {"net": "10", "freight": "0", "tax": "0", "total": "10"}}
                        """).update();
        page.navigate("/console/orders/" + Seeds.BACKORDERED + "/receipt");
        assertThat(page.locator("section[aria-labelledby=h-sourcing]")).containsText("cheapest freight");
        assertThat(page.locator("section[aria-labelledby=h-sourcing]")).containsText("costs more freight: 38.00 USD");
        picture("receipt");
    }

    @Test
    void riskyChangesAreSeenBeforeAndAfterAndApprovedTogether() {
        RiskyItems items = RiskyItems.of(jdbc, transaction, gate, replicas, clock, feeds);
        page.navigate("/console/master-data");
        picture("master-data-empty");
        items.given("MD-1", 12);
        items.given("MD-2", 10, "10614141100016");
        items.given("MD-3", 8);
        items.said("MD-1", 24);
        items.said("MD-2", 10);
        items.said("MD-3", 8, "10614141100016");
        page.navigate("/console/master-data");
        picture("master-data");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture("master-data-dark");

        page.getByLabel("Decide about MD-2 and MD-3").check();
        page.getByLabel("Why").fill("labels were swapped");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve what is ticked")).click();
        assertThat(page.locator(".said")).hasText("In force now: MD-2, MD-3.");
        assertThat(page.locator(".changes")).containsText("24 EA");
        page.navigate("/console/master-data?state=approved");
        assertThat(page.locator(".changes")).containsText("labels were swapped");
        picture("master-data-approved-dark");
        items.clean();
    }

    @Test
    void inTheDarkAndOnPaperAndOnASmallScreen() {
        context.close();
        open(ColorScheme.DARK);
        picture("today-dark");
        page.navigate("/console/orders/" + Seeds.DELIVERED);
        picture("order-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.LIGHT));
        picture("order-print");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        page.setViewportSize(420, 800);
        picture("order-small");
        int wider = (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wider).isLessThanOrEqualTo(0);
    }

    @Test
    void subscriptionsReadWellByDayAndByNight() {
        page.navigate("/console/subscriptions");
        assertThat(page.locator("#crm .chip")).containsText("active");
        picture("subscriptions");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture("subscriptions-dark");
        page.locator("main").getByText("Replay").click();
        page.getByText("the last week").click();
        assertThat(page.locator("h1")).hasText("Deliver again to crm");
        picture("replay");
    }

    @Test
    void aFixForManyIsSeenBeforeItIsDone() {
        page.navigate("/console/exceptions?kind=business-refusal");
        page.locator("a[href*='fix=send-again']").first().click();
        picture("fix-new");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show what would happen")).click();
        assertThat(page.locator("#progress")).containsText("nothing is done yet");
        assertThat(page.locator("#progress")).containsText("sent to the ERP again");
        picture("fix");
        page.navigate("/console/fixes");
        assertThat(page.locator("h1")).hasText("Repairs");
        picture("repairs");
    }

    @Test
    void returnsAreListedAndRead() {
        page.navigate("/console/returns");
        assertThat(page.locator("h1")).hasText("Returns");
        picture("returns");
        page.navigate("/console/orders/" + Seeds.DELIVERED);
        if (page.locator("#h-returns").count() > 0) {
            page.locator("#h-returns + ul a").first().click();
            assertThat(page.locator("h1")).containsText("RMA-");
            picture("return");
        }
    }

    @Test
    void everyFieldAndPictureHasAName() {
        for (String path : List.of("/console", "/console/orders", "/console/orders/SO-100001", "/console/exceptions", "/console/inventory",
                "/console/fixes", "/console/reconciliation", "/console/subscriptions", "/console/systems", "/console/systems/erp", "/console/master-data",
                "/console/returns")) {
            page.navigate(path);
            List<?> nameless = (List<?>) page.evaluate("""
                    () => [...document.querySelectorAll('input:not([type=hidden]), button, a, svg[role=img], svg[role=group]')]
                        .filter(each => !(each.textContent.trim() || each.getAttribute('aria-label')
                            || (each.labels && each.labels.length) || each.getAttribute('title')))
                        .map(each => each.outerHTML.slice(0, 120))
                    """);
            assertThat(nameless).as(path).isEmpty();
            assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
            assertThat(page.locator("main").count()).as(path).isEqualTo(1);
        }
    }
}
