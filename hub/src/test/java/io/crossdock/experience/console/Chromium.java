package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real browser, the machine's own. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    private static final Path PROGRAM = Path.of(
            Optional.ofNullable(System.getenv("CROSSDOCK_CHROMIUM")).orElse("/usr/bin/chromium"));
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
    /** A page that shows everything refreshes itself every five seconds at most, which is as long as Playwright waits unasked. */
    private static final double PATIENCE_MS = 30_000;

    static Chromium started() {
        assertThat(Files.isExecutable(PROGRAM)).as("The browser tests need Chromium at %s. On Debian and Ubuntu: "
                + "apt-get install chromium. Elsewhere name it in CROSSDOCK_CHROMIUM", PROGRAM).isTrue();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(playwright, playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(FLAGS)));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
