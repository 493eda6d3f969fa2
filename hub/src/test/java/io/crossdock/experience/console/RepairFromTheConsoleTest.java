package io.crossdock.experience.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Completeness;
import io.crossdock.canonical.Destination;
import io.crossdock.canonical.ItemName;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.experience.edi.incoming.EdiGate;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.replica.Replicas;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Somebody without access to the database mends what holds up orders: from the page after the login on, by what can be
 * clicked there and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(classes = RepairFromTheConsoleTest.Hub.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class RepairFromTheConsoleTest {

    private static final SharedPostgres.Database DATABASE = TestDatabase.migrated();
    private static final ExampleLandscape LANDSCAPE = landscape();
    private static final int ORDERS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** The console, the EDI channel and all they rest on, with a distributor in memory. No component, or others would find it. */
    @EnableAutoConfiguration
    @ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
            basePackages = {"io.crossdock.experience.console", "io.crossdock.experience.subscriptions",
                "io.crossdock.experience.edi", "io.crossdock.process", "io.crossdock.system", "io.crossdock.platform"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = {".*\\.ReplicasHealthIndicator",
                ".*\\.Reconciler", ".*\\.gateway\\.Doors.*", ".*\\.connectors\\.estate\\..*", ".*ConsoleHub", ".*Test\\$.*"}))
    static class Hub {

        @Bean
        Distributor distributor() {
            return new Distributor().account("A-1007", "10000000.00", BackorderPolicy.BACKORDER, Completeness.PARTIAL)
                    .item("CD-10001", "1.50", 100_000, 0, 0).item("CD-10002", "2.00", 100_000, 0, 0);
        }

        @Bean
        PaperErp paperErp(Json json) {
            return new PaperErp(json);
        }

        @Bean
        PaperErp.Additions additions(Json json) {
            return new PaperErp.Additions(json);
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Replication replication;

    @Autowired
    Replicas replicas;

    @Autowired
    Distributor distributor;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Inventory inventory;

    @Autowired
    Credit credit;

    @Autowired
    Effects effects;

    @Autowired
    EdiGate gate;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Ordering ordering;

    @Autowired
    PaperErp erp;

    @Autowired
    PaperErp.Additions additions;

    private Chromium chromium;
    private BrowserContext context;
    private Page page;

    private static ExampleLandscape landscape() {
        try {
            Path directory = Files.createTempDirectory("repair");
            ExampleLandscape landscape = ExampleLandscape.in(directory);
            landscape.replace("partners/buildwell.yaml", "{system: buildwell}", "{folder: " + directory.resolve("out") + "}");
            // What was asked in vain is not asked again by itself while this test runs.
            landscape.replace("systems/erp.yaml", "firstBackoff: 500ms\n  maxBackoff: 15s",
                    "firstBackoff: 1h\n  maxBackoff: 1h");
            landscape.replace("systems/erp.yaml", "settle: 6s", "settle: 100ms");
            landscape.write("users.yaml", """
                    users:
                      - {name: kim, password: file:console-admin, roles: [operator]}
                    """);
            return landscape;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("crossdock.landscape", () -> LANDSCAPE.folder().toString());
        registry.add("crossdock.secrets", () -> LANDSCAPE.secrets().toString());
        registry.add("crossdock.database.url", DATABASE::jdbcUrl);
        registry.add("crossdock.database.username", DATABASE::username);
        registry.add("crossdock.database.password", DATABASE::password);
        registry.add("crossdock.database.pool", () -> 16);
        registry.add("management.endpoint.health.group.readiness.include", () -> "readinessState, db");
    }

    @BeforeAll
    void open() {
        // The hub reads by itself, too, and one reads at a time.
        await().atMost(PATIENCE).until(() -> {
            replication.runNow();
            return replication.awaited().isEmpty();
        });
        replicas.refresh();
        transaction.executeWithoutResult(status -> {
            inventory.snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            credit.report(distributor.standings(Instant.now()));
        });
        chromium = Chromium.started();
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @BeforeEach
    void logIn() {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1366, 820)
                .setBaseURL("http://localhost:" + port));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.navigate("/console");
        page.getByLabel("Name").fill("kim");
        page.getByLabel("Password").fill("console-admin");
        press("Log in");
    }

    @AfterEach
    void logOut() {
        context.close();
    }

    private void nothingNeedsAPerson() {
        menu("Exceptions");
        assertThat(page.locator(".empty")).containsText("Nothing needs a person");
    }

    private void soon(String what, long wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql(
                "SELECT count(*) FROM edi.transaction_set WHERE state = :state").param("state", what).query(Long.class)
                .single()).isEqualTo(wanted));
    }

    private OrderNumber order(String purchaseOrder) {
        OrderRequest request = new OrderRequest(Channel.PORTAL, "portal-demo", new AccountId("A-1007"),
                Optional.of(purchaseOrder), Optional.empty(), new Destination.Usual(), Distributor.USD,
                List.of(new OrderRequest.Line(1, Optional.empty(), new ItemName.BySku(new Sku("CD-10001")),
                        Quantity.of("4", "EA"), Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty());
        Placement placed = ordering.place(request, new Incoming("portal:test", purchaseOrder, "application/json",
                purchaseOrder.getBytes(StandardCharsets.UTF_8), "consumer:test", "story-" + purchaseOrder));
        return ((Placement.Accepted) placed).answer().number();
    }

    private void posting(OrderNumber order, EffectState wanted) {
        await().atMost(PATIENCE).until(() -> effects.effect("erp", "order.post", order.value()).map(Effect::state)
                .filter(wanted::equals).isPresent());
    }

    /** And some minutes have passed. */
    private void askedInVain(int orders) {
        await().atMost(PATIENCE).until(() -> jdbc.sql("""
                SELECT count(*) FROM effects.effect WHERE state = 'in_doubt' AND reason = 'It does not answer.'
                """).query(Integer.class).single() == orders);
        jdbc.sql("UPDATE effects.effect SET started_at = started_at - interval '5 minutes' WHERE state = 'in_doubt'").update();
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    private void menu(String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name)).click();
    }

    /** Of the exceptions, the cause with that title. */
    private Locator cause(String title) {
        menu("Exceptions");
        return page.locator(".card", new Page.LocatorOptions().setHasText(title));
    }

    /** A fix beside its cause. */
    private void choose(Locator cause, String fix) {
        cause.locator("p.fixes").getByText(fix).click();
    }

    @Test
    void aUnitMismatchOverTwoHundredOrdersAnUnknownItemAndAPausedSystemAreMended() {
        for (int i = 1; i <= ORDERS; i++) {
            gate.order("PO-" + i, i + "*CT*15*PE*BP*BW-10001");
        }
        gate.order("PO-ITEM", "4*EA*2.00*PE*BP*BW-77777");
        soon("held", ORDERS + 1);
        await().atMost(PATIENCE).until(() -> effects.pause("edi:buildwell", "user:kim"));
        unit();
        item();
        resume();
        nothingNeedsAPerson();
    }

    private void unit() {
        Locator cause = cause("by CT, a unit nobody knows of it");
        picture("exceptions-held");
        choose(cause, "Say what the unit means…");
        page.getByLabel("Our unit").selectOption("EA");
        page.getByLabel("How many of ours are one CT").fill("10");
        picture("fix-unit-new");
        press("Show what would happen");
        assertThat(page.locator("#progress")).containsText("Of 200: 200 would go on.");
        assertThat(page.locator("#progress")).containsText("7 CT are 70 EA of CD-10001 at 1.5 = 105 USD");
        picture("fix-unit");
        page.getByLabel("Why").fill("agreed with Buildwell");
        press("Try it on one");
        soon("accepted", 1);
        assertThat(page.locator("#progress")).containsText("tried on 1");
        press("On the other 199");
        soon("accepted", ORDERS);
        // What is known by now is told to those that are held, too: they may go on before the step for them is done.
        assertThat(page.locator("#progress")).containsText("0 left");
        assertThat(page.locator("#progress")).not().containsText("could not be done");
        picture("fix-unit-done");
    }

    private void item() {
        Locator cause = cause("BW-77777");
        choose(cause, "Say which item it is…");
        page.getByLabel("Our item number").fill("CD-10002");
        press("Show what would happen");
        assertThat(page.locator("#progress")).containsText("Of 1: 1 would go on.");
        assertThat(page.locator("#progress")).containsText("CD-10002");
        page.getByLabel("Why").fill("it is the 2nd one");
        press("Do it");
        soon("accepted", ORDERS + 1);
        assertThat(page.locator("#progress")).containsText("0 left");
    }

    private void resume() {
        choose(cause("was paused by kim"), "Resume…");
        press("Show what would happen");
        assertThat(page.locator(".headline")).containsText("begin again at once");
        page.getByLabel("Why").fill("they are back");
        press("Do it");
        await().atMost(PATIENCE).until(() -> jdbc.sql("""
                SELECT count(*) FROM effects.effect WHERE target = 'edi:buildwell' AND state <> 'done'
                """).query(Integer.class).single() == 0);
    }

    @Test
    void ordersOfWhichNobodyKnowsWhetherTheErpHasThemAreAskedAboutAndSettled() {
        erp.answers(false);
        OrderNumber once = order(PaperErp.LOST + "1");
        OrderNumber twice = order(PaperErp.LOST + "2");
        askedInVain(2);
        String surplus = erp.enter(twice.value());
        String ours = erp.booked(twice.value()).getFirst();
        erp.answers(true);

        Locator doubt = cause("An answer was lost, and the hub is still asking");
        assertThat(doubt).containsText("may or may not be done at the ERP: It does not answer.");
        picture("exceptions-doubt");
        choose(doubt, "Ask again now whether it is there…");
        press("Show what would happen");
        assertThat(page.locator(".headline")).containsText("If it has it, it counts as done under the number that it says; "
                + "if not, it is sent again by itself.");
        assertThat(page.locator("#progress")).containsText("the ERP is asked whether it has " + twice);
        picture("fix-doubt");
        page.getByLabel("Why").fill("the ERP is back");
        press("On all 2");
        posting(once, EffectState.DONE);
        posting(twice, EffectState.PARKED);

        page.locator("#progress").getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(twice.value())).click();
        String says = "The target has it 2 times: " + ours + ", " + surplus + ".";
        assertThat(page.locator("main .headline")).hasText(says);
        picture("effect-several");
        page.getByText("It is done…").click();
        assertThat(page.locator(".ask")).containsText("Heard last: " + says);
        assertThat(page.locator(".consequence")).containsText("Nothing is sent. The order goes on as if the ERP had answered. "
                + "What else the ERP has of it is one too many there, and an exception until it is undone.");
        page.getByLabel("Its number there").fill(ours);
        picture("question-several");
        press("Yes, note it");
        assertThat(page.locator(".said")).containsText("is done at the ERP as " + ours);
        assertThat(page.locator(".facts")).containsText(ours);

        Locator tooOften = cause("The ERP has something once too often");
        assertThat(tooOften).containsText(surplus + " besides: that one has to be undone there.");
        choose(tooOften, "It is undone there…");
        press("Show what would happen");
        page.getByLabel("Why").fill("cancelled there");
        press("Do it");
        assertThat(page.locator("#progress")).containsText("1 done");
        assertThat(erp.booked(once.value())).as("nothing was sent again").hasSize(1);
        assertThat(cause("The ERP has something once too often")).hasCount(0);
    }

    @Test
    void anItemIsAddedToAnOrderAndTheErpGetsIt() {
        OrderNumber number = order("PO-MORE");
        posting(number, EffectState.DONE);
        menu("Orders");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(number.value())).click();
        assertThat(page.locator("dl.facts")).containsText("E-5");
        page.getByText("Change or cancel…").click();
        page.getByLabel("Item 1", new Page.GetByLabelOptions().setExact(true)).fill("CD-10002");
        page.getByLabel("How much of item 1").fill("5");
        page.getByLabel("Why").fill("they rang");
        press("See what it comes to");
        assertThat(page.locator(".ask")).containsText("CD-10002");
        assertThat(page.locator(".ask")).containsText("What is more comes to");
        picture("change-more");
        press("Yes, change it");
        assertThat(page.locator(".said")).containsText("CD-10002");
        assertThat(page.locator("section[aria-labelledby=h-lines]")).containsText("CD-10002");
        picture("change-more-done");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(additions.added(number.value()))
                .extracting(line -> line.sku() + " " + line.quantity()).containsExactly("CD-10002 5 EA"));
    }
}
