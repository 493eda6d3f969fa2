package io.crossdock.experience.carriers;

import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.transports.MessageDoor;
import io.crossdock.system.connectors.CarrierTranslator.Translation;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What carriers tell by queue, mail or file. */
@Component
class CarrierTransportDoor extends MessageDoor {

    private final Translators translators;

    CarrierTransportDoor(Inbox inbox, Landscapes landscapes, Translators translators) {
        super(SystemSettings.Kind.CARRIER, inbox, landscapes);
        this.translators = translators;
    }

    @Override
    protected Read read(SystemSettings carrier, Thing thing) {
        return switch (translators.translate(carrier, thing.contentType(), thing.content())) {
            case Translation.Unreadable(var faults) -> new Read.Unreadable(faults.getFirst().message());
            case Translation.Understood(var events) -> new Read.Understood(Optional.of(events.getFirst().tracking()),
                    thing.contentType());
        };
    }
}
