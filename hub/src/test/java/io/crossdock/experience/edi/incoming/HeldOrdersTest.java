package io.crossdock.experience.edi.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossdock.platform.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that only a missing reference keeps from being taken wait for it, and not for ever. */
class HeldOrdersTest {

    @TempDir
    Path directory;

    private EdiWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new EdiWorld(directory, more -> more);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void become(String... states) {
        Map<String, String> wanted = new java.util.HashMap<>();
        for (int i = 0; i < states.length; i += 2) {
            wanted.put(states[i], states[i + 1]);
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(world.states()).containsAllEntriesOf(wanted));
    }

    @Test
    void aKnownItemGoesOnAndAnUnknownOneWaitsWithoutStoppingAnybody() {
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-77777");
        world.order("PO-2", "4*EA*1.50*PE*BP*BW-10001");
        become("PO-1", "held", "PO-2", "accepted");
        assertThat(world.hub().get(Journal.class).parked()).isEmpty();
        assertThat(world.hub().jdbc().sql("SELECT cluster FROM edi.held_for").query(String.class).list())
                .containsExactly("edi-item:buildwell:BW-77777");
    }

    @Test
    void whatAnOrderWasReadAndAnsweredWithIsKeptWithItsMessageAndItsDocument() {
        world.order("PO-2", "4*EA*1.50*PE*BP*BW-10001");
        become("PO-2", "accepted");
        await().atMost(Duration.ofSeconds(60)).until(() -> !world.answers().isEmpty());
        assertThat(world.hub().jdbc().sql("""
                SELECT p.map || ' ' || p.version FROM maps.pin p JOIN edi.transaction_set s ON s.interchange_id = p.id
                 WHERE p.produced = 'message'
                """).query(String.class).list()).containsExactly("850-order 1");
        assertThat(world.hub().jdbc().sql("""
                SELECT d.kind || ' by ' || p.map || ' ' || p.version FROM maps.pin p JOIN edi.document d ON d.id = p.id
                 WHERE p.produced = 'document'
                """).query(String.class).list()).containsExactly("855 by order-855 1");
        assertThat(world.hub().jdbc().sql("SELECT count(*) FROM maps.version WHERE length(source) > 100")
                .query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void anOrderGoesOnByItselfWhenTheFileIsMended() throws IOException {
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-77777");
        become("PO-1", "held");
        world.landscape().replace("items/buildwell.csv", "BW-10001,", "BW-77777,CD-10002\nBW-10001,");
        world.reload();
        world.clock().advance(Duration.ofMinutes(1));
        become("PO-1", "refused");
        await().atMost(Duration.ofSeconds(60)).until(() -> !world.answers().isEmpty());
        assertThat(world.answers().getFirst()).contains("Line 1: You expect 1.50").doesNotContain("*R2");
    }

    @Test
    void whatNobodyMendsIsRefusedWithItsReasonWhenItsTimeIsOver() {
        world.order("PO-1", "4*EA*1.50*PE*BP*BW-77777");
        world.order("PO-2", "4*CT*6*PE*BP*BW-10001");
        become("PO-1", "held", "PO-2", "held");
        world.clock().advance(Duration.ofHours(3));
        world.order("PO-3", "4*EA*1.50*PE*BP*BW-10001");
        become("PO-3", "accepted", "PO-1", "held", "PO-2", "held");
        world.clock().advance(Duration.ofHours(2));
        become("PO-1", "refused", "PO-2", "refused");
        await().atMost(Duration.ofSeconds(60)).until(() -> world.answers().size() == 3);
        assertThat(world.answers()).anySatisfy(text -> assertThat(text).contains("knows BP BW-77777", "ACK*R2"))
                .anySatisfy(text -> assertThat(text).contains("4 CT of CD-10001", "ACK*R3"));
    }

    @Test
    void aProfileMayHaveThemRefusedAtOnce() throws IOException {
        world.landscape().replace("partners/buildwell.yaml", "lineFaults: refuse_line", "unknowns: refuse");
        world.reload();
        world.order("PO-1", "4*CT*6*PE*BP*BW-10001");
        become("PO-1", "refused");
        await().atMost(Duration.ofSeconds(60)).until(() -> world.answers().size() == 1);
        assertThat(world.answers().getFirst()).contains("ACK*R3");
    }

    @Test
    void anythingElseThatIsWrongIsToldAtOnceTogetherWithIt() {
        world.order("PO-1", "0*EA*1.50*PE*BP*BW-77777");
        become("PO-1", "refused");
        await().atMost(Duration.ofSeconds(60)).until(() -> world.answers().size() == 1);
        assertThat(world.answers().getFirst()).contains("is not a quantity that can be ordered", "knows BP BW-77777");
    }
}
