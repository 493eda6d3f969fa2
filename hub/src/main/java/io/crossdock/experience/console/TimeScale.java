package io.crossdock.experience.console;

import io.crossdock.experience.console.Drawing.Tick;
import io.crossdock.process.story.Entry;
import io.crossdock.process.story.Lane;
import io.crossdock.process.story.Timeline;
import io.crossdock.process.story.When;
import io.crossdock.process.story.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Brings time to pixels: moments become columns from left to right, and the longer the time between two columns the wider
 * the space, by its logarithm. What happens at one moment in different lanes shares a column.
 */
final class TimeScale {

    private static final Duration TOGETHER = Duration.ofMillis(150);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration A_POINT = Duration.ofSeconds(1);
    private static final int LEFT = 34;
    private static final int RIGHT = 60;
    private static final int STEP = 30;
    private static final int STEP_MORE = 15;
    private static final int STEP_MAX = 110;
    private static final int WIDTH_WANTED = 1150;
    private static final double STRETCH_MAX = 2.4;
    private static final int TICK_APART = 64;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.US);

    private final Wording wording;
    private final List<Instant> columns;
    private final List<Integer> xs;
    private final int[] from;
    private final int[] to;
    private final boolean goesOn;

    /** A moment that needs a column. */
    private record Moment(Instant at, int entry, boolean end) {
    }

    private TimeScale(Wording wording, List<Instant> columns, List<Integer> xs, int[] from, int[] to, boolean goesOn) {
        this.wording = wording;
        this.columns = columns;
        this.xs = xs;
        this.from = from;
        this.to = to;
        this.goesOn = goesOn;
    }

    static TimeScale of(Timeline timeline, Wording wording) {
        List<Entry> entries = timeline.entries();
        List<Moment> moments = new ArrayList<>();
        boolean goesOn = false;
        for (int i = 0; i < entries.size(); i++) {
            When when = entries.get(i).when();
            moments.add(new Moment(when.from(), i, false));
            if (when.length(wording.now()).compareTo(A_POINT) >= 0) {
                moments.add(new Moment(when.until(wording.now()), i, true));
            }
            goesOn |= when instanceof When.Since;
        }
        moments.sort(Comparator.comparing(Moment::at));
        List<Instant> columns = new ArrayList<>();
        int[] from = new int[entries.size()];
        int[] to = new int[entries.size()];
        Set<Lane> used = new HashSet<>();
        for (Moment moment : moments) {
            Lane lane = entries.get(moment.entry()).lane();
            boolean together = !columns.isEmpty()
                    && Duration.between(columns.getLast(), moment.at()).compareTo(TOGETHER) <= 0;
            if (!together || !moment.end() && used.contains(lane)) {
                columns.add(moment.at());
                used.clear();
            }
            if (moment.end()) {
                to[moment.entry()] = columns.size() - 1;
            } else {
                used.add(lane);
                from[moment.entry()] = columns.size() - 1;
                to[moment.entry()] = columns.size() - 1;
            }
        }
        return new TimeScale(wording, columns, spread(columns), from, to, goesOn);
    }

    private static List<Integer> spread(List<Instant> columns) {
        double natural = 0;
        for (int i = 1; i < columns.size(); i++) {
            natural += step(columns, i);
        }
        double stretch = natural == 0 ? 1 : Math.clamp((WIDTH_WANTED - LEFT - RIGHT) / natural, 1, STRETCH_MAX);
        List<Integer> xs = new ArrayList<>();
        double x = LEFT;
        for (int i = 0; i < columns.size(); i++) {
            x += i == 0 ? 0 : step(columns, i) * stretch;
            xs.add((int) Math.round(x));
        }
        return xs;
    }

    private static double step(List<Instant> columns, int i) {
        double seconds = Duration.between(columns.get(i - 1), columns.get(i)).toMillis() / 1000.0;
        return Math.min(STEP_MAX, STEP + STEP_MORE * Math.log10(1 + seconds));
    }

    int from(int entry) {
        return xs.get(from[entry]);
    }

    int to(int entry) {
        return xs.get(to[entry]);
    }

    int width() {
        return Math.max(WIDTH_WANTED, (xs.isEmpty() ? 0 : xs.getLast()) + RIGHT);
    }

    /** Where the present is, when something still goes on; else 0. */
    int now() {
        return goesOn ? xs.getLast() : 0;
    }

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        int last = Integer.MIN_VALUE / 2;
        for (int i = 0; i < columns.size(); i++) {
            if (xs.get(i) - last >= TICK_APART) {
                last = xs.get(i);
                ticks.add(new Tick(last, CLOCK.format(columns.get(i).atZone(wording.zone())),
                        wording.exact(columns.get(i))));
            }
        }
        return ticks;
    }

    /** Between columns: how long nothing happened. */
    List<Tick> pauses() {
        List<Tick> pauses = new ArrayList<>();
        for (int i = 1; i < columns.size(); i++) {
            Duration pause = Duration.between(columns.get(i - 1), columns.get(i));
            if (pause.compareTo(PAUSE) >= 0) {
                String length = Wording.length(pause);
                pauses.add(new Tick((xs.get(i - 1) + xs.get(i)) / 2, length, "Nothing happened for " + length));
            }
        }
        return pauses;
    }
}
