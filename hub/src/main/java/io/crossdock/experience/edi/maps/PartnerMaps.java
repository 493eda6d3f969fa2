package io.crossdock.experience.edi.maps;

import io.crossdock.experience.edi.x12.SetDraft;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.platform.maps.MapVersion;
import io.crossdock.platform.maps.Maps;
import io.crossdock.platform.maps.Produced;
import io.crossdock.platform.maps.Use;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The maps of documents: the partner's own where its profile names one, the hub's elsewhere. What a message was read with is
 * kept with it.
 */
@Component
public class PartnerMaps {

    private final Json json;
    private final Maps maps;

    PartnerMaps(Json json, Maps maps) {
        this.json = json;
        this.maps = maps;
    }

    /** A set, and what it was written with. */
    public record Written(SetDraft set, MapVersion map) {
    }

    /** @param story its correlation */
    public record Received(UUID message, String story) {
    }

    /** Notes which map is in force when a set comes, so that it can be read with that one later. */
    public void came(String document, Received received, Partner partner) {
        map(document, partner).ifPresent(map -> maps.pin(new Produced(Produced.Kind.MESSAGE, received.message()),
                new Use(received.story(), document), map.governed()));
    }

    /** Empty where neither the partner nor the hub has one. @param document {@code 846-out} for the 846 we send */
    public Optional<DocumentMap> map(String document, Partner partner) {
        return Optional.ofNullable(partner.maps().get(document)).map(DocumentMap::of).or(() -> BuiltIn.of(document));
    }

    /**
     * What a received set says, in the transaction that acts on it.
     *
     * @param received the message that it came in, and its story
     * @throws Indigestible {@code edi-map-failed} when only another map can help
     */
    @SuppressWarnings("unchecked")
    public JsonNode map(String document, JsonNode neutral, Received received, Partner partner) {
        Use use = new Use(received.story(), document);
        DocumentMap map = DocumentMap.of(maps.toUse(use, present(document, partner).governed()));
        JsonNode mapped = json.tree(apply(document, map, json.read(neutral, Map.class), partner));
        maps.pin(new Produced(Produced.Kind.MESSAGE, received.message()), use, map.governed());
        return mapped;
    }

    /** @throws Indigestible {@code edi-map-failed} when the map yields another shape */
    public <T> T read(String document, JsonNode mapped, Class<T> shape, Partner partner) {
        try {
            return json.read(mapped, shape);
        } catch (JacksonException wrong) {
            throw failed(document, partner, wrong.getOriginalMessage());
        }
    }

    /** @throws Indigestible {@code edi-map-failed} */
    @SuppressWarnings("unchecked")
    public Written write(String document, Map<String, Object> content, Partner partner) {
        DocumentMap map = present(document, partner);
        try {
            return new Written(new SetDraft(document.substring(0, 3), Drafts.of(map.name(),
                    apply(document, map, json.read(json.tree(content), Map.class), partner))), map.governed());
        } catch (MapFailed wrong) {
            throw failed(document, partner, String.valueOf(wrong.getMessage()));
        }
    }

    private DocumentMap present(String document, Partner partner) {
        return map(document, partner).orElseThrow(() -> failed(document, partner, "map " + document + ": there is none"));
    }

    private static Object apply(String document, DocumentMap map, Map<String, Object> input, Partner partner) {
        try {
            return map.apply(input);
        } catch (MapFailed wrong) {
            throw failed(document, partner, String.valueOf(wrong.getMessage()));
        }
    }

    private static Indigestible failed(String document, Partner partner, String why) {
        return new Indigestible("edi-map-failed", "The map for the " + document.substring(0, 3) + " of " + partner.id()
                + " failed: " + why + ".");
    }
}
