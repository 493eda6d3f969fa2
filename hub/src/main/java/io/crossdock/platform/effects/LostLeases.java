package io.crossdock.platform.effects;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes effects out of the hands of workers that did not come back. */
@Component
class LostLeases {

    private static final int MOST = 64;

    private final EffectStore effects;
    private final Completions completions;
    private final Executors executors;

    LostLeases(EffectStore effects, Completions completions, Executors executors) {
        this.effects = effects;
        this.completions = completions;
        this.executors = executors;
    }

    /** In the caller's transaction; what is more than one batch is taken at the next turn. */
    void settle(String target, Instant now) {
        List<Leased> expired = effects.expired(target, now, MOST);
        if (!expired.isEmpty()) {
            completions.write(expired.stream()
                    .<Completion>map(leased -> new Completion.Lost(leased, executors.promise(leased.effect()), now))
                    .toList());
        }
    }
}
