package io.crossdock.system.connectors;

import static io.crossdock.system.connectors.TrialSteps.broken;
import static io.crossdock.system.connectors.TrialSteps.kept;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One deed, done in a sandbox as often as it takes to see whether the promise about it holds. */
public final class ContractTrial<R> {

    private final SystemSettings system;
    private final Sink<R> sink;
    private final Requests<R> requests;
    private final TrialSteps steps;

    /** @param steps that were made before */
    ContractTrial(SystemSettings system, Sink<R> sink, Requests<R> requests, TrialSteps steps) {
        this.system = system;
        this.sink = sink;
        this.requests = requests;
        this.steps = steps;
    }

    /** How a step ended. */
    public enum Result {
        KEPT,
        BROKEN,
        /** It does not apply, or an earlier step has made it pointless. */
        UNTRIED
    }

    /**
     * @param name   stable: {@code prepared}, {@code absent-before}, {@code done}, {@code found-after}, {@code same-again},
     *     {@code more}, {@code another-is-another}, {@code refusal}; of stock {@code read}, {@code once}, {@code as-of},
     *     {@code read-again}
     * @param says   what was expected and what was seen
     * @param calls  as they went over the network; of many the first ones and the last
     */
    public record Step(String name, Result result, String says, List<Call> calls) {
    }

    /** @param answer status and body, or why there was none; at most 2 000 characters */
    public record Call(String method, String path, String answer) {
    }

    /**
     * What is sent.
     *
     * @param key     our business key of {@code request}
     * @param more    what is asked for under the same key afterwards; empty where a key is for one deed
     * @param another the same of another key; empty where that says nothing
     * @param wrong   what must be refused; empty when nothing such is known
     */
    record Requests<R>(String key, R request, Optional<R> more, Optional<R> another, Optional<R> wrong) {
    }

    /** Makes samples with keys of their own. */
    record Numbered<R>(Json json, Class<R> type, String key, String run) {

        /** @throws IllegalArgumentException when the sample has no key */
        R numbered(JsonNode sample, int number) {
            return json.read(renamed(sample, number), type);
        }

        /** @throws IllegalArgumentException when the sample has no key */
        JsonNode renamed(JsonNode sample, int number) {
            JsonNode copy = sample.deepCopy();
            String parent = key.substring(0, key.lastIndexOf('/'));
            if (!(copy.at(parent) instanceof ObjectNode object) || !copy.at(key).isString()) {
                throw new IllegalArgumentException("there is no text at " + key);
            }
            object.put(key.substring(key.lastIndexOf('/') + 1), name(sample, number));
            return copy;
        }

        String name(JsonNode sample, int number) {
            return sample.at(key).asString() + "-" + run + number;
        }

        Requests<R> requests(JsonNode sample, Optional<JsonNode> wrong) {
            return new Requests<>(name(sample, 1), numbered(sample, 1), Optional.empty(), Optional.of(numbered(sample, 2)),
                    wrong.map(request -> numbered(request, 3)));
        }
    }

    List<Step> run() {
        Promise promise = sink.promise(system);
        if (promise == Promise.LOOKUP) {
            steps.step("absent-before", () -> switch (sink.find(system, requests.key(), requests.request())) {
                case Sighting.Absent() -> kept("What was never sent is not there.");
                case Sighting.Found(String reference, JsonNode _) -> broken("Asked for what was never sent, it "
                        + "found " + reference + ": the look-up finds what is not ours.");
                case Sighting.Several(List<String> several) -> broken("Asked for what was never sent, it found "
                        + several.size() + " documents: the look-up does not look for the number.");
                case Sighting.Unknown(String why) -> broken("The look-up gives no answer: " + why);
            });
        }
        if (!(steps.step("done", () -> sink.post(system, requests.request()), done -> isDone(done, "Done, as ",
                "The sample should be done, but: ")) instanceof Outcome.Done first)) {
            return steps.all();
        }
        String reference = first.reference();
        switch (promise) {
            case LOOKUP -> steps.step("found-after", () -> found(reference));
            case NATIVE_KEY -> steps.step("same-again", () -> sameAgain(reference));
            case NONE -> steps.untried("same-again",
                    "Nothing is promised about a lost answer: a person will have to look.");
        }
        requests.more().ifPresent(more -> steps.step("more", () -> more(promise, more, first)));
        requests.another().ifPresent(another -> steps.step("another-is-another", () -> sink.post(system, another)
                instanceof Outcome.Done(String other, JsonNode _) && !other.equals(reference)
                        ? kept("Another number gives another document, " + other + ".")
                        : broken("Another number does not give another document.")));
        requests.wrong().ifPresent(request -> steps.step("refusal", () -> sink.post(system, request)
                instanceof Outcome.Refused(String code, String why)
                        ? kept("Refused in words: " + why + " (" + code + ")")
                        : broken("What must be refused is not understood as a refusal.")));
        return steps.all();
    }

    /** The same key again, with more: what was done before must not be taken for it. */
    private Step more(Promise promise, R more, Outcome.Done first) {
        boolean asked = promise == Promise.LOOKUP;
        Sighting before = asked ? sink.find(system, requests.key(), more) : new Sighting.Absent();
        if (before instanceof Sighting.Unknown(String why)) {
            return broken("The look-up gives no answer: " + why);
        }
        if (!(before instanceof Sighting.Absent)) {
            return broken("Asked for more that was never sent, the look-up took the first for it: a lost second call would "
                    + "not be made again.");
        }
        Outcome done = sink.post(system, more);
        if (asked && done instanceof Outcome.Done && !(sink.find(system, requests.key(), more) instanceof Sighting.Found)) {
            return broken("More was done, and the look-up does not find it.");
        }
        return isDone(done, done.equals(first) ? "More was answered just as the first; see there whether both are in force, "
                : "More was done under the same number, as ", "More should be done under the same number, but: ");
    }

    static Step isDone(Outcome outcome, String kept, String broken) {
        return outcome instanceof Outcome.Done(String reference, JsonNode _) ? kept(kept + reference + ".")
                : broken(broken + said(outcome));
    }

    private Step found(String reference) {
        return switch (sink.find(system, requests.key(), requests.request())) {
            case Sighting.Found(String seen, JsonNode _) when seen.equals(reference) ->
                    kept("Looked up by our number, it is there as " + seen + ".");
            case Sighting.Found(String seen, JsonNode _) -> broken("It was done as " + reference + ", but the look-up says "
                    + seen + ".");
            case Sighting.Absent() -> broken("It was done as " + reference + ", but the look-up does not find it: after a "
                    + "lost answer it would be done twice.");
            case Sighting.Several(List<String> several) -> broken("It was done once, but the look-up finds "
                    + several + ".");
            case Sighting.Unknown(String why) -> broken("The look-up gives no answer: " + why);
        };
    }

    private Step sameAgain(String reference) {
        Outcome again = sink.post(system, requests.request());
        return again instanceof Outcome.Done(String same, JsonNode _) && same.equals(reference)
                ? kept("Sent again under the same number, it is the same document.")
                : broken("Sent again under the same number it should be " + reference + " again, but: " + said(again)
                        + " After a lost answer it would be done twice.");
    }

    static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(String reference, JsonNode _) -> "done as " + reference + ".";
            case Outcome.Refused(String code, String why) -> "refused, " + why + " (" + code + ")";
            case Outcome.Unavailable unavailable -> "unavailable, " + unavailable.reason();
            case Outcome.Failed(String why) -> "failed, " + why;
            case Outcome.Ambiguous(String why) -> "nobody knows, " + why;
        };
    }
}
