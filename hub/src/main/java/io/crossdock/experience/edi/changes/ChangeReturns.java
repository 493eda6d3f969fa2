package io.crossdock.experience.edi.changes;

import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.process.fulfilment.LegFact;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Hears that somebody who was asked for goods has answered: the partner need not wait for the next look. */
@Component
class ChangeReturns implements FactHandler {

    private final ChangeRequestStore store;

    ChangeReturns(ChangeRequestStore store) {
        this.store = store;
    }

    @Override
    public String subscription() {
        return "edi-change-returns";
    }

    @Override
    public Set<String> types() {
        return Set.of(LegFact.CALLED_OFF, LegFact.NOT_CALLED_OFF);
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    @Override
    public void handleAll(Batch batch) {
        store.answered(batch.facts().stream().map(Fact::key).collect(Collectors.toSet()));
    }
}
