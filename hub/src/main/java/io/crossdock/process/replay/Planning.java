package io.crossdock.process.replay;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.inbox.Message;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.Parked;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.process.replay.ReplayPlan.Action;
import io.crossdock.process.replay.ReplayPlan.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Finds everything in a scope, and what would become of each. Reads only. */
@Component
class Planning {

    static final String FACT = "fact:";
    static final String MESSAGE = "message:";

    private final EffectLines effectLines;
    private final Effects effects;
    private final Journal journal;
    private final Inbox inbox;
    private final Landscapes landscapes;

    Planning(EffectLines effectLines, Effects effects, Journal journal, Inbox inbox, Landscapes landscapes) {
        this.effectLines = effectLines;
        this.effects = effects;
        this.journal = journal;
        this.inbox = inbox;
        this.landscapes = landscapes;
    }

    /** At most {@link ReplayPlan#LINES_MOST} and one more. */
    List<Line> lines(ReplayScope scope) {
        return switch (scope) {
            case ReplayScope.OfMessage(UUID id) -> inbox.message(id).map(this::ofMessage).orElse(List.of());
            case ReplayScope.OfOrder(String order) -> both(parked(each -> each.fact().key().equals(order)
                    || each.fact().subject().equals(order) || each.fact().subject().startsWith(order + "-")),
                    effects.ofKey(order));
            case ReplayScope.OfSystem(String system) -> both(parked(each -> isFrom(each, system)),
                    effects.unfinished(system, ReplayPlan.LINES_MOST + 1));
            case ReplayScope.OfWindow(Instant from, Instant to, var system) -> both(parked(each ->
                    !each.fact().time().isBefore(from) && each.fact().time().isBefore(to)
                            && system.map(name -> isFrom(each, name)).orElse(true)),
                    effects.between(from, to, system, ReplayPlan.LINES_MOST + 1));
        };
    }

    private List<Line> both(List<Line> facts, List<Effect> found) {
        List<Line> lines = new ArrayList<>(facts);
        found.stream().map(effectLines::of).forEach(lines::add);
        return lines;
    }

    private static boolean isFrom(Parked parked, String system) {
        return parked.fact().origin().actor().equals("system:" + system);
    }

    private List<Line> parked(Predicate<Parked> wanted) {
        return journal.parked().stream().filter(wanted).map(Planning::line).toList();
    }

    private static Line line(Parked parked) {
        String behind = parked.waiting() == 0 ? "" : " " + parked.waiting() + " that wait behind it follow.";
        return new Line(FACT + parked.subscription() + ":" + parked.fact().position(), parked.fact().type() + " "
                + parked.fact().subject(), parked.subscription(), Action.REPEAT, Optional.empty(),
                "It could not be digested: " + parked.reason() + " It is read again." + behind,
                Fingerprint.of(parked.fact().position() + "|" + parked.code() + "|" + parked.reason()));
    }

    private List<Line> ofMessage(Message message) {
        List<Line> stuck = parked(each -> each.fact().data().path("message").asString("").equals(message.id().toString())
                || each.fact().origin().correlation().equals(message.correlation()));
        List<Line> lines = new ArrayList<>();
        lines.add(line(message, !stuck.isEmpty()));
        message.subject().map(effects::ofKey).orElse(List.of()).stream()
                .filter(effect -> effect.origin().correlation().equals(message.correlation()))
                .map(effectLines::of).forEach(lines::add);
        lines.addAll(stuck);
        return lines;
    }

    private Line line(Message message, boolean stuck) {
        String subject = message.subject().orElse("nothing");
        String basis = Fingerprint.of(message.id() + "|" + message.state() + "|" + subject + "|"
                + message.outcome().map(Object::toString).orElse(""));
        Action action = isToDo(message) ? Action.REPEAT : Action.SKIP;
        String sentence = switch (message.state()) {
            case RECEIVED -> stuck ? "It is kept; what it stopped at is listed." : "It is kept, and about to be read.";
            case DIGESTED -> "It was understood, and became " + subject + ".";
            case REFUSED -> action == Action.REPEAT ? "It was understood, and could not be true then. It is read again."
                    : "It was refused, and its sender was told why; another one may be sent.";
        };
        return new Line(MESSAGE + message.id(), "message " + message.dedupeKey(), message.source(), action,
                message.subject(), sentence, basis);
    }

    /** Only what systems report is read again: whoever asked for something has had an answer. */
    private boolean isToDo(Message message) {
        return message.state() == Message.State.REFUSED && landscapes.current().system(message.source()).isPresent();
    }
}
