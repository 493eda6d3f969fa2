package io.crossdock.experience.console;

import io.crossdock.experience.console.Drawing.Arrow;
import io.crossdock.experience.console.Drawing.Bar;
import io.crossdock.experience.console.Drawing.Caption;
import io.crossdock.experience.console.Drawing.Mark;
import io.crossdock.experience.console.Drawing.Row;
import io.crossdock.experience.console.Drawing.Shape;
import io.crossdock.process.story.Entry;
import io.crossdock.process.story.Entry.Kind;
import io.crossdock.process.story.Lane;
import io.crossdock.process.story.Timeline;
import io.crossdock.process.story.When;
import io.crossdock.process.story.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lays out a story as lanes over time. Time is stretched where much happens and pressed together where nothing does; each
 * pause is labelled. In a lane nothing overlaps: what would, moves to a track of its own.
 */
final class Picture {

    private static final int TRACK = 30;
    private static final int LANE_MIN = 46;
    private static final int MARK = 9;
    private static final double LETTER = 5.9;

    private final Timeline timeline;
    private final Wording wording;
    private final TimeScale scale;
    private final Map<Lane, List<Integer>> tracks = new LinkedHashMap<>();
    private final List<Placed> placed = new ArrayList<>();

    /** An entry with its place: pixels across, track down. */
    private record Placed(int entry, Entry of, int from, int to, int track) {

        boolean isBar() {
            return to - from > 2 * MARK;
        }
    }

    private Picture(Timeline timeline, Wording wording) {
        this.timeline = timeline;
        this.wording = wording;
        this.scale = TimeScale.of(timeline, wording);
    }

    static Drawing of(Timeline timeline, Wording wording) {
        return new Picture(timeline, wording).draw();
    }

    private Drawing draw() {
        tracks.put(Lane.HUB, new ArrayList<>());
        timeline.lanes().forEach(lane -> tracks.putIfAbsent(lane, new ArrayList<>()));
        List<Integer> byTime = new ArrayList<>();
        for (int i = 0; i < timeline.entries().size(); i++) {
            byTime.add(i);
        }
        byTime.sort(Comparator.comparingInt(i -> scale.from(i)));
        byTime.forEach(this::place);
        Map<Lane, Row> rows = rows();
        int bottom = rows.values().stream().mapToInt(row -> row.y() + row.height()).max().orElse(Drawing.TOP);
        List<Bar> bars = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        List<Arrow> arrows = new ArrayList<>();
        for (Placed each : placed) {
            int y = y(each, rows);
            if (each.isBar()) {
                bars.add(new Bar(each.entry(), each.from(), y - 5, each.to() - each.from(), look(each.of()),
                        title(each.of())));
            } else {
                marks.add(new Mark(each.entry(), each.from(), y, shape(each.of()), look(each.of()), title(each.of())));
            }
            arrow(each, y, rows).ifPresent(arrows::add);
        }
        return new Drawing(scale.width(), bottom + 8, List.copyOf(rows.values()), scale.ticks(), scale.pauses(), bars,
                arrows, marks, captions(rows), scale.now());
    }

    private void place(int index) {
        Entry entry = timeline.entries().get(index);
        int from = scale.from(index);
        int to = Math.max(from, scale.to(index));
        List<Integer> ends = tracks.computeIfAbsent(entry.lane(), lane -> new ArrayList<>());
        boolean bar = to - from > 2 * MARK;
        int begins = bar ? from : from - MARK;
        int track = 0;
        while (track < ends.size() && ends.get(track) > begins) {
            track++;
        }
        int reaches = bar ? to : from + MARK;
        if (track == ends.size()) {
            ends.add(reaches);
        } else {
            ends.set(track, reaches);
        }
        placed.add(new Placed(index, entry, from, to, track));
    }

    private Map<Lane, Row> rows() {
        Map<Lane, Row> rows = new LinkedHashMap<>();
        int y = Drawing.TOP;
        List<Lane> inOrder = tracks.keySet().stream()
                .sorted(Comparator.comparing(Lane::kind).thenComparing(Lane::id)).toList();
        for (Lane lane : inOrder) {
            int height = Math.max(LANE_MIN, tracks.getOrDefault(lane, List.of()).size() * TRACK + 16);
            rows.put(lane, new Row(lane.label(), lane.kind().name().toLowerCase(Locale.ROOT), y, height));
            y += height;
        }
        return rows;
    }

    private static int y(Placed each, Map<Lane, Row> rows) {
        Row row = row(each.of().lane(), rows);
        return row.y() + 18 + each.track() * TRACK;
    }

    private static Row row(Lane lane, Map<Lane, Row> rows) {
        return rows.getOrDefault(lane, new Row(lane.label(), "", Drawing.TOP, LANE_MIN));
    }

    private static Optional<Arrow> arrow(Placed each, int y, Map<Lane, Row> rows) {
        Entry entry = each.of();
        boolean outside = entry.lane().kind() != Lane.Kind.HUB;
        int hub = row(Lane.HUB, rows).y() + 18;
        int gap = y > hub ? MARK : -MARK;
        if (!outside) {
            return Optional.empty();
        } else if (entry.kind() == Kind.ATTEMPT) {
            return Optional.of(new Arrow(each.from(), hub, y - gap, "asks"));
        } else if (entry.kind() == Kind.MESSAGE || entry.links().message().isPresent()) {
            return Optional.of(new Arrow(each.from(), y - gap, hub + (y > hub ? 2 : -2), "tells"));
        }
        return Optional.empty();
    }

    /** Captions where there is room: what matters most is captioned first. */
    private List<Caption> captions(Map<Lane, Row> rows) {
        List<Caption> captions = new ArrayList<>();
        Map<String, List<int[]>> taken = new LinkedHashMap<>();
        List<Placed> byWeight = new ArrayList<>(placed);
        byWeight.sort(Comparator.comparingInt((Placed each) -> weight(each.of())).thenComparingInt(Placed::from));
        for (Placed each : byWeight) {
            int y = y(each, rows) + 19;
            int middle = each.isBar() ? (each.from() + Math.min(each.to(), each.from() + 160)) / 2 : each.from();
            int half = (int) Math.ceil(each.of().label().length() * LETTER / 2) + 2;
            middle = Math.max(half, Math.min(middle, scale.width() - half));
            int left = middle - half;
            int right = middle + half;
            List<int[]> others = taken.computeIfAbsent(each.of().lane().id() + y, key -> new ArrayList<>());
            if (others.stream().noneMatch(other -> left < other[1] && other[0] < right)) {
                others.add(new int[] {left, right});
                captions.add(new Caption(middle, y, each.of().label(), "middle", look(each.of())));
            }
        }
        return captions;
    }

    private static int weight(Entry entry) {
        return switch (entry.kind()) {
            case TROUBLE -> 0;
            case MILESTONE -> 1;
            case MESSAGE -> 2;
            case DECISION -> 3;
            case WAIT -> 4;
            case ATTEMPT -> 5;
        };
    }

    private static Shape shape(Entry entry) {
        return switch (entry.kind()) {
            case MESSAGE -> Shape.RING;
            case DECISION -> Shape.SQUARE;
            case MILESTONE -> Shape.DIAMOND;
            case TROUBLE -> Shape.TRIANGLE;
            case WAIT -> Shape.SQUARE;
            case ATTEMPT -> bad(entry) ? Shape.CROSS : Shape.CIRCLE;
        };
    }

    static boolean bad(Entry entry) {
        return entry.attempt().filter(attempt -> switch (attempt.result()) {
            case REFUSED, UNREACHABLE, FAILED, LOST -> true;
            case DONE, FOUND, ABSENT, PERSON -> false;
        }).isPresent();
    }

    /** The class that gives it its colours. */
    static String look(Entry entry) {
        return switch (entry.kind()) {
            case MESSAGE -> "message";
            case DECISION -> "decision";
            case MILESTONE -> "milestone";
            case TROUBLE -> "trouble";
            case WAIT -> "wait";
            case ATTEMPT -> bad(entry) ? "failed" : "attempt";
        };
    }

    private String title(Entry entry) {
        String length = entry.when() instanceof When.At ? ""
                : ", " + Wording.length(entry.when().length(wording.now()))
                        + (entry.when() instanceof When.Since ? " so far" : "");
        return wording.time(entry.when().from()) + length + " · " + entry.lane().label() + " · " + entry.sentence();
    }
}
