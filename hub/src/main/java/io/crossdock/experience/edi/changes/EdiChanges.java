package io.crossdock.experience.edi.changes;

import io.crossdock.experience.edi.changes.ChangeRequestStore.Request;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Partner;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Takes changes of orders up: each is decided at once if its order is there, or waits for it. */
@Component
class EdiChanges implements FactHandler {

    private final ReceivedSets sets;
    private final ChangeMaps maps;
    private final ChangeRequestStore store;
    private final ChangeDesk desk;
    private final Json json;

    EdiChanges(ReceivedSets sets, ChangeMaps maps, ChangeRequestStore store, ChangeDesk desk, Json json) {
        this.sets = sets;
        this.maps = maps;
        this.store = store;
        this.desk = desk;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "edi-changes";
    }

    @Override
    public Set<String> types() {
        return Set.of(ReceivedSets.CHANGE_RECEIVED);
    }

    /** Each locks an order with its legs and their stock: those of the next order come after them, not before. */
    @Override
    public boolean endsBatch(Fact fact) {
        return true;
    }

    @Override
    public void handle(Fact fact) {
        var received = json.read(fact.data(), ReceivedSets.OrderReceived.class);
        ReceivedSet set = sets.set(received.set()).orElseThrow();
        Landscape landscape = desk.landscape();
        Partner partner = landscape.partner(received.partner()).orElseThrow(() -> new Indigestible(
                "edi-partner-unknown", "The profile of partner " + received.partner() + " is gone."));
        ChangeDocument document = maps.read(maps.map(set, partner), partner);
        Instant now = desk.now();
        store.insert(new Request(set.id(), partner.id(), set.reference(), document.release().orElse(""), document.number(),
                document.number().filter(text -> text.matches("\\d{1,9}")).map(Long::valueOf), fact.position(), now,
                now.plus(landscape.policies().changes().waitFor()), "waiting", Optional.empty(), Optional.empty()));
        sets.waiting(set.id());
        desk.turn(set.id(), now);
    }
}
