package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.Parked;
import io.crossdock.platform.landscape.Attention;
import io.crossdock.platform.maps.MapChoice;
import io.crossdock.process.replay.ReplayPlan;
import io.crossdock.process.replay.ReplayScope;
import io.crossdock.process.replay.Replays;
import io.crossdock.process.replay.Replays.Outcome.Stale;
import io.crossdock.process.replay.Replays.Outcome.Stands;
import io.crossdock.process.story.Exceptions;
import io.crossdock.process.story.OpenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be read is read again with the map of its day or with today's, as somebody chooses. */
class RecordedMapTest {

    private static final String ANN = "user:ann";

    private EdiWorld world;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, builder -> builder.scan("io.crossdock.process.replay"));
        map("1", "$error('no order can be read by this')");
        world.landscape().replace("partners/buildwell.yaml", "id: buildwell",
                "id: buildwell\nmaps: {\"850\": maps/their-850.jsonata}");
        world.reload();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void map(String version, String source) throws IOException {
        world.landscape().write("maps/their-850.jsonata", source);
        world.landscape().write("maps/their-850.yaml", "version: \"" + version + "\"\nowner: EDI desk\n");
    }

    private static String builtIn() throws IOException {
        try (var in = RecordedMapTest.class.getResourceAsStream("/maps/850-order/map.jsonata")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Replays replays() {
        return world.hub().get(Replays.class);
    }

    private UUID message() {
        return world.hub().jdbc().sql("SELECT DISTINCT interchange_id FROM edi.transaction_set").query(UUID.class).single();
    }

    private ReplayPlan plan(MapChoice maps) {
        return ((Stands) replays().plan(new ReplayScope.OfMessage(message()), maps, ANN)).plan();
    }

    private String said(ReplayPlan plan) {
        return replays().items(plan.id(), Optional.empty(), 0, 10).stream().map(item -> item.line().sentence())
                .collect(Collectors.joining(" "));
    }

    private void approve(ReplayPlan plan) {
        assertThat(replays().approve(plan.id(), plan.hash(), ANN, "the map was mended")).isInstanceOf(Stands.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> replays().plan(plan.id()).orElseThrow().state()
                == ReplayPlan.State.DONE);
    }

    @Test
    void aTextThatChangesUnderItsVersionIsAnExceptionUntilItHasAVersionOfItsOwn() throws IOException {
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-10001");
        await().atMost(Duration.ofSeconds(60)).until(() -> !world.hub().get(Journal.class).parked().isEmpty());
        assertThat(changed()).isEmpty();

        map("1", builtIn());
        world.reload();
        assertThat(changed()).singleElement().satisfies(open -> {
            assertThat(open.sentence()).contains("Version 1 of maps.their-850", "EDI desk answers for it");
            assertThat(open.kind()).isEqualTo(Attention.Kind.DRIFT);
        });

        map("2", builtIn());
        world.reload();
        assertThat(changed()).as("it has a version of its own").isEmpty();

        world.landscape().write("maps/their-850.yaml", "owner: EDI desk\nversion: \"1\"\n");
        world.reload();
        assertThat(changed()).as("and has lost it again").hasSize(1);
    }

    private List<OpenException> changed() {
        return world.hub().get(Exceptions.class).open().stream()
                .filter(open -> open.cause().equals("map-changed-silently")).toList();
    }

    private Parked parked() {
        return world.hub().get(Journal.class).parked().getFirst();
    }

    @Test
    void thePlanNamesTheVersionItIsApprovedWithThatVersionAndReadSo() throws IOException {
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-10001");
        await().atMost(Duration.ofSeconds(60)).until(() -> !world.hub().get(Journal.class).parked().isEmpty());
        ReplayPlan early = plan(MapChoice.CURRENT);
        assertThat(said(early)).contains("recorded is maps.their-850 version 1 (", "which is in force.");

        map("2", builtIn());
        world.reload();
        assertThat(replays().approve(early.id(), early.hash(), ANN, "too late")).isInstanceOf(Stale.class);

        ReplayPlan recorded = plan(MapChoice.RECORDED);
        ReplayPlan current = plan(MapChoice.CURRENT);
        assertThat(recorded.hash()).isNotEqualTo(current.hash());
        assertThat(said(recorded)).contains("With the map as recorded: maps.their-850 version 1 (");
        assertThat(said(current)).contains("recorded is maps.their-850 version 1 (", "in force is maps.their-850 version 2 (");

        int attempts = parked().attempts();
        approve(recorded);
        await().atMost(Duration.ofSeconds(60)).until(() -> parked().attempts() > attempts);
        assertThat(parked().reason()).contains("no order can be read by this");
        assertThat(world.states()).containsEntry("PO-1", "read");

        approve(plan(MapChoice.CURRENT));
        await().atMost(Duration.ofSeconds(60)).until(() -> "accepted".equals(world.states().get("PO-1")));
        assertThat(world.hub().get(Journal.class).parked()).isEmpty();
        assertThat(world.hub().jdbc().sql("SELECT version FROM maps.pin WHERE map = 'maps.their-850' ORDER BY pinned_at")
                .query(String.class).list()).containsExactly("1", "2");
    }
}
