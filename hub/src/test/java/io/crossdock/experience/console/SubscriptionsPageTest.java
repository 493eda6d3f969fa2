package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionsPageTest extends ConsoleScene {

    @Test
    void whoIsToldIsSeenAndAPersonMayTestAndReplay() {
        Person kim = new Person("kim");
        String page = kim.page("/console/subscriptions");
        assertThat(page).contains("1 program is told what happens", "/crm/hooks", "Pause", "Replay", "nothing yet");
        assertThat(page).contains("href=\"/console/subscriptions\" aria-current=\"page\"");

        assertThat(kim.post("/console/subscriptions/crm/test", "", "/console/subscriptions").body())
                .contains("A test event is on its way to crm.");
        assertThat(kim.page("/console/subscriptions/crm/replay?hours=168")).contains("Deliver again to crm", "the last week");
        assertThat(kim.get("/console/subscriptions/nobody/replay").statusCode()).isEqualTo(404);
        jdbc.sql("DELETE FROM effects.effect WHERE kind = 'webhook.deliver'").update();
    }

    @Test
    void aViewerMayOnlyLook() {
        Person lee = new Person("lee");
        assertThat(lee.page("/console/subscriptions")).contains("/crm/hooks").doesNotContain("Pause</button>");
        assertThat(lee.post("/console/subscriptions/crm/test", "", "/console/subscriptions").statusCode()).isEqualTo(403);
    }
}
