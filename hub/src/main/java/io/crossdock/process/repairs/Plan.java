package io.crossdock.process.repairs;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a fix would do, what of it was approved, and how far it is.
 *
 * @param label   what the fix is called
 * @param says    what changes, in a sentence or two
 * @param wayBack how it can be taken back; empty: it cannot
 * @param hash    of all its steps: an approval names it
 * @param upTo    so many of its steps are approved; {@link #STEPS_MOST}: all, and what it makes hold from now on
 */
public record Plan(UUID id, String remedy, String label, String cluster, Map<String, String> values, List<String> only,
        String says, Optional<String> wayBack, String hash, Counts counts, int upTo, State state, String madeBy,
        Instant madeAt, Optional<Approval> approval, Optional<String> settled) {

    /** Most steps of one plan; what is beyond them needs another one. */
    public static final int STEPS_MOST = 1_000;

    /** How far it is. */
    public enum State {
        /** Nobody has approved it. */
        PROPOSED,
        /** Steps are being done. */
        RUNNING,
        /** What was approved is done; the rest waits for an approval. */
        TRIED,
        DONE,
        /** Taken back. */
        UNDONE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** On how many. */
    public enum Scope {
        ONE(1),
        SAMPLE(10),
        ALL(STEPS_MOST);

        private final int steps;

        Scope(int steps) {
            this.steps = steps;
        }

        int steps() {
            return steps;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Scope> of(String label) {
            return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
        }
    }

    /** Who, when, why. */
    public record Approval(String who, Instant at, String why) {
    }

    /**
     * Its steps.
     *
     * @param mended  of all, those that go on by it
     * @param refused of all, those that somebody would then say no to
     * @param done    so far
     * @param gone    mended otherwise in the meantime
     * @param failed  could not be done, or would do something else by now
     */
    public record Counts(int all, int mended, int refused, int done, int gone, int failed) {

        public int waiting() {
            return all - done - gone - failed;
        }
    }

    /**
     * A step with what came of it.
     *
     * @param state {@code planned}, {@code done}, {@code gone}, {@code changed} or {@code failed}
     */
    public record Item(int ordinal, Remedy.Step step, String state, Optional<String> result, Optional<Instant> at) {
    }

    public Plan {
        values = Map.copyOf(values);
        only = List.copyOf(only);
    }

    /** How many of its steps are approved. */
    public int approved() {
        return Math.min(upTo, counts.all());
    }

    /** Whether all of it is approved, for whatever comes later, too. */
    public boolean whole() {
        return upTo >= STEPS_MOST;
    }

    Remedy.Wish wish() {
        return new Remedy.Wish(cluster, values, only);
    }
}
