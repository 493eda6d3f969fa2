package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.experience.edi.orders.OrderCheck.Result;
import io.crossdock.experience.edi.orders.OrderCheck.Unknowns;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.References;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Takes purchase orders up: each goes on, or is held for somebody to mend a reference. */
@Component
class EdiOrders implements FactHandler {

    private final ReceivedSets sets;
    private final OrderIntake intake;
    private final Holds holds;
    private final References references;
    private final Surroundings surroundings;

    EdiOrders(ReceivedSets sets, OrderIntake intake, Holds holds, References references, Surroundings surroundings) {
        this.sets = sets;
        this.intake = intake;
        this.holds = holds;
        this.references = references;
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
        if (!intake.isReady()) {
            throw new IllegalStateException("the catalogue has not been read yet");
        }
        Optional<Duration> hold = landscape.policies().attention().hold(partner);
        OrderIntake.Reading reading = intake.read(set, partner, references,
                hold.isPresent() ? Unknowns.TOLD_APART : Unknowns.FAULTS);
        if (reading.result() instanceof Result.Lacking(var missing) && hold.isPresent()) {
            holds.hold(reading, missing, hold.get(), fact);
        } else {
            intake.goOn(reading, fact.cause("hub"));
        }
    }
}
