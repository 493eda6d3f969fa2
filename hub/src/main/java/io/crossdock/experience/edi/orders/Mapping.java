package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.maps.PartnerMaps;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.landscape.Partner;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads 850s and writes what answers them. */
@Component
class Mapping {

    private final PartnerMaps maps;

    Mapping(PartnerMaps maps) {
        this.maps = maps;
    }

    /** @throws Indigestible {@code edi-map-failed} when only another map can help */
    JsonNode order(ReceivedSet set, Partner partner) {
        return maps.map("850", set.neutral(), set.came(), partner);
    }

    /** @throws Indigestible {@code edi-map-failed} when the map yields another shape */
    PurchaseOrder read(JsonNode mapped, Partner partner) {
        return maps.read("850", mapped, PurchaseOrder.class, partner);
    }

    /** @throws Indigestible {@code edi-map-failed} */
    PartnerMaps.Written write(String document, Map<String, Object> content, Partner partner) {
        return maps.write(document, content, partner);
    }
}
