package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.experience.edi.orders.OrderCheck.Result;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Takes purchase orders up: maps them, finds their items, and asks for them to be placed. Placing is an effect because
 * it asks other systems, which no handler does.
 */
@Component
class EdiOrders implements FactHandler {

    private final ReceivedSets sets;
    private final Mapping mapping;
    private final ItemSearch items;
    private final OrderAnswers answers;
    private final Surroundings surroundings;

    EdiOrders(ReceivedSets sets, Mapping mapping, ItemSearch items, OrderAnswers answers, Surroundings surroundings) {
        this.sets = sets;
        this.mapping = mapping;
        this.items = items;
        this.answers = answers;
        this.surroundings = surroundings;
    }

    /** What every handler of the hub has around it. */
    @Component("edi-surroundings")
    record Surroundings(Landscapes landscapes, Effects effects, Json json, Clock clock) {
    }

    @Override
    public String subscription() {
        return "edi-orders";
    }

    @Override
    public Set<String> types() {
        return Set.of(ReceivedSets.ORDER_RECEIVED);
    }

    @Override
    public void handle(Fact fact) {
        var received = surroundings.json().read(fact.data(), ReceivedSets.OrderReceived.class);
        ReceivedSet set = sets.set(received.set()).orElseThrow();
        Landscape landscape = surroundings.landscapes().current();
        Partner partner = landscape.partner(received.partner()).orElseThrow(() -> new Indigestible(
                "edi-partner-unknown", "The profile of partner " + received.partner() + " is gone."));
        if (partner.account().isEmpty()) {
            throw new Indigestible("edi-partner-orders-nothing", "Partner " + partner.id()
                    + " sent an order, and its profile names no account to order for.");
        }
        if (!items.isReady()) {
            throw new IllegalStateException("the catalogue has not been read yet");
        }
        JsonNode mapped = mapping.order(set, partner);
        PurchaseOrder order = mapping.read(mapped, partner);
        LocalDate today = LocalDate.ofInstant(surroundings.clock().instant(), landscape.zone());
        sets.ordering(set.id(), surroundings.json().write(mapped));
        switch (new OrderCheck(order, partner, landscape, items, today).check()) {
            case Result.Ready(var request, var lineFaults) -> {
                sets.lineFaults(set.id(), surroundings.json().write(lineFaults));
                surroundings.effects().request(List.of(new NewEffect(PlaceExecutor.LANE, PlaceExecutor.KIND,
                        partner.id() + ":" + set.id(), "edi:" + partner.id() + ":" + order.key(), Tier.CRITICAL,
                        fact.cause("partner:" + partner.id()),
                        new PlaceExecutor.Request(set.id(), partner.id(), order.key(), request))));
            }
            case Result.Faulty(var faults) -> answers.refuse(set, partner, order, faults, fact.cause("hub"));
            case Result.UnknownItems(var unknown) -> throw new Indigestible("edi-item-unknown", "Order "
                    + order.reference() + " of " + partner.id() + " names items that neither its cross-reference nor "
                    + "our catalogue knows: " + String.join("; ", unknown) + ".");
        }
    }
}
