package io.crossdock.process.replay;

import io.crossdock.platform.maps.MapChoice;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a replay would do, and how far it is.
 *
 * @param scope  what was asked for, in words
 * @param maps   with which versions of maps what is read or sent again is made
 * @param hash   SHA-256 over scope, maps and lines; an approval names it
 */
public record ReplayPlan(UUID id, String scope, MapChoice maps, String hash, State state, Counts counts,
        String madeBy, Instant madeAt, Optional<Approval> approval, Optional<Instant> endedAt) {

    /** Most lines of one plan. */
    public static final int LINES_MOST = 5_000;

    /** How far it is. */
    public enum State {
        PLANNED, RUNNING, DONE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /** Who let it be done, and why. */
    public record Approval(String who, Instant at, String why) {
    }

    /**
     * @param done   lines that were carried out
     * @param passed those that had moved on before it was their turn
     * @param failed those that could not be done
     */
    public record Counts(int all, int skip, int repeat, int compensate, int byHand, int fenced, int done, int passed,
            int failed) {

        /** Lines that an approval lets be done. */
        public int toDo() {
            return repeat + compensate;
        }
    }

    /** What a line would do. */
    public enum Action {
        /** It is done, or under way, or not for a replay to decide. */
        SKIP,
        /** It is done again, as it was asked for. */
        REPEAT,
        /** It is undone by another effect. */
        COMPENSATE,
        /** It has to be undone, and only a person at the target can do that. */
        BY_HAND,
        /** Something newer makes it wrong. */
        FENCED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Action of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * One line.
     *
     * @param subject   {@code effect:…}, {@code fact:…} or {@code message:…}
     * @param reference the target's number
     * @param basis     fingerprint of what the line rests on
     */
    public record Line(String subject, String what, String target, Action action, Optional<String> reference,
            String sentence, String basis) {

        Line with(String more) {
            return new Line(subject, what, target, action, reference, sentence + more, basis);
        }

        boolean isToDo() {
            return switch (action) {
                case REPEAT, COMPENSATE -> true;
                case SKIP, BY_HAND, FENCED -> false;
            };
        }
    }

    /** @param state {@code planned}, {@code done}, {@code passed} or {@code failed}; @param result what came of it */
    public record Item(int ordinal, Line line, String state, Optional<String> result) {
    }
}
