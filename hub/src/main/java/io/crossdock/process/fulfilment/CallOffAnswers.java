package io.crossdock.process.fulfilment;

import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hears that a place does not give back what it was asked for. What it gives back it says of the leg itself. */
@Component
class CallOffAnswers implements FactHandler {

    private final Fulfilment fulfilment;
    private final Json json;

    CallOffAnswers(Fulfilment fulfilment, Json json) {
        this.fulfilment = fulfilment;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "call-off-answers";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.REFUSED, EffectFact.SKIPPED, LegFact.DISPATCHED);
    }

    @Override
    public void handle(Fact fact) {
        if (fact.type().equals(LegFact.DISPATCHED)) {
            fulfilment.tooLate(json.read(fact.data(), LegFact.Dispatched.class).leg(), "it had left already",
                    fact.cause("hub"));
            return;
        }
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        if (effect.kind().equals(CallOffs.CANCEL)) {
            CallOffs.legOf(effect.businessKey()).ifPresent(leg -> fulfilment.tooLate(leg,
                    effect.target() + " said no: " + effect.reason().orElse("no reason given"), fact.cause("hub")));
        }
    }
}
