package io.crossdock.system.connectors.declared;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Reply;
import io.crossdock.system.connectors.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A deed as it is declared: {@code operations.<kind of effect>}. */
abstract class DeclaredSink<R> implements Sink<R> {

    private final String operation;
    private final DeclaredCalls calls;

    DeclaredSink(String operation, DeclaredCalls calls) {
        this.operation = operation;
        this.calls = calls;
    }

    @Override
    public String connector() {
        return SystemSettings.DECLARED;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return system.declaration().flatMap(each -> each.operation(operation)).isPresent();
    }

    @Override
    public Promise promise() {
        return Promise.NONE;
    }

    @Override
    public Promise promise(SystemSettings system) {
        return switch (declared(system).kept()) {
            case NATIVE_KEY -> Promise.NATIVE_KEY;
            case LOOKUP -> Promise.LOOKUP;
            case NONE -> Promise.NONE;
        };
    }

    @Override
    public Outcome post(SystemSettings system, R request) {
        JsonNode asked = calls.expressions().tree(request);
        return answers(system, Optional.of(asked)).outcome(calls.send(system, declared(system).request(), asked,
                system.timeouts().call()));
    }

    @Override
    public Sighting find(SystemSettings system, String businessKey) {
        return find(system, calls.expressions().tree(Map.of("key", businessKey)));
    }

    @Override
    public Sighting find(SystemSettings system, String businessKey, R request) {
        return find(system, calls.expressions().tree(Map.of("key", businessKey, "request", request)));
    }

    /** Whether a call can be made of it. */
    final boolean canBeSaid(SystemSettings system, R request) {
        try {
            calls.prepared(DeclaredCalls.declaration(system), declared(system).request(), calls.expressions().tree(request),
                    Map.of());
            return true;
        } catch (Expressions.Failed unsayable) {
            return false;
        }
    }

    private Sighting find(SystemSettings system, JsonNode known) {
        Declaration.Operation declared = declared(system);
        if (declared.find().isEmpty()) {
            return new Sighting.Unknown("connectors/" + DeclaredCalls.declaration(system).id()
                    + ".yaml does not say how " + operation + " is looked up.");
        }
        Reply reply = calls.send(system, declared.find().get(), known, system.timeouts().call());
        return switch (reply) {
            case Reply.NotSent(String why, var _) -> new Sighting.Unknown(why);
            case Reply.Lost(String why) -> new Sighting.Unknown(why);
            case Reply.Answered answer -> {
                try {
                    yield sighting(answers(system, Optional.of(known.path("request")).filter(JsonNode::isObject)), answer);
                } catch (Expressions.Failed mistake) {
                    yield new Sighting.Unknown(system.id() + " answered " + answer.status() + ", and "
                            + mistake.getMessage() + ".");
                }
            }
        };
    }

    private Sighting sighting(Answers answers, Reply.Answered answer) {
        Answers.Understood said = answers.understand(answer);
        return switch (said.means()) {
            case DONE -> said.body().isMissingNode()
                    ? new Sighting.Unknown(said.reason()) : sighting(answers, said);
            case ABSENT -> new Sighting.Absent();
            case REFUSED, TRANSIENT, THROTTLED, UNAUTHORISED, UNSURE -> new Sighting.Unknown(said.reason());
        };
    }

    /** A row that cannot be read may be the one that was asked for: then nothing is known. */
    private static Sighting sighting(Answers answers, Answers.Understood said) {
        List<Outcome.Done> found = new ArrayList<>();
        for (JsonNode row : answers.rows(said.body())) {
            Optional<Outcome.Done> done = answers.done(row, said);
            if (done.isEmpty()) {
                return new Sighting.Unknown("A row of the answer has no number of its own.");
            }
            found.add(done.get());
        }
        return switch (found.size()) {
            case 0 -> said.errs() ? new Sighting.Unknown(said.reason()) : new Sighting.Absent();
            case 1 -> new Sighting.Found(found.getFirst().reference(), found.getFirst().response());
            default -> new Sighting.Several(found.stream().map(Outcome.Done::reference).toList());
        };
    }

    private Answers answers(SystemSettings system, Optional<JsonNode> request) {
        return new Answers(system, declared(system), calls.expressions(), request);
    }

    private Declaration.Operation declared(SystemSettings system) {
        return DeclaredCalls.declaration(system).operation(operation).orElseThrow(
                () -> new IllegalStateException(system.id() + " has no " + operation));
    }
}
