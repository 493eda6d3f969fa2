package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InvariantsPageTest extends ConsoleScene {

    @Test
    void everySentenceIsThereWithHowItStands() {
        Person kim = new Person("kim");
        String page = kim.page("/console/invariants");

        assertThat(page).contains("Prove everything now", "Nothing is invoiced that has not left.",
                "Every position is the sum of its movements");
        assertThat(page).contains("href=\"/console/invariants\" aria-current=\"page\"");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                assertThat(kim.page("/console/invariants")).doesNotContain("not looked yet", "not known"));
    }
}
