package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import java.util.List;
import java.util.Optional;
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

    /** A leg of which nothing more is to be hoped for, and why: a clause. */
    private record Late(LegNumber leg, String why, Fact fact) {
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    @Override
    public void handleAll(Batch batch) {
        List<Late> late = batch.each(this::late).stream().flatMap(Optional::stream).toList();
        fulfilment.lockAsked(late.stream().map(Late::leg).toList());
        late.forEach(each -> fulfilment.tooLate(each.leg(), each.why(), each.fact().cause("hub")));
    }

    private Optional<Late> late(Fact fact) {
        if (fact.type().equals(LegFact.DISPATCHED)) {
            return Optional.of(new Late(json.read(fact.data(), LegFact.Dispatched.class).leg(), "it had left already",
                    fact));
        }
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        return effect.kind().equals(CallOffs.CANCEL) ? CallOffs.legOf(effect.businessKey()).map(leg -> new Late(leg,
                effect.target() + " said no: " + effect.reason().orElse("no reason given"), fact)) : Optional.empty();
    }
}
