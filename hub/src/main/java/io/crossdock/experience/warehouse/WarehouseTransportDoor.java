package io.crossdock.experience.warehouse;

import io.crossdock.experience.warehouse.WarehouseEventReading.Read.Understood;
import io.crossdock.experience.warehouse.WarehouseEventReading.Read.Unreadable;
import io.crossdock.platform.inbox.Inbox;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.transports.MessageDoor;
import org.springframework.stereotype.Component;

/** What warehouses tell by queue, mail or file. */
@Component
class WarehouseTransportDoor extends MessageDoor {

    private final WarehouseWords words;

    WarehouseTransportDoor(Inbox inbox, Landscapes landscapes, WarehouseWords words) {
        super(SystemSettings.Kind.WMS, inbox, landscapes);
        this.words = words;
    }

    @Override
    protected Read read(SystemSettings warehouse, Thing thing) {
        return switch (words.read(warehouse, thing.content())) {
            case Unreadable(var faults) -> new Read.Unreadable(faults.getFirst().pointer() + " "
                    + faults.getFirst().message());
            case Understood(WarehouseEvent event) -> new Read.Understood(event.leg().map(leg -> leg.number().toString())
                    .or(() -> event.back().map(back -> back.number().value())), "application/json");
        };
    }
}
