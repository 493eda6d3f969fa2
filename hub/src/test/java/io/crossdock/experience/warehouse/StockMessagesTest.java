package io.crossdock.experience.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Indigestible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What late, repeated and contradicting messages about stock do is said by the order that their source declares. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockMessagesTest {

    private final long seed = Long.getLong("permutation.seed", System.nanoTime());
    private IntakeWorld bySequence;
    private IntakeWorld byTime;
    private IntakeWorld byNothing;

    @BeforeAll
    void open(@TempDir Path first, @TempDir Path second, @TempDir Path third) throws IOException {
        bySequence = new IntakeWorld(first, same -> { });
        byTime = new IntakeWorld(second, landscape -> landscape.replace("systems/wms-atl.yaml", "location: ATL",
                "location: ATL\nordering: timestamp"));
        byNothing = new IntakeWorld(third, landscape -> landscape.replace("systems/wms-atl.yaml", "location: ATL",
                "location: ATL\nordering: none"));
        System.out.println("permutation.seed=" + seed);
    }

    @AfterAll
    void close() {
        bySequence.close();
        byTime.close();
        byNothing.close();
    }

    @Test
    void numbersOrderTheMessagesOfASourceThatCounts() {
        assertThat(everyOrder(bySequence, List.of(
                stock("stock.received", "09:10:00", "D-1", "\"onHand\":\"1600\",\"movement\":7"),
                stock("stock.adjusted", "09:30:00", "D-2", "\"onHand\":\"1590\",\"movement\":9"),
                stock("stock.counted", "09:20:00", "D-3", "\"onHand\":\"1599\",\"movement\":8"),
                held("stock.held", "QC-1"), held("stock.freed", "QC-1"), held("stock.held", "QC-2"))))
                .isEqualTo("1590 EA held 24 EA");
    }

    @Test
    void aSourceThatCountsMustCount() {
        refuses("stock-unordered", () -> bySequence.tell("no-number",
                stock("stock.received", "09:10:00", "D-1", "\"delta\":\"600\"")));
    }

    @Test
    void theLastCountAndWhatCameAfterItMakeTheStockOfASourceThatTellsTimes() {
        assertThat(everyOrder(byTime, List.of(
                stock("stock.received", "09:10:00", "R-1", "\"delta\":\"50\",\"unit\":\"BX\""),
                stock("stock.counted", "09:20:00", "C-1", "\"onHand\":\"1590\""),
                stock("stock.counted", "09:20:00", "C-2", "\"onHand\":\"1588\""),
                stock("stock.adjusted", "09:30:00", "A-1", "\"delta\":\"-8\""),
                stock("stock.transferred_in", "09:40:00", "T-1", "\"delta\":\"20\""),
                held("stock.held", "QC-1"))))
                .isEqualTo("1600 EA held 24 EA");
    }

    @Test
    void differencesOfASourceWithoutOrderAllCountOnce() {
        assertThat(everyOrder(byNothing, List.of(
                stock("stock.received", "09:10:00", "R-1", "\"delta\":\"600\""),
                stock("stock.adjusted", "09:30:00", "A-1", "\"delta\":\"-8\""),
                stock("stock.transferred_out", "09:05:00", "T-1", "\"delta\":\"-20\""),
                stock("stock.counted", "09:50:00", "C-1", "\"onHand\":\"5\""))))
                .isEqualTo("1572 EA held 0 EA");
        assertThat(answer(byNothing.tell("compare", stock("stock.counted", "09:50:00", "C-1", "\"onHand\":\"5\""))))
                .contains("It counts 5 EA of CD-1, known is", "cannot correct a count");
    }

    @Test
    void aDocumentThatChangesItsWordIsForAPerson() {
        byTime.tell("first", stock("stock.received", "10:10:00", "R-77", "\"delta\":\"1\"").replace("CD-1", "CD-3"));
        assertThat(answer(byTime.tell("again", stock("stock.received", "10:10:00", "R-77", "\"delta\":\"1\"").replace("CD-1", "CD-3"))))
                .contains("ignored");
        refuses("document-changed", () -> byTime.tell("otherwise",
                stock("stock.received", "10:10:00", "R-77", "\"delta\":\"2\"").replace("CD-1", "CD-3")));
    }

    @Test
    void whatHasNoExactAmountIsRefusedByName() {
        refuses("unit-unknown", () -> byTime.tell("pallet",
                stock("stock.received", "10:10:00", "R-9", "\"delta\":\"1\",\"unit\":\"PF\"")));
    }

    @Test
    void aSubstituteIsAShortPickThatNamesWhatIsOffered() {
        String leg = bySequence.leg().toString();
        Message told = bySequence.tell(leg + "-substituted", """
                {"warehouse":"ATL","type":"leg.substituted","releaseId":"%s","occurredAt":"2026-11-21T09:30:00Z",
                 "lines":[{"sku":"CD-1","quantity":"4","unit":"EA","substitute":"CD-3"}]}""".formatted(leg));
        assertThat(told.outcome().orElseThrow().path("event").path("leg").path("substitutes").toString())
                .contains("CD-3");
        assertThat(bySequence.legs(io.crossdock.canonical.LegNumber.parse(leg).orElseThrow()).getFirst().lines().getFirst()
                .missing().decimal()).isEqualTo("4");
    }

    private String everyOrder(IntakeWorld world, List<String> story) {
        Random random = new Random(seed);
        String expected = end(world, story);
        for (int run = 0; run < 60; run++) {
            List<String> told = new ArrayList<>(story);
            for (int more = random.nextInt(4); more > 0; more--) {
                told.add(story.get(random.nextInt(story.size())));
            }
            Collections.shuffle(told, random);
            assertThat(end(world, told)).as("-Dpermutation.seed=%s %s", seed, told).isEqualTo(expected);
        }
        return expected;
    }

    private static String end(IntakeWorld world, List<String> story) {
        return world.dream(() -> {
            for (int i = 0; i < story.size(); i++) {
                world.tell("m" + i, story.get(i));
            }
            return world.position("CD-1").onHand() + " held " + world.position("CD-1").onHold();
        });
    }

    private static void refuses(String code, ThrowingCallable telling) {
        assertThatThrownBy(telling).isInstanceOfSatisfying(Indigestible.class,
                refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static String answer(Message message) {
        return message.outcome().orElseThrow().toString();
    }

    private static String stock(String type, String time, String document, String row) {
        return """
                {"warehouse":"ATL","type":"%s","occurredAt":"2026-11-21T%sZ","document":"%s",
                 "stock":[{"sku":"CD-1",%s}]}""".formatted(type, time, document, row);
    }

    private static String held(String type, String document) {
        return """
                {"warehouse":"ATL","type":"%s","occurredAt":"2026-11-21T09:30:00Z","document":"%s","reason":"quality",
                 "stock":[{"sku":"CD-1","quantity":"2","unit":"BX"}]}""".formatted(type, document);
    }
}
