package io.crossdock.system.connectors.declared;

import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapShelf;
import io.crossdock.platform.maps.Trial;
import io.crossdock.system.connectors.DeclaredVersions;
import io.crossdock.system.connectors.Rehearsal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Declared connectors as maps. A trial takes {@code {"operation": "order.post", "sample": {…}}}, makes the call and does not
 * send it.
 */
@Component
class DeclaredShelf implements MapShelf {

    private final Landscapes landscapes;
    private final DeclaredRehearsal rehearsal;
    private final Json json;

    DeclaredShelf(Landscapes landscapes, DeclaredRehearsal rehearsal, Json json) {
        this.landscapes = landscapes;
        this.rehearsal = rehearsal;
        this.json = json;
    }

    @Override
    public List<GovernedMap> maps() {
        Map<String, List<SystemSettings>> byConnector = new TreeMap<>();
        landscapes.current().systems().values().forEach(system -> system.declaration().ifPresent(declaration ->
                byConnector.computeIfAbsent(declaration.id(), _ -> new ArrayList<>()).add(system)));
        return byConnector.values().stream().map(systems -> new GovernedMap(
                DeclaredVersions.governed(systems.getFirst().declaration().orElseThrow()), "speaks with "
                + systems.getFirst().declaration().orElseThrow().title(),
                systems.stream().map(SystemSettings::id).sorted().toList(), List.of())).toList();
    }

    @Override
    public Trial trial(GovernedMap map, String input) {
        Optional<SystemSettings> system = landscapes.current().system(map.usedBy().getFirst());
        if (system.isEmpty() || system.get().declaration().isEmpty()) {
            return new Trial.Failed("No system speaks by this connector any more.");
        }
        try {
            JsonNode wish = json.parse(input);
            JsonNode sample = wish.path("sample");
            if (!wish.path("operation").isString() || !sample.isObject()) {
                return new Trial.Failed("Give an operation and a sample, such as {\"operation\": \"order.post\", "
                        + "\"sample\": {\"reference\": \"SO-1\"}}.");
            }
            return made(rehearsal.rehearse(system.get(), wish.path("operation").asString(), sample, Optional.empty(),
                    Optional.empty()), sample);
        } catch (JacksonException noJson) {
            return new Trial.Failed("The input is no JSON: " + noJson.getOriginalMessage());
        }
    }

    private Trial made(Rehearsal.Rehearsed rehearsed, JsonNode sample) {
        return switch (rehearsed) {
            case Rehearsal.Rehearsed.Shown shown -> {
                Map<String, Object> output = new LinkedHashMap<>();
                output.put("call", shown.call());
                shown.find().ifPresent(find -> output.put("find", find));
                yield new Trial.Made(json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(output),
                        DeclaredRehearsal.fields(sample), shown.unused());
            }
            case Rehearsal.Rehearsed.Impossible(String _, String why) -> new Trial.Failed(why);
        };
    }
}
