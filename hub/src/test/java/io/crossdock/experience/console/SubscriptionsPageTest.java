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
    void aReadSideIsFilledAgainAfterALookAtHowMuchThatIs() {
        Person kim = new Person("kim");
        String path = "/console/subscriptions/crm/rebuild";
        assertThat(kim.page(path)).contains("Tell crm again what has happened", "was never told again");
        assertThat(kim.page(path + "?from=yesterday&to=today")).contains("Say a beginning and an end after it");
        assertThat(kim.page(path + "?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z")).contains("Nothing that is told");
        String seen = kim.page(path + "?from=2001-01-01T00:00:00Z&to=2101-01-01T00:00:00Z");
        assertThat(seen).contains("facts would be read, in batches");
        String facts = seen.replaceAll("(?s).*name=\"facts\" value=\"([0-9]+)\".*", "$1");
        String wish = "from=2001-01-01T00:00:00Z&to=2101-01-01T00:00:00Z&why=new&facts=";
        assertThat(kim.post(path, wish + 0, path).body()).contains("Nothing was begun: by now there are " + facts);
        assertThat(kim.post(path, wish + facts, path).body()).contains("Begun: " + facts + " facts are read for crm");
        String id = jdbc.sql("SELECT id FROM subscriptions.rebuild").query(String.class).single();
        assertThat(kim.post(path + "/" + id + "/stop", "", path).body()).containsAnyOf("Stopped: nothing more", "ended already");
        assertThat(new Person("lee").page(path)).doesNotContain("Show how much that is");
        jdbc.sql("DELETE FROM effects.effect WHERE kind = 'webhook.deliver'").update();
        jdbc.sql("DELETE FROM subscriptions.rebuild").update();
    }

    @Test
    void aViewerMayOnlyLook() {
        Person lee = new Person("lee");
        assertThat(lee.page("/console/subscriptions")).contains("/crm/hooks").doesNotContain("Pause</button>");
        assertThat(lee.post("/console/subscriptions/crm/test", "", "/console/subscriptions").statusCode()).isEqualTo(403);
    }
}
