package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReplayPagesTest extends ConsoleScene {

    private static final Pattern HASH = Pattern.compile("name=\"hash\" value=\"([0-9a-f]{64})\"");

    private UUID refused(String key) {
        transaction.executeWithoutResult(status -> effects.request(List.of(new NewEffect("erp", "invoice.post", key, key.substring(0, 4),
                Tier.CRITICAL, Origin.start("story-replay", "hub"), Map.of()))));
        Effect asked = effects.effect("erp", "invoice.post", key).orElseThrow();
        jdbc.sql("UPDATE effects.effect SET state = 'refused', reason = 'It said no.', finished_at = now(), "
                + "lease_until = NULL, worker = NULL, leased_at = NULL WHERE id = :id").param("id", asked.id()).update();
        return asked.id();
    }

    private HttpResponse<String> plan(Person person) {
        return person.post("/console/replays", "order=RP-1", "/console/replays");
    }

    private static String hash(String page) {
        Matcher hash = HASH.matcher(page);
        assertThat(hash.find()).as(page).isTrue();
        return hash.group(1);
    }

    @Test
    void aReplayIsSeenLineByLineApprovedAsItWasSeenAndRefusedOnceItIsStale() {
        UUID effect = refused("RP-1-1");
        Person kim = new Person("kim");
        HttpResponse<String> seen = plan(kim);
        assertThat(seen.body()).contains("Replay of order RP-1", "nothing is done yet", "invoice.post RP-1-1", "repeat",
                "It was not done: It said no.", "Do these 1");
        String path = seen.uri().getPath();

        effects.skip(effect, "Entered by hand.", "user:ann");
        HttpResponse<String> stale = kim.post(path, "hash=" + hash(seen.body()) + "&why=over", path);
        assertThat(stale.body()).contains("Nothing was done: what you looked at has changed since.",
                "It was decided not to do it: Entered by hand.");

        refused("RP-1-2");
        HttpResponse<String> again = plan(kim);
        path = again.uri().getPath();
        HttpResponse<String> approved = kim.post(path, "hash=" + hash(again.body()) + "&why=over", path);
        assertThat(approved.body()).contains("Approved by kim", "Approved: it is done behind live work, once.");
        assertThat(effects.effect(effect).orElseThrow().state()).isEqualTo(EffectState.SKIPPED);
        assertThat(kim.page("/console/replays")).contains("order RP-1", "by kim", "over");
    }

    @Test
    void timesAreThoseOfThePages() {
        UUID effect = refused("RP-2-1");
        jdbc.sql("UPDATE effects.effect SET created_at = '2026-02-03T14:30:00Z' WHERE id = :id").param("id", effect).update();
        Person kim = new Person("kim");
        assertThat(kim.page("/console/replays")).contains("From and to are times of America/New York");
        assertThat(kim.post("/console/replays", "from=2026-02-03T09:25&to=2026-02-03T09:35", "/console/replays").body())
                .contains("Replay of Feb 3, 09:25 to Feb 3, 09:35", "invoice.post RP-2-1");
        assertThat(kim.page("/console/replays")).contains("Feb 3, 09:25 to Feb 3, 09:35");
        assertThat(kim.post("/console/replays", "from=2026-02-03T14:25&to=2026-02-03T14:35", "/console/replays").body())
                .as("that is five hours later").doesNotContain("RP-2-1");
    }

    @Test
    void anHourThatComesTwiceIsInBothOfItsTurns() {
        UUID effect = refused("RP-3-1");
        jdbc.sql("UPDATE effects.effect SET created_at = '2026-11-01T06:20:00Z' WHERE id = :id").param("id", effect).update();
        assertThat(new Person("kim").post("/console/replays", "from=2026-11-01T01:10&to=2026-11-01T01:30", "/console/replays")
                .body()).contains("RP-3-1");
    }

    @Test
    void whatCannotBeReplayedIsSaidInWordsAndViewersOnlyLook() {
        Person kim = new Person("kim");
        assertThat(kim.post("/console/replays", "order=SO-1&system=erp", "/console/replays").body())
                .contains("Say one of an order, a message, a system");
        assertThat(kim.post("/console/replays", "order=SO-999999", "/console/replays").body())
                .contains("There is nothing to replay in that.");
        assertThat(kim.post("/console/replays", "from=2026-11-21T09:00&to=2026-11-21T08:00", "/console/replays")
                .body()).contains("a time with its beginning and its end");
        assertThat(new Person("lee").page("/console/replays")).doesNotContain("Show what would happen");
    }
}
