package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hears what became of the requests to warehouses and suppliers. */
@Component
class LegRequests implements FactHandler {

    private static final Set<String> KINDS = Set.of("leg.release", "purchase.order");

    private final Fulfilment fulfilment;
    private final Json json;

    LegRequests(Fulfilment fulfilment, Json json) {
        this.fulfilment = fulfilment;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "leg-requests";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.DONE, EffectFact.REFUSED);
    }

    @Override
    public void handle(Fact fact) {
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        if (!KINDS.contains(effect.kind())) {
            return;
        }
        LegNumber leg = LegNumber.parse(effect.businessKey()).orElseThrow();
        if (fact.type().equals(EffectFact.REFUSED)) {
            fulfilment.declined(leg, fact.time(), fact.cause("system:" + effect.target()));
            return;
        }
        fulfilment.report(new LegReport(leg, LegSignal.RELEASED, fact.time(), 0, List.of(), List.of(),
                Optional.empty(), Optional.empty()), fact.cause("system:" + effect.target()));
    }
}
