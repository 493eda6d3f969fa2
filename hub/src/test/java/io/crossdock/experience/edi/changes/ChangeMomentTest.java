package io.crossdock.experience.edi.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.experience.edi.changes.ChangeRequestStore.Request;
import io.crossdock.experience.edi.incoming.EdiWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a change that waits belongs to the moment at which it began, however long it takes. */
class ChangeMomentTest {

    private EdiWorld world;
    private ChangeRequestStore store;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        world = new EdiWorld(directory, more -> more);
        store = world.hub().get(ChangeRequestStore.class);
        world.change("BCH*01*SA*PO-9***20261120~");
        await().until(() -> world.changes().equals(List.of("- waiting")));
        world.hub().stop();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Request change() {
        return world.hub().jdbc().sql("SELECT set_id FROM edi.change").query(UUID.class).optional()
                .flatMap(store::lock).orElseThrow();
    }

    /** Begun at a moment; by the clock its time is over long before it ends. */
    private void lookAt(Instant moment) {
        world.clock().set(change().until().plus(Duration.ofHours(1)));
        world.hub().inTransaction(() -> world.hub().get(ChangeDesk.class).turn(change().set(), moment));
    }

    @Test
    void whatWasLookedAtJustBeforeItsTimeEndedIsDueWhenItHasEnded() {
        lookAt(change().until().minusMillis(1));
        assertThat(world.changes()).containsExactly("- waiting");
        assertThat(store.due(world.clock().instant(), 9)).containsExactly(change().set());
    }

    @Test
    void whatIsLookedAtWhenItsTimeEndsIsRefused() {
        lookAt(change().until());
        assertThat(world.changes()).containsExactly("- refused");
    }
}
