package io.crossdock.system.connectors;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Turns what came of an HTTP call into what the effects ledger needs to know. A connector says how its
 * system's answers read; what may be concluded from them is decided here, for all connectors alike.
 */
public final class HttpOutcomes {

    private HttpOutcomes() {
    }

    /** How one system's answers read. None of these throws; what cannot be read is empty. */
    public interface Reading {

        /** The system's number and the whole answer, from the body of a success. */
        Optional<Outcome.Done> done(byte[] body);

        /** Code and sentence of a refusal. */
        Optional<Outcome.Refused> refusal(byte[] body);
    }

    /** The outcome of a call that does work. */
    public static Outcome ofPost(SystemSettings system, Reply reply, Reading reading) {
        return switch (reply) {
            case Reply.NotSent(String why, Optional<Duration> after) -> new Outcome.Unavailable(why, after);
            case Reply.Lost(String why) -> new Outcome.Ambiguous(why);
            case Reply.Answered answer -> answered(system, answer, reading);
        };
    }

    private static Outcome answered(SystemSettings system, Reply.Answered answer, Reading reading) {
        return switch (HttpMeaning.ofDeed(answer, reading.refusal(answer.body()).isPresent())) {
            case DONE -> reading.done(answer.body()).<Outcome>map(done -> done)
                    .orElseGet(() -> new Outcome.Ambiguous(said(system, answer)
                            + ", but the answer cannot be read."));
            case REFUSED -> reading.refusal(answer.body()).<Outcome>map(refusal -> refusal)
                    .orElseGet(() -> new Outcome.Failed(said(system, answer)
                            + " and gave no reason: something else than the system may have answered."));
            case BUSY -> new Outcome.Unavailable(said(system, answer) + because(answer, reading),
                    answer.retryAfter());
            case LOCKED_OUT -> new Outcome.Unavailable(lockedOut(system, answer), answer.retryAfter());
            case UNSURE -> new Outcome.Ambiguous(said(system, answer) + because(answer, reading));
        };
    }

    /** Why a question got no answer that could be used. */
    public static String noAnswer(SystemSettings system, Reply reply, Reading reading) {
        return switch (reply) {
            case Reply.NotSent(String why, var _) -> why;
            case Reply.Lost(String why) -> why;
            case Reply.Answered answer -> switch (HttpMeaning.of(answer.status())) {
                case DONE -> said(system, answer) + ", but the answer cannot be read.";
                case LOCKED_OUT -> lockedOut(system, answer);
                case REFUSED, BUSY, UNSURE -> said(system, answer) + because(answer, reading);
            };
        };
    }

    /** A sighting from a system that answers 404 for what it does not have. */
    public static Sighting ofGet(SystemSettings system, Reply reply, Reading reading) {
        if (reply instanceof Reply.Answered answer) {
            if (answer.isSuccess()) {
                Optional<Outcome.Done> found = reading.done(answer.body());
                if (found.isPresent()) {
                    return new Sighting.Found(found.get().reference(), found.get().response());
                }
            } else if (answer.status() == 404 && reading.refusal(answer.body()).isPresent()) {
                return new Sighting.Absent();
            }
        }
        return new Sighting.Unknown(noAnswer(system, reply, reading));
    }

    /** Text of a field that a usable answer has. */
    public static Optional<String> text(JsonNode node, String field) {
        return Optional.of(node.path(field)).filter(JsonNode::isString).map(JsonNode::asString)
                .filter(text -> !text.isBlank());
    }

    private static String said(SystemSettings system, Reply.Answered answer) {
        return system.id() + " answered " + answer.status();
    }

    private static String because(Reply.Answered answer, Reading reading) {
        return reading.refusal(answer.body()).map(refusal -> ": " + refusal.reason()).orElse(".");
    }

    private static String lockedOut(SystemSettings system, Reply.Answered answer) {
        return said(system, answer) + ": it does not accept the key "
                + system.secret().map(Object::toString).orElse("that is missing from its settings") + ".";
    }
}
