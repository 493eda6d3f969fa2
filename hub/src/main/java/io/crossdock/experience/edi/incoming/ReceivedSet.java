package io.crossdock.experience.edi.incoming;

import io.crossdock.experience.edi.maps.PartnerMaps;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A transaction set as it was received and what became of it.
 *
 * @param group GS06
 * @param verdict AK501
 * @param state {@code rejected}, {@code repeated}, {@code read}, {@code held}, {@code ordering},
 *     {@code accepted} or {@code refused}; of a change {@code waiting} or {@code changed}
 * @param body what stands between ST and SE, as it came
 * @param neutral the set as neutral JSON
 * @param reference BEG03 of an 850, BCH03 of an 860, else empty
 * @param correlation of the story the set begins
 * @param purchaseOrder what the map made of it, once it was mapped
 * @param lineFaults why some lines were refused while the others were ordered
 */
public record ReceivedSet(UUID id, UUID interchange, int position, String partner, String group, String type,
        String control, String verdict, String state, List<FaultView> faults, String body, JsonNode neutral,
        String reference, String correlation, Optional<JsonNode> purchaseOrder, Optional<JsonNode> lineFaults,
        Optional<String> orderNumber) {

    public ReceivedSet {
        faults = List.copyOf(faults);
    }

    /** The message that it came in, and the story it begins. */
    public PartnerMaps.Received came() {
        return new PartnerMaps.Received(interchange, correlation);
    }
}
