package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.AmendSink;
import io.crossdock.system.connectors.OrderAmendment;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What is cancelled of orders, as cancelled moves of the sale that nobody makes again. */
@Component
class TrytonAmendments implements AmendSink {

    private final Tryton tryton;
    private final Json json;

    TrytonAmendments(Tryton tryton, Json json) {
        this.tryton = tryton;
        this.json = json;
    }

    @Override
    public String connector() {
        return Tryton.CONNECTOR;
    }

    /** What is cancelled altogether is compared with what is cancelled there, so that it may be told again. */
    @Override
    public Promise promise() {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome post(SystemSettings system, OrderAmendment amendment) {
        if (!amendment.request().added().isEmpty()) {
            // Nobody was promised more while it says that it cannot: the system of the order is another one by now.
            return new Outcome.Refused("by-hand", "Lines are added to a sale of " + system.id() + " by hand.");
        }
        try {
            List<Sold> sold = tryton.reading(system, conversation ->
                    Sold.as(amendment.erpOrder(), amendment.documents(), amendment.request().order(), conversation));
            if (sold.isEmpty()) {
                return new Outcome.Refused("no-such-sale", system.id() + " has no sale " + amendment.erpOrder()
                        + " for order " + amendment.request().order() + ".");
            }
            return tryton.writing(system, sold.getFirst().customer(), conversation -> {
                new SharedCancellation(conversation, sold, amendment.request()).run();
                return new Outcome.Done(amendment.erpOrder(), json.tree(Map.of("sale", amendment.erpOrder())));
            });
        } catch (Fault fault) {
            return fault.outcome("not-amendable");
        }
    }

    /** It is never asked: what was lost is sent again. */
    @Override
    public Sighting find(SystemSettings system, String key) {
        return new Sighting.Unknown(system.id() + " is told again what is cancelled altogether; it is not asked.");
    }
}
