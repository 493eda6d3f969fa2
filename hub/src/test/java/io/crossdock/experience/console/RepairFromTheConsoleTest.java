package io.crossdock.experience.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import io.crossdock.canonical.BackorderPolicy;
import io.crossdock.canonical.Completeness;
import io.crossdock.experience.edi.incoming.EdiGate;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.ExampleLandscape;
import io.crossdock.platform.replica.Replication;
import io.crossdock.postgres.SharedPostgres;
import io.crossdock.system.credit.Credit;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.testing.Distributor;
import io.crossdock.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody without access to the database mends what holds up orders, with a browser alone. */
@SpringBootTest(classes = RepairFromTheConsoleTest.Hub.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class RepairFromTheConsoleTest {

    private static final Path CHROMIUM = Path.of(
            Optional.ofNullable(System.getenv("CROSSDOCK_CHROMIUM")).orElse("/usr/bin/chromium"));
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
    private static final SharedPostgres.Database DATABASE = TestDatabase.migrated();
    private static final ExampleLandscape LANDSCAPE = landscape();
    private static final int ORDERS = 200;

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
    }

    @LocalServerPort
    int port;

    @Autowired
    Replication replication;

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

    private static ExampleLandscape landscape() {
        try {
            Path directory = Files.createTempDirectory("repair");
            ExampleLandscape landscape = ExampleLandscape.in(directory);
            landscape.replace("partners/buildwell.yaml", "{system: buildwell}", "{folder: " + directory.resolve("out") + "}");
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

    private void soon(String what, long wanted) {
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(jdbc.sql(
                "SELECT count(*) FROM edi.transaction_set WHERE state = :state").param("state", what).query(Long.class)
                .single()).isEqualTo(wanted));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    }

    @Test
    void aUnitMismatchOverTwoHundredOrdersAnUnknownItemAndAPausedSystemAreMended() {
        replication.runNow();
        transaction.executeWithoutResult(status -> {
            inventory.snapshot(distributor.counts(), Origin.start("snapshot", "system:erp"));
            credit.report(distributor.standings(Instant.now()));
        });
        for (int i = 1; i <= ORDERS; i++) {
            gate.order("PO-" + i, i + "*CT*15*PE*BP*BW-10001");
        }
        gate.order("PO-ITEM", "4*EA*2.00*PE*BP*BW-77777");
        soon("held", ORDERS + 1);
        effects.pause("edi:buildwell", "user:kim");

        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM).setArgs(FLAGS));
                BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1366, 820)
                        .setBaseURL("http://localhost:" + port))) {
            context.setDefaultTimeout(30_000);
            Page page = context.newPage();
            page.navigate("/console");
            page.getByLabel("Name").fill("kim");
            page.getByLabel("Password").fill("console-admin");
            press(page, "Log in");
            unit(page);
            item(page);
            resume(page);
            page.navigate("/console/exceptions");
            assertThat(page.locator(".empty")).containsText("Nothing needs a person");
        }
    }

    private void unit(Page page) {
        page.navigate("/console/exceptions");
        picture(page, "exceptions-held");
        page.locator("a[href*='fix=refer-unit']").click();
        page.getByLabel("Our unit").selectOption("EA");
        page.getByLabel("How many of ours are one CT").fill("10");
        picture(page, "fix-unit-new");
        press(page, "Show what would happen");
        assertThat(page.locator("#progress")).containsText("Of 200: 200 would go on.");
        assertThat(page.locator("#progress")).containsText("7 CT are 70 EA of CD-10001 at 1.5 = 105 USD");
        picture(page, "fix-unit");
        page.getByLabel("Why").fill("agreed with Buildwell");
        press(page, "Try it on one");
        soon("accepted", 1);
        assertThat(page.locator("#progress")).containsText("tried on 1");
        press(page, "On the other 199");
        soon("accepted", ORDERS);
        assertThat(page.locator("#progress")).containsText("200 done");
        picture(page, "fix-unit-done");
    }

    private void item(Page page) {
        page.navigate("/console/exceptions");
        page.locator("a[href*='fix=refer-item']").click();
        page.getByLabel("Our item number").fill("CD-10002");
        press(page, "Show what would happen");
        page.getByLabel("Why").fill("it is the 2nd one");
        press(page, "Do it");
        soon("accepted", ORDERS + 1);
    }

    private void resume(Page page) {
        page.navigate("/console/exceptions?kind=target-fault");
        page.locator("a[href*='fix=resume']").click();
        press(page, "Show what would happen");
        page.getByLabel("Why").fill("they are back");
        press(page, "Do it");
        await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.sql("""
                SELECT count(*) FROM effects.effect WHERE target = 'edi:buildwell' AND state <> 'done'
                """).query(Integer.class).single() == 0);
    }
}
