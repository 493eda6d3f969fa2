package io.crossdock.experience.warehouse;

import io.crossdock.experience.warehouse.WarehouseEventReading.Read;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.WarehouseTranslator;
import io.crossdock.system.connectors.WarehouseTranslator.Translation;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads what a warehouse says, in our words or in its own. */
@Component
class WarehouseWords {

    private final List<WarehouseTranslator> translators;

    WarehouseWords(ObjectProvider<WarehouseTranslator> translators) {
        this.translators = translators.stream().toList();
    }

    Read read(SystemSettings warehouse, byte[] message) {
        return Role.of(translators, warehouse).map(bound -> switch (bound.role().translate(warehouse, message)) {
            case Translation.Understood(byte[] event) -> WarehouseEventReading.read(event);
            case Translation.Unreadable(var faults) -> new Read.Unreadable(faults);
        }).orElseGet(() -> WarehouseEventReading.read(message));
    }
}
