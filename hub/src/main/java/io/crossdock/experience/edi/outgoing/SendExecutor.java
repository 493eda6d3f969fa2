package io.crossdock.experience.edi.outgoing;

import io.crossdock.experience.edi.outgoing.Outbox.Delivery;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.transports.Letter;
import io.crossdock.platform.transports.Sending;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Delivers documents as the partner's profile says. A delivery whose answer was lost is simply repeated: the partner
 * knows the interchange by its control number (X12.56 note code 025).
 */
@Component
class SendExecutor implements EffectExecutor {

    private final Landscapes landscapes;
    private final HttpDelivery http;
    private final FolderDelivery folders;
    private final Sending sending;
    private final Json json;

    SendExecutor(Landscapes landscapes, HttpDelivery http, FolderDelivery folders, Sending sending, Json json) {
        this.landscapes = landscapes;
        this.http = http;
        this.folders = folders;
        this.sending = sending;
        this.json = json;
    }

    @Override
    public String kind() {
        return Outbox.SEND;
    }

    @Override
    public Promise promise(String target) {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome execute(Effect effect) {
        Delivery delivery = json.read(effect.request(), Delivery.class);
        Optional<Partner> partner = landscapes.current().partner(delivery.partner());
        if (partner.isEmpty()) {
            return new Outcome.Failed("The landscape has no partner " + delivery.partner() + " any more.");
        }
        return switch (partner.get().delivery()) {
            case Partner.Delivery.ToSystem(String system) -> landscapes.current().system(system)
                    .map(found -> http.post(found, found.setting("inbox").orElse("/inbox"), delivery))
                    .orElseGet(() -> new Outcome.Failed("The landscape has no system " + system + " any more."));
            case Partner.Delivery.ToUrl url -> http.post(url, delivery);
            case Partner.Delivery.ToOutlet(String destination) -> sending.send(destination,
                    new Letter(effect.businessKey(), "application/edi-x12", delivery.content()));
            case Partner.Delivery.ToFolder(var folder) -> folders.write(folder, delivery);
        };
    }

    @Override
    public Sighting lookup(Effect effect) {
        return new Sighting.Unknown("Partners cannot be asked what they have.");
    }

    static Map<String, Object> response(Delivery delivery) {
        return Map.of("control", delivery.control(), "kind", delivery.kind());
    }
}
