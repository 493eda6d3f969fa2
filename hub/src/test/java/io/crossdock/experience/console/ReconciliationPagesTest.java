package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconciliationPagesTest extends ConsoleScene {

    @Test
    void whatWasComparedIsSeenAndAsksForMore() {
        String page = new Person("kim").page("/console/reconciliation");

        assertThat(page).contains("No drift is open", "Compare everything now", "policies.reconciliation");
        assertThat(page).contains("href=\"/console/reconciliation\" aria-current=\"page\"");
    }
}
