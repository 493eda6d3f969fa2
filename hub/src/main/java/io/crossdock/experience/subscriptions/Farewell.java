package io.crossdock.experience.subscriptions;

import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Pauses a subscription whose receiver says 410 Gone; the refused delivery stays an exception until somebody decides. */
@Component
class Farewell implements FactHandler {

    private final Effects effects;
    private final Json json;

    Farewell(Effects effects, Json json) {
        this.effects = effects;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "webhooks-gone";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.REFUSED);
    }

    @Override
    public boolean fromTheBeginning() {
        return false;
    }

    @Override
    public void handle(Fact fact) {
        EffectFact refused = json.read(fact.data(), EffectFact.class);
        if (refused.kind().equals(Delivery.KIND) && refused.code().filter(DeliveryExecutor.GONE::equals).isPresent()) {
            effects.pause(refused.target(), "the hub: it answered 410 Gone");
        }
    }
}
