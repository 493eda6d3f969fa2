package io.crossdock.experience.edi.changes;

import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.maps.PartnerMaps;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.landscape.Partner;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads 860s and writes 865s. */
@Component
class ChangeMaps {

    private final PartnerMaps maps;

    ChangeMaps(PartnerMaps maps) {
        this.maps = maps;
    }

    /** @throws Indigestible {@code edi-map-failed} when only another map can help */
    JsonNode map(ReceivedSet set, Partner partner) {
        return maps.map("860", set.neutral(), set.came(), partner);
    }

    /** @throws Indigestible {@code edi-map-failed} when the map yields another shape */
    ChangeDocument read(JsonNode mapped, Partner partner) {
        return maps.read("860", mapped, ChangeDocument.class, partner);
    }

    /** @throws Indigestible {@code edi-map-failed} */
    PartnerMaps.Written write(Map<String, Object> content, Partner partner) {
        return maps.write("865", content, partner);
    }
}
