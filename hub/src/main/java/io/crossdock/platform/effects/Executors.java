package io.crossdock.platform.effects;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds who does an effect, and turns what they throw into outcomes. */
@Component
class Executors {

    private final Map<String, EffectExecutor> byKind;

    Executors(List<EffectExecutor> executors) {
        byKind = executors.stream().collect(Collectors.toMap(EffectExecutor::kind, Function.identity()));
    }

    Promise promise(Effect effect) {
        return of(effect).map(executor -> executor.promise(effect.target())).orElse(Promise.NONE);
    }

    Duration visibleAfter(Effect effect) {
        return of(effect).map(executor -> executor.visibleAfter(effect.target())).orElse(Duration.ZERO);
    }

    Outcome execute(Effect effect) {
        try {
            return of(effect).map(executor -> executor.execute(effect))
                    .orElseGet(() -> new Outcome.Failed("Nobody in this hub can do " + effect.kind() + "."));
        } catch (RuntimeException e) {
            return new Outcome.Ambiguous("The connector failed: " + e);
        }
    }

    Sighting lookup(Effect effect) {
        try {
            return of(effect).map(executor -> executor.lookup(effect))
                    .orElseGet(() -> new Sighting.Unknown("Nobody in this hub can look up " + effect.kind() + "."));
        } catch (RuntimeException e) {
            return new Sighting.Unknown("The connector failed: " + e);
        }
    }

    private Optional<EffectExecutor> of(Effect effect) {
        return Optional.ofNullable(byKind.get(effect.kind()));
    }
}
