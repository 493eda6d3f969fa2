package io.crossdock.process.returns;

import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.process.returns.ReturnLifecycle.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Moves returns by what became of their credit. */
@Component
class CreditProgress implements FactHandler {

    private static final Map<String, ReturnEvent> EVENTS = Map.of(
            EffectFact.DONE, ReturnEvent.CREDIT_POSTED,
            EffectFact.REFUSED, ReturnEvent.CREDIT_REFUSED,
            EffectFact.SKIPPED, ReturnEvent.CREDIT_REFUSED,
            EffectFact.RETRIED, ReturnEvent.CREDIT_RETRIED);

    private final ReturnStore store;
    private final Deciding deciding;
    private final Json json;

    CreditProgress(ReturnStore store, Deciding deciding, Json json) {
        this.store = store;
        this.deciding = deciding;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "return-progress";
    }

    @Override
    public Set<String> types() {
        return EVENTS.keySet();
    }

    @Override
    public void handle(Fact fact) {
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        if (!effect.kind().equals(Crediting.KIND)) {
            return;
        }
        Return current = ReturnNumber.parse(effect.businessKey()).map(List::of).map(store::lock).stream()
                .flatMap(List::stream).findFirst().orElseThrow(() -> new Indigestible("return-unknown",
                        "There is no return " + effect.businessKey() + "."));
        ReturnEvent event = Optional.ofNullable(EVENTS.get(fact.type())).orElseThrow();
        switch (ReturnLifecycle.rule(current.state(), event)) {
            case Rule.To(State next) -> moved(current, next, event, effect, fact);
            case Rule.Stay stay -> { }
            case Rule.Ignore ignored -> { }
            case Rule.Refuse(String why) -> throw new Indigestible("return-state", current.number() + ": " + why);
        }
    }

    private void moved(Return current, State next, ReturnEvent event, EffectFact effect, Fact fact) {
        if (event == ReturnEvent.CREDIT_RETRIED) {
            store.move(current.number(), next, Optional.empty(), Optional.empty(), Optional.empty(), fact.time());
        } else {
            boolean posted = event == ReturnEvent.CREDIT_POSTED;
            deciding.moved(current, next, posted ? Optional.empty() : effect.reason(),
                    posted ? effect.reference() : Optional.empty(),
                    posted ? ReturnFact.CREDIT_POSTED : ReturnFact.CREDIT_REFUSED, List.of(), fact.cause("hub"));
        }
    }
}
