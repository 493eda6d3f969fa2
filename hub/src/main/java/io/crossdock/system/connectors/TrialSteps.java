package io.crossdock.system.connectors;

import io.crossdock.system.connectors.ContractTrial.Call;
import io.crossdock.system.connectors.ContractTrial.Result;
import io.crossdock.system.connectors.ContractTrial.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a trial saw, step by step, with the calls of each. For one thread. */
final class TrialSteps {

    private static final int SHOWN = 2_000;
    private static final int CALLS_MAX = 10;

    private final List<Step> steps = new ArrayList<>();

    List<Step> all() {
        return List.copyOf(steps);
    }

    /** @param work made of {@link #kept} or {@link #broken} */
    void step(String name, Supplier<Step> work) {
        step(name, work, Function.identity());
    }

    /** @param judged made of {@link #kept} or {@link #broken}, of what came of the work */
    <T> T step(String name, Supplier<T> work, Function<T, Step> judged) {
        List<Call> calls = new ArrayList<>();
        T came = ScopedValue.where(HttpCaller.LISTENER, exchange -> {
            if (calls.size() == CALLS_MAX) {
                calls.removeLast();
            }
            calls.add(call(exchange));
        }).call(work::get);
        Step step = judged.apply(came);
        steps.add(new Step(name, step.result(), step.says(), List.copyOf(calls)));
        return came;
    }

    void untried(String name, String why) {
        steps.add(new Step(name, Result.UNTRIED, why, List.of()));
    }

    static Step kept(String says) {
        return new Step("", Result.KEPT, says, List.of());
    }

    static Step broken(String says) {
        return new Step("", Result.BROKEN, says, List.of());
    }

    private static Call call(HttpCaller.Exchange exchange) {
        String answer = switch (exchange.reply()) {
            case Reply.NotSent(String why, var _) -> why;
            case Reply.Lost(String why) -> why;
            case Reply.Answered answered -> answered.status() + " "
                    + new String(answered.body(), StandardCharsets.UTF_8);
        };
        return new Call(exchange.method(), exchange.path(),
                answer.length() <= SHOWN ? answer : answer.substring(0, SHOWN) + "…");
    }
}
