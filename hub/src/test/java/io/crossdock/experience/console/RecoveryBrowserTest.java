package io.crossdock.experience.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.process.practice.DrillReport;
import io.crossdock.process.practice.Practice;
import io.crossdock.system.connectors.EnteredOrderSource.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Pages that tell how things stand, from the page after the login on and by clicks alone; nothing sticks out of any. */
class RecoveryBrowserTest extends ConsoleScene {

    private static final int SMALL = 420;
    private static Chromium chromium;

    @Autowired
    Practice practice;

    @Autowired
    Json json;

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
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1366, 820).setBaseURL(address("")));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.navigate("/console");
        page.getByLabel("Name").fill("kim");
        page.getByLabel("Password").fill("console-admin");
        press("Log in");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Today"))).isVisible();
    }

    @AfterEach
    void close() {
        context.close();
        jdbc.sql("DELETE FROM practice.report").update();
        new EnteredRows(jdbc, json).forget();
    }

    private void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    private void menu(String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name)).click();
    }

    /** On a wide and on a small screen; nothing sticks out. */
    private void picture(String name) {
        for (int width : new int[] {1366, SMALL}) {
            page.setViewportSize(width, 820);
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                    .setPath(Path.of("target", "screenshots", name + (width == SMALL ? "-small" : "") + ".png")));
            int wider = (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(wider).as("%s sticks out at %s", name, width).isLessThanOrEqualTo(0);
        }
        page.setViewportSize(1366, 820);
    }

    /** Something that needs a person, and a sign that something has happened. */
    private UUID stops(String key) {
        transaction.executeWithoutResult(status -> effects.request(List.of(new NewEffect("erp", "invoice.post", key, key,
                Tier.CRITICAL, Origin.start("story-" + key, "hub"), Map.of()))));
        UUID id = effects.effect("erp", "invoice.post", key).orElseThrow().id();
        jdbc.sql("UPDATE effects.effect SET state = 'parked', code = 'attempts-exhausted', reason = 'It said no.' WHERE id = :id")
                .param("id", id).update();
        transaction.executeWithoutResult(status -> journal.append(new NewFact("order.noted", key, key,
                Origin.start("story-" + key, "user:kim"), 1, Map.of())));
        return id;
    }

    @Test
    void theMenuCountsWhatThePageLists() {
        menu("Exceptions");
        Locator says = page.locator("main .headline");
        Locator counted = page.locator("#menu-exceptions .count");
        int before = Integer.parseInt(counted.textContent());
        assertThat(says).containsText(before + " need a person");
        assertThat(page.locator("#following")).isVisible();

        UUID stopped = stops("SO-199998-1");
        assertThat(says).containsText(before + 1 + " need a person");
        assertThat(counted).hasText(String.valueOf(before + 1));
        menu("Today");
        assertThat(counted).hasText(String.valueOf(before + 1));
        assertThat(page.locator("a.tile.trouble b")).hasText(String.valueOf(before + 1));
        effects.skip(stopped, "It was a test.", "user:kim");
    }

    @Test
    void anOrderThatWasEnteredInAnErpIsFoundFromTheOrders() {
        EnteredRows rows = new EnteredRows(jdbc, json);
        IntStream.range(0, 3).forEach(number -> rows.add("erp", 201 + number, Standing.values()[number], "by phone " + number));
        menu("Orders");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Entered in an ERP")).click();
        assertThat(page.locator("h1")).hasText("Orders entered in an ERP");
        picture("entered-orders");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Cancelled")).click();
        assertThat(page.locator("table.list tbody tr")).hasCount(1);
    }

    @Test
    void aTimeIsReplayedAsThePagesTellTimes() {
        menu("Replays");
        assertThat(page.locator("#zone")).hasText("From and to are times of America/New York, as everywhere in these pages.");
        page.getByLabel("or from").fill("2026-02-05T09:25");
        page.getByLabel("to", new Page.GetByLabelOptions().setExact(true)).fill("2026-02-05T09:35");
        picture("replay-form");
        page.setViewportSize(SMALL, 820);
        page.locator(".pair").all().forEach(pair -> {
            double label = pair.locator("label").boundingBox().y;
            BoundingBox field = pair.locator("input, select").boundingBox();
            assertThat(label).as(pair.textContent()).isBetween(field.y - 1, field.y + field.height);
        });
        press("Show what would happen");
        assertThat(page.locator("main")).containsText("There is nothing to replay in that.");
        assertThat(page.getByLabel("or from")).hasValue("2026-02-05T09:25");
    }

    @Test
    void drillsMapsAndInvariantsReadWell() {
        menu("Drills");
        picture("recovery-drills-empty");
        Instant now = clock.instant();
        practice.tell(new DrillReport("bulk-behind-erp", "404", now.minusSeconds(300), Duration.ofMinutes(2),
                Duration.ofMinutes(4), true, Optional.of(new DrillReport.Score(721, 719, 2, 0, 0, 0, 0, 0, Optional.empty(),
                Duration.ofSeconds(41), Optional.of(new DrillReport.Beside(Duration.ofMillis(215), Duration.ofMillis(275))))),
                List.of("second 48: 10000 bulk calls are queued for the ERP"), List.of(), List.of(),
                "crossdock drill run bulk-behind-erp --minutes 2 --seed 404"), "consumer:operations-demo");
        practice.tell(new DrillReport("hub-killed", "7", now.minusSeconds(60), Duration.ofMinutes(1), Duration.ofMinutes(9),
                false, Optional.empty(), List.of("second 3: hub 0 is killed and started again"), List.of("after-call"),
                List.of("settling took more than PT6M: [effect erp invoice.post SO-100494-1 ready , leg SO-100400-1 picked]"),
                "crossdock drill run hub-killed --minutes 1 --seed 7"), "consumer:operations-demo");
        menu("Drills");
        picture("recovery-drills");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("bulk-behind-erp")).click();
        assertThat(page.locator("main")).containsText("1.28 times as long");
        picture("recovery-drill");
        page.goBack();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("hub-killed")).click();
        picture("recovery-drill-failed");
        menu("Maps");
        picture("recovery-maps");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("850-order")).click();
        picture("recovery-map");
        menu("Invariants");
        picture("recovery-invariants");
    }
}
