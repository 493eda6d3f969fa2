package io.crossdock.system.connectors;

import static io.crossdock.system.connectors.TrialSteps.broken;
import static io.crossdock.system.connectors.TrialSteps.kept;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A deed that undoes or changes another one, which is done first.
 *
 * @param before what is undone, and {@code first} its request
 * @param key    our business key of both
 * @param undo   makes the request of what was done
 * @param wrong  what must be refused; empty when nothing such is known
 */
record UndoTrial<D, R>(SystemSettings system, Sink<D> before, D first, Sink<R> sink, String key,
        Function<Outcome.Done, R> undo, Optional<R> wrong) {

    List<ContractTrial.Step> run() {
        TrialSteps steps = new TrialSteps();
        Outcome[] done = new Outcome[1];
        steps.step("prepared", () -> {
            done[0] = before.post(system, first);
            return done[0] instanceof Outcome.Done(String reference, JsonNode _)
                    ? kept("There is something to take back, " + reference + ".")
                    : broken("The sample should be done first, but: " + ContractTrial.said(done[0]));
        });
        return done[0] instanceof Outcome.Done there
                ? new ContractTrial<>(system, sink, new ContractTrial.Requests<>(key, undo.apply(there), Optional.empty(),
                        wrong), steps).run()
                : steps.all();
    }
}
