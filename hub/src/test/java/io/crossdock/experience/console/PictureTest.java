package io.crossdock.experience.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossdock.process.story.Entry;
import io.crossdock.process.story.Entry.Kind;
import io.crossdock.process.story.Entry.Links;
import io.crossdock.process.story.Lane;
import io.crossdock.process.story.Timeline;
import io.crossdock.process.story.When;
import io.crossdock.process.story.Wording;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Instant START = Instant.parse("2026-11-20T19:00:00Z");
    private static final Lane ERP = new Lane(Lane.Kind.ERP, "erp", "ERP");
    private static final Lane ATL = new Lane(Lane.Kind.WAREHOUSE, "ATL", "Warehouse ATL");
    private static final Lane PORTAL = new Lane(Lane.Kind.CHANNEL, "portal", "Portal");
    private static final Links NONE = new Links(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Links TOLD = new Links(Optional.empty(), Optional.empty(), Optional.of(new UUID(1, 1)));

    private static Entry at(long millis, Lane lane, Kind kind, String label) {
        return new Entry(new When.At(START.plusMillis(millis)), lane, kind, label, label + ".", NONE, Optional.empty());
    }

    private static Entry wait(long from, long to, Lane lane) {
        return new Entry(new When.Between(START.plusMillis(from), START.plusMillis(to)), lane, Kind.WAIT, "waits", "Waits.",
                NONE, Optional.empty());
    }

    private static Drawing draw(Entry... entries) {
        List<Entry> byTime = Stream.of(entries).sorted(Comparator.comparing(entry -> entry.when().from())).toList();
        return Picture.of(new Timeline(byTime.stream().map(Entry::lane).distinct().toList(), byTime),
                new Wording(START.plusSeconds(3600), ZoneId.of("America/New_York")));
    }

    @Test
    void lanesRunFromTheChannelToTheOthersAndTheHubIsAlwaysThere() {
        Drawing drawing = draw(at(0, ATL, Kind.MESSAGE, "packed"), at(1, PORTAL, Kind.MESSAGE, "Order"),
                at(2, ERP, Kind.MILESTONE, "E-1"));

        assertThat(drawing.rows()).extracting(Drawing.Row::label)
                .containsExactly("Portal", "Crossdock", "ERP", "Warehouse ATL");
    }

    @Test
    void timeRunsFromLeftToRight() {
        Drawing drawing = draw(at(0, PORTAL, Kind.MESSAGE, "a"), at(10_000, Lane.HUB, Kind.MILESTONE, "b"),
                at(7_200_000, ERP, Kind.MILESTONE, "c"));

        assertThat(drawing.marks()).extracting(Drawing.Mark::x).isSorted().doesNotHaveDuplicates();
        assertThat(drawing.marks().getLast().x()).isLessThan(drawing.width());
    }

    @Test
    void whatHappensTogetherInOneLaneStandsSideBySide() {
        Drawing drawing = draw(at(0, ATL, Kind.MESSAGE, "a"), at(1, ATL, Kind.MESSAGE, "b"), at(2, ATL, Kind.MESSAGE, "c"));

        assertThat(drawing.marks()).extracting(Drawing.Mark::x).doesNotHaveDuplicates();
    }

    @Test
    void whatHappensTogetherInTwoLanesStandsOneAboveTheOther() {
        Drawing drawing = draw(at(0, PORTAL, Kind.MESSAGE, "a"), at(5, Lane.HUB, Kind.MILESTONE, "b"));

        assertThat(drawing.marks()).extracting(Drawing.Mark::x).containsOnly(drawing.marks().getFirst().x());
    }

    @Test
    void aLongPauseIsNamed() {
        Drawing drawing = draw(at(0, PORTAL, Kind.MESSAGE, "a"), at(7_200_000, ERP, Kind.MILESTONE, "b"));

        assertThat(drawing.pauses()).extracting(Drawing.Tick::text).containsExactly("2 h");
    }

    @Test
    void aWaitIsABarAndWhatStillWaitsReachesThePresent() {
        Entry open = new Entry(new When.Since(START), ERP, Kind.WAIT, "waits", "Waits.", NONE, Optional.empty());
        Drawing drawing = draw(open);

        assertThat(drawing.bars()).hasSize(1);
        assertThat(drawing.nowX()).isEqualTo(drawing.bars().getFirst().x() + drawing.bars().getFirst().width());
    }

    @Test
    void messagesPointToTheHub() {
        Entry told = new Entry(new When.At(START), ATL, Kind.MILESTONE, "Shipped", "Shipped.", TOLD, Optional.empty());
        Drawing drawing = draw(told, at(1, Lane.HUB, Kind.DECISION, "b"));

        assertThat(drawing.arrows()).singleElement().satisfies(arrow -> assertThat(arrow.from()).isGreaterThan(arrow.to()));
    }

    @Test
    void nothingCoversAnythingElse() {
        long seed = Long.getLong("seed", 20_261_121L);
        Random random = new Random(seed);
        List<Lane> lanes = List.of(PORTAL, Lane.HUB, ERP, ATL);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Lane lane = lanes.get(random.nextInt(lanes.size()));
            long from = random.nextInt(600_000);
            entries.add(random.nextInt(3) == 0 ? wait(from, from + random.nextInt(60_000), lane)
                    : at(from, lane, Kind.values()[random.nextInt(4)], "label " + i));
        }
        Drawing drawing = draw(entries.toArray(Entry[]::new));

        for (Drawing.Mark a : drawing.marks()) {
            assertThat(drawing.marks()).as("seed %d", seed).filteredOn(b -> b.entry() != a.entry() && b.y() == a.y())
                    .allSatisfy(b -> assertThat(Math.abs(a.x() - b.x())).isGreaterThanOrEqualTo(16));
            assertThat(drawing.bars()).as("seed %d", seed).filteredOn(bar -> bar.y() + 5 == a.y())
                    .noneSatisfy(bar -> assertThat(a.x()).isBetween(bar.x() + 1, bar.x() + bar.width() - 1));
        }
        for (Drawing.Caption a : drawing.captions()) {
            assertThat(drawing.captions()).as("seed %d", seed).filteredOn(b -> b != a && b.y() == a.y())
                    .allSatisfy(b -> assertThat(Math.abs(a.x() - b.x()))
                            .isGreaterThanOrEqualTo((a.text().length() + b.text().length()) * 5 / 2));
        }
    }

    @Test
    void anEmptyStoryIsAnEmptyPicture() {
        Drawing drawing = draw();

        assertThat(drawing.marks()).isEmpty();
        assertThat(drawing.rows()).hasSize(1);
    }
}
