package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.effects.Effect;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Fixes on the console: seen, approved, followed, by whoever may. */
class RepairPagesTest extends ConsoleScene {

    private static String link(String page, String pattern) {
        Matcher found = Pattern.compile("href=\"(" + pattern + ")\"").matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private static String hash(String page) {
        Matcher found = Pattern.compile("name=\"hash\" value=\"([0-9a-f]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void causesAreNarrowedAndSayWhoseTheyAreAndByWhen() {
        Person kim = new Person("kim");
        String all = kim.page("/console/exceptions");

        assertThat(all).contains("Order desk", "Deadline", "docs/guides/repair.md#business-refusal", "it then counts as late");
        assertThat(kim.page("/console/exceptions?kind=in-doubt")).doesNotContain("The ERP said no");
        assertThat(kim.page("/console/exceptions?kind=drift&late=yes")).contains("No exception fits");
        assertThat(kim.page("/console/exceptions?owner=EDI+desk")).contains("a partner whom nobody knows")
                .doesNotContain("The ERP said no");
        assertThat(kim.page("/console/exceptions?from=999999&kind=nonsense")).contains("Exceptions");
    }

    @Test
    void whatWouldBecomeOfEachIsSeenBeforeAnythingIsDone() {
        Person kim = new Person("kim");
        String page = kim.page("/console/exceptions?kind=business-refusal");
        String ask = link(page, "/console/fixes/new\\?cluster=refused[^\"]+send-again");
        assertThat(kim.page(ask)).contains("Send again", "before anything is done");
        String cluster = Pattern.compile("cluster=([^&]+)").matcher(ask).results().findFirst().orElseThrow().group(1);

        String path = kim.post("/console/fixes", "cluster=" + cluster + "&fix=send-again", ask).uri().getPath();

        String shown = kim.page(path);
        assertThat(shown).contains("nothing is done yet", "sent to the ERP again");
        assertThat(kim.post(path, "hash=" + hash(shown) + "&on=all&reason=", path).body()).contains("Please say why");
        assertThat(kim.post(path, "hash=nonsense&on=all&reason=why", path).body()).contains("Nothing was changed");
        assertThat(kim.page(path)).contains("nothing is done yet");
    }

    @Test
    void aPausedSystemIsResumedFromItsException() {
        Person kim = new Person("kim");
        effects.pause("northforge", "user:kim");
        String ask = link(kim.page("/console/exceptions?kind=target-fault"),
                "/console/fixes/new\\?cluster=paused[^\"]+northforge[^\"]+");
        String path = kim.post("/console/fixes", "cluster=paused%3Anorthforge&fix=resume", ask).uri().getPath();

        String shown = kim.page(path);
        kim.post(path, "hash=" + hash(shown) + "&on=all&reason=they+are+back", path);

        await().atMost(Duration.ofSeconds(60)).until(() -> kim.page(path).contains("It takes calls."));
        assertThat(kim.page("/console/fixes")).contains("Resume", "they are back", "1 of 1");
        assertThat(kim.page("/console/exceptions")).doesNotContain("paused:northforge");
    }

    @Test
    void whoMayOnlyLookSeesNoFix() {
        assertThat(new Person("lee").page("/console/exceptions")).doesNotContain("/console/fixes/new");
    }

    @Test
    void whatIsOverSaysSo() {
        Person kim = new Person("kim");
        assertThat(kim.get("/console/fixes/new?cluster=nothing&fix=resume").statusCode()).isEqualTo(404);
        assertThat(kim.get("/console/fixes/00000000-0000-0000-0000-000000000000").statusCode()).isEqualTo(404);
    }

    @Test
    void oneInDoubtIsAskedAboutOrConfirmedUnderItsNumber() {
        Person kim = new Person("kim");
        Effect doubted = effects.effect("erp", "order.post", Seeds.DOUBTED.value()).orElseThrow();
        jdbc.sql("UPDATE effects.effect SET started_at = started_at - interval '10 minutes' WHERE id = :id")
                .param("id", doubted.id()).update();
        try {
            String page = kim.page("/console/exceptions?kind=in-doubt");
            assertThat(page).contains("Ask again now whether it is there", "It is there: enter its number");
            String ask = link(page, "/console/fixes/new\\?cluster=in-doubt[^\"]+fix=confirm");
            String form = "cluster=in-doubt%3Aerp&fix=confirm&v-number=";
            assertThat(kim.post("/console/fixes", form, ask).body()).contains("Enter the number it has there");
            assertThat(kim.post("/console/fixes", form + "E-7", ask).body()).contains("done at the ERP as E-7", "Do it",
                    "cannot be undone");
        } finally {
            jdbc.sql("UPDATE effects.effect SET started_at = started_at + interval '10 minutes' WHERE id = :id")
                    .param("id", doubted.id()).update();
        }
    }
}
