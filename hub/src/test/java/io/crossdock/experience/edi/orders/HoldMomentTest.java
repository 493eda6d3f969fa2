package io.crossdock.experience.edi.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.edi.incoming.EdiWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a held order belongs to the moment at which it began, however long it takes. */
class HoldMomentTest {

    @TempDir
    Path directory;

    private EdiWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new EdiWorld(directory, more -> more);
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-77777");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.states()).containsEntry("PO-1", "held"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private HoldStore.Held held() {
        UUID set = world.hub().jdbc().sql("SELECT set_id FROM edi.held").query(UUID.class).single();
        return world.hub().get(HoldStore.class).held(set).orElseThrow();
    }

    private void lookAt(Instant moment) {
        world.hub().inTransaction(() -> world.hub().get(Holds.class).turn(held(), moment));
    }

    @Test
    void whatWasLookedAtJustBeforeItsTimeEndedIsDueWhenItEnds() {
        Instant end = held().until();
        lookAt(end.minusMillis(1));
        assertThat(world.states()).containsEntry("PO-1", "held");
        assertThat(world.hub().get(HoldStore.class).due(end, end.minus(Duration.ofSeconds(30)), 20)).extracting(HoldStore.Held::reference).containsExactly("PO-1");
    }

    @Test
    void whatIsLookedAtWhenItsTimeEndsIsRefused() {
        lookAt(held().until());
        assertThat(world.states()).containsEntry("PO-1", "refused");
    }
}
