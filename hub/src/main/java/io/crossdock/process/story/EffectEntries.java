package io.crossdock.process.story;

import io.crossdock.platform.effects.Attempt;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.process.story.Entry.Kind;
import io.crossdock.process.story.Entry.Links;
import io.crossdock.process.story.Entry.Result;
import io.crossdock.process.story.Entry.Try;
import io.crossdock.process.story.Story.Doing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells calls to other systems, the waiting between them, and what people decided about them. */
final class EffectEntries {

    /** Waiting shorter than this is nobody's business. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(2);
    /** So many calls alike in a row are told as one. */
    private static final int ALIKE = 3;

    private final Names names;
    private final Wording wording;

    EffectEntries(Names names, Wording wording) {
        this.names = names;
        this.wording = wording;
    }

    List<Entry> tell(Doing doing) {
        List<Entry> entries = new ArrayList<>();
        Effect effect = doing.effect();
        Instant free = effect.createdAt();
        for (List<Attempt> run : runs(doing.attempts())) {
            Attempt first = run.getFirst();
            wait(effect, free, first.startedAt(), false).ifPresent(entries::add);
            if (run.size() >= ALIKE) {
                entries.add(call(effect, run));
            } else {
                run.forEach(each -> entries.add(call(effect, List.of(each))));
            }
            free = run.getLast().endedAt();
        }
        if (effect.state() == EffectState.READY || effect.state() == EffectState.IN_DOUBT
                || effect.state() == EffectState.PARKED) {
            wait(effect, free, wording.now(), true).ifPresent(entries::add);
        }
        return entries;
    }

    /** Calls one after the other that ended in the same way. */
    private static List<List<Attempt>> runs(List<Attempt> attempts) {
        List<List<Attempt>> runs = new ArrayList<>();
        for (Attempt attempt : attempts) {
            if (!runs.isEmpty() && alike(runs.getLast().getLast(), attempt)) {
                runs.getLast().add(attempt);
            } else {
                runs.add(new ArrayList<>(List.of(attempt)));
            }
        }
        return runs;
    }

    private static boolean alike(Attempt a, Attempt b) {
        return a.action().equals(b.action()) && a.outcome().equals(b.outcome()) && !a.action().equals("person");
    }

    private Optional<Entry> wait(Effect effect, Instant from, Instant to, boolean still) {
        if (Duration.between(from, to).compareTo(WORTH_TELLING) < 0) {
            return Optional.empty();
        }
        boolean person = still && effect.state() == EffectState.PARKED;
        String thing = Names.capital(EffectWords.thing(effect));
        String target = names.of(effect.target());
        String sentence = person ? thing + " waits for a person to decide"
                + effect.reason().map(why -> ": " + why).orElse("")
                : still && effect.state() == EffectState.IN_DOUBT ? thing + " may or may not be done at " + target
                        + "; the hub asks again until it knows"
                : thing + (still ? " waits for " : " waited for ") + target
                        + (still && effect.reason().isPresent() && effect.startedAt().isPresent()
                                ? ", which does not take it: " + effect.reason().get() : "");
        Lane lane = person ? Lane.HUB : names.lane(effect.target());
        return Optional.of(new Entry(still ? new When.Since(from) : new When.Between(from, to), lane,
                person ? Kind.TROUBLE : Kind.WAIT, person ? "a person decides" : "waits",
                FactEntries.sentence(sentence), Links.effect(effect.id()), Optional.empty()));
    }

    private Entry call(Effect effect, List<Attempt> run) {
        Attempt first = run.getFirst();
        Attempt last = run.getLast();
        Result result = result(first);
        Duration took = Duration.between(first.startedAt(), last.endedAt());
        Try attempt = new Try(first.number(), run.size(), result, took);
        boolean byPerson = result == Result.PERSON;
        return new Entry(byPerson ? new When.At(first.startedAt()) : new When.Between(first.startedAt(), last.endedAt()),
                byPerson ? Lane.HUB : lane(effect), byPerson ? Kind.DECISION : Kind.ATTEMPT,
                run.size() > 1 ? EffectWords.label(effect) + " ×" + run.size() : EffectWords.label(effect),
                FactEntries.sentence(sentence(effect, run, attempt)), Links.effect(effect.id()), Optional.of(attempt));
    }

    private Lane lane(Effect effect) {
        return effect.kind().equals("invoice.post") ? Names.finance() : names.lane(effect.target());
    }

    private String sentence(Effect effect, List<Attempt> run, Try attempt) {
        Attempt last = run.getLast();
        if (attempt.result() == Result.PERSON) {
            return person(effect, last);
        }
        String task = EffectWords.task(effect, names);
        String target = names.of(effect.target());
        String detail = last.detail().isBlank() ? "" : ": " + last.detail();
        String took = Wording.length(attempt.took());
        String times = run.size() > 1 ? run.size() + " calls in " + took : "call " + last.number();
        return switch (attempt.result()) {
            case DONE -> task + ": done in " + took + (last.detail().isBlank() ? "" : ", as " + last.detail());
            case FOUND -> "Asked " + target + " whether it has " + EffectWords.thing(effect) + ": it has, as "
                    + last.detail();
            case ABSENT -> "Asked " + target + " whether it has " + EffectWords.thing(effect)
                    + ": it has not, so it is sent again";
            case REFUSED -> task + ": refused" + detail;
            case UNREACHABLE -> task + ": " + times + ", " + target + " takes no calls" + detail;
            case FAILED -> task + ": " + times + " without success" + detail;
            case LOST -> last.action().equals("lookup")
                    ? "Asked " + target + " whether it has " + EffectWords.thing(effect) + " (" + times
                            + "): no answer" + detail
                    : task + ": " + times + ", the answer was lost" + detail;
            case PERSON -> person(effect, last);
        };
    }

    private static String person(Effect effect, Attempt decided) {
        String who = Names.capital(decided.worker().startsWith("user:") ? decided.worker().substring(5)
                : decided.worker());
        String thing = EffectWords.thing(effect);
        return switch (decided.outcome()) {
            case "ready" -> who + " had " + thing + " sent again";
            case "done" -> who + " confirmed " + thing + " by hand"
                    + effect.reference().map(number -> " as " + number).orElse("");
            case "skipped" -> who + " decided that " + thing + " shall not be done: " + decided.detail();
            default -> who + ": " + decided.detail();
        };
    }

    static Result result(Attempt attempt) {
        if (attempt.action().equals("person")) {
            return Result.PERSON;
        }
        return switch (attempt.outcome()) {
            case "done" -> Result.DONE;
            case "found" -> Result.FOUND;
            case "absent" -> Result.ABSENT;
            case "refused" -> Result.REFUSED;
            case "unavailable" -> Result.UNREACHABLE;
            case "failed" -> Result.FAILED;
            default -> Result.LOST;
        };
    }
}
