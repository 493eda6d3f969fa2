package io.crossdock.process.reconciliation;

import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was once too often at a system and has been cancelled there is undone. */
@Component
class Withdrawn implements FactHandler {

    private final Effects effects;
    private final Json json;

    Withdrawn(Effects effects, Json json) {
        this.effects = effects;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "surplus-withdrawn";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.DONE);
    }

    @Override
    public void handle(Fact fact) {
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        if (effect.kind().equals("order.withdraw")) {
            effects.effect(effect.target(), "order.post", fact.key()).ifPresent(posting ->
                    effects.undone(posting.id(), effect.businessKey(), fact.origin().actor()));
        }
    }
}
