package io.crossdock.experience.carriers;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CarrierTranslator;
import io.crossdock.system.connectors.CarrierTranslator.Translation;
import io.crossdock.system.connectors.Role;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds who understands a carrier. */
@Component
class Translators {

    private final List<CarrierTranslator> all;

    Translators(ObjectProvider<CarrierTranslator> all) {
        this.all = all.stream().toList();
    }

    Translation translate(SystemSettings carrier, String contentType, byte[] message) {
        return Role.of(all, carrier).map(bound -> bound.role().translate(carrier, contentType, message))
                .orElseGet(() -> new Translation.Unreadable(List.of(new Fault("", "connector-unknown",
                        "Nobody in this hub understands the messages of connector " + carrier.connector()
                                + "."))));
    }
}
