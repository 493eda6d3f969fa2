package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import java.time.Duration;
import java.util.Optional;

/** A call that did not give what was asked for. It never leaves the connector. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of no it was. */
    enum Kind {
        /** A business no, for people to read ({@code UserError}, {@code UserWarning}). */
        REFUSED,
        /** Undone by Tryton because somebody else was at the same rows; the next time it may work. */
        PASSING,
        /** Tryton asks to be left alone. */
        THROTTLED,
        /** Our user or password is not accepted. */
        LOCKED_OUT,
        /** The call as such is wrong: no such model, field, method or database. Repeating it is of no use. */
        BROKEN,
        /** It may have arrived; its answer did not. */
        LOST,
        /** Nothing can have arrived. */
        NOT_SENT
    }

    private final Kind kind;
    private final Step step;
    private final Optional<Duration> retryAfter;
    private final Optional<String> warning;

    /** Whether a call changes anything in Tryton. */
    enum Step {
        QUESTION,
        DEED
    }

    Fault(Kind kind, Step step, String why, Optional<Duration> retryAfter) {
        this(kind, step, why, retryAfter, Optional.empty());
    }

    private Fault(Kind kind, Step step, String why, Optional<Duration> retryAfter, Optional<String> warning) {
        super(why);
        this.kind = kind;
        this.step = step;
        this.retryAfter = retryAfter;
        this.warning = warning;
    }

    /** A no that may be overridden by whoever has the right to. */
    static Fault warning(Step step, String name, String why) {
        return new Fault(Kind.REFUSED, step, why, Optional.empty(), Optional.of(name));
    }

    static Fault broken(String why) {
        return new Fault(Kind.BROKEN, Step.QUESTION, why, Optional.empty());
    }

    /** Nothing was tried: others had the turn. */
    static Fault busy(String why) {
        return new Fault(Kind.PASSING, Step.QUESTION, why, Optional.empty());
    }

    static Fault notBegun(String why) {
        return new Fault(Kind.NOT_SENT, Step.QUESTION, why, Optional.empty());
    }

    /** The same after something was done: what was wanted may be done. */
    Fault afterDeed() {
        return new Fault(Kind.LOST, Step.DEED, why(), retryAfter);
    }

    Kind kind() {
        return kind;
    }

    /** The name of the warning, where it was one. */
    Optional<String> warning() {
        return warning;
    }

    Step step() {
        return step;
    }

    String why() {
        return String.valueOf(getMessage());
    }

    /** @param code what the refusal of this call is called in the ledger */
    Outcome outcome(String code) {
        return switch (kind) {
            case REFUSED -> new Outcome.Refused(code, why());
            case PASSING, BROKEN -> new Outcome.Failed(why());
            case THROTTLED, LOCKED_OUT, NOT_SENT -> new Outcome.Unavailable(why(), retryAfter);
            case LOST -> switch (step) {
                case QUESTION -> new Outcome.Failed(why());
                case DEED -> new Outcome.Ambiguous(why());
            };
        };
    }
}
