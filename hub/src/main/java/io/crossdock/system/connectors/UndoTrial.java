package io.crossdock.system.connectors;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A deed that undoes or changes another one, which is done first.
 *
 * @param before what is undone, and {@code first} its request
 * @param key    our business key of both
 * @param undo   makes the request of what was done, and where there can be a further one under the same key, that, too
 * @param wrong  what must be refused; empty when nothing such is known
 */
record UndoTrial<D, R>(SystemSettings system, Sink<D> before, D first, Sink<R> sink, String key,
        Function<Outcome.Done, List<R>> undo, Optional<R> wrong) {

    List<ContractTrial.Step> run() {
        TrialSteps steps = new TrialSteps();
        Outcome prepared = steps.step("prepared", () -> before.post(system, first), outcome -> ContractTrial.isDone(outcome,
                "There is something to take back, ", "The sample should be done first, but: "));
        if (!(prepared instanceof Outcome.Done there)) {
            return steps.all();
        }
        List<R> undone = undo.apply(there);
        return new ContractTrial<>(system, sink, new ContractTrial.Requests<>(key, undone.getFirst(),
                undone.stream().skip(1).findFirst(), Optional.empty(), wrong), steps).run();
    }
}
