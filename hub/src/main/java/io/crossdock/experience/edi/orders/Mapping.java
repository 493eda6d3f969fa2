package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.maps.DocumentMap;
import io.crossdock.experience.edi.maps.Drafts;
import io.crossdock.experience.edi.maps.MapFailed;
import io.crossdock.experience.edi.x12.SetDraft;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Partner;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Applies the partner's own maps where its profile names some, the built-in ones elsewhere. */
@Component
class Mapping {

    private static final Map<String, DocumentMap> BUILT_IN = Map.of(
            "850", DocumentMap.builtIn("850-order"), "855", DocumentMap.builtIn("order-855"),
            "856", DocumentMap.builtIn("shipment-856"), "810", DocumentMap.builtIn("invoice-810"));

    private final Json json;

    Mapping(Json json) {
        this.json = json;
    }

    /** @throws Indigestible {@code edi-map-failed} when only another map can help */
    JsonNode order(ReceivedSet set, Partner partner) {
        return json.tree(apply("850", set.neutral(), partner));
    }

    /** @throws Indigestible {@code edi-map-failed} when the map yields another shape */
    PurchaseOrder read(JsonNode mapped, Partner partner) {
        try {
            return json.read(mapped, PurchaseOrder.class);
        } catch (JacksonException wrong) {
            throw failed(partner, "850", wrong.getOriginalMessage());
        }
    }

    /** @throws Indigestible {@code edi-map-failed} */
    SetDraft write(String document, Map<String, Object> content, Partner partner) {
        try {
            return new SetDraft(document, Drafts.of(document, apply(document, json.tree(content), partner)));
        } catch (MapFailed wrong) {
            throw failed(partner, document, String.valueOf(wrong.getMessage()));
        }
    }

    @SuppressWarnings("unchecked")
    private Object apply(String document, JsonNode input, Partner partner) {
        DocumentMap map = Optional.ofNullable(partner.maps().get(document))
                .map(file -> new DocumentMap(file.file(), file.source()))
                .orElseGet(() -> BUILT_IN.getOrDefault(document, new DocumentMap(document, "null")));
        try {
            return map.apply(json.read(input, Map.class));
        } catch (MapFailed wrong) {
            throw failed(partner, document, String.valueOf(wrong.getMessage()));
        }
    }

    private static Indigestible failed(Partner partner, String document, String why) {
        return new Indigestible("edi-map-failed", "The map for the " + document + " of " + partner.id()
                + " failed: " + why + ".");
    }
}
