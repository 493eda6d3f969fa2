package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.platform.maps.GovernedMap;
import io.crossdock.platform.maps.MapShelf;
import io.crossdock.platform.maps.Sample;
import io.crossdock.platform.maps.Trial;
import io.crossdock.system.connectors.CarrierEvent;
import io.crossdock.system.connectors.CarrierTranslator;
import io.crossdock.system.connectors.DeclaredVersions;
import io.crossdock.system.connectors.Rehearsal;
import io.crossdock.system.connectors.WarehouseTranslator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Declared connectors as maps. A trial takes {@code {"operation": "order.post", "sample": {…}}}, makes the call and does not
 * send it; with {@code key} it shows the question, too, and with {@code answer} what that comes to. {@code events} and
 * {@code tracking} are operations whose sample is a message.
 */
@Component
class DeclaredShelf implements MapShelf {

    private final Landscapes landscapes;
    private final DeclaredRehearsal rehearsal;
    private final DeclaredEvents events;
    private final DeclaredTracking tracking;
    private final Json json;

    DeclaredShelf(Landscapes landscapes, DeclaredRehearsal rehearsal, DeclaredEvents events, DeclaredTracking tracking,
            Json json) {
        this.landscapes = landscapes;
        this.rehearsal = rehearsal;
        this.events = events;
        this.tracking = tracking;
        this.json = json;
    }

    @Override
    public List<GovernedMap> maps() {
        Map<String, List<SystemSettings>> byConnector = new TreeMap<>();
        landscapes.current().systems().values().forEach(system -> system.declaration().ifPresent(declaration ->
                byConnector.computeIfAbsent(declaration.id(), _ -> new ArrayList<>()).add(system)));
        return byConnector.values().stream().map(DeclaredShelf::map).toList();
    }

    private static GovernedMap map(List<SystemSettings> systems) {
        Declaration declaration = systems.getFirst().declaration().orElseThrow();
        return new GovernedMap(DeclaredVersions.governed(declaration), "speaks with " + declaration.title(),
                systems.stream().map(SystemSettings::id).sorted().toList(), declaration.samples().stream()
                        .map(each -> new Sample(each.name(), each.input(), each.expected())).toList());
    }

    /** Whatever the order of its fields. */
    @Override
    public boolean isSame(String output, String expected) {
        try {
            return json.parse(output).equals(json.parse(expected));
        } catch (JacksonException noJson) {
            return false;
        }
    }

    @Override
    public Trial trial(GovernedMap map, String input) {
        Optional<SystemSettings> system = landscapes.current().system(map.usedBy().getFirst());
        if (system.isEmpty() || system.get().declaration().isEmpty()) {
            return new Trial.Failed("No system speaks by this connector any more.");
        }
        try {
            JsonNode wish = json.parse(input);
            if (!wish.path("operation").isString() || !wish.path("sample").isObject()) {
                return new Trial.Failed("Give an operation and a sample, such as {\"operation\": \"order.post\", "
                        + "\"sample\": {\"reference\": \"SO-1\"}}.");
            }
            return trial(system.get(), wish.path("operation").asString(), wish.path("sample"), wish);
        } catch (JacksonException noJson) {
            return new Trial.Failed("The input is no JSON: " + noJson.getOriginalMessage());
        }
    }

    private Trial trial(SystemSettings system, String operation, JsonNode sample, JsonNode wish) {
        if (operation.equals("events") && events.serves(system)) {
            return message(sample, message -> switch (events.translate(system, bytes(message))) {
                case WarehouseTranslator.Translation.Understood(byte[] event) -> new Understood(json.parse(
                        new String(event, StandardCharsets.UTF_8)), "");
                case WarehouseTranslator.Translation.Unreadable(List<Fault> faults) -> Understood.nothing(faults);
            });
        }
        if (operation.equals("tracking") && tracking.serves(system)) {
            return message(sample, message -> switch (tracking.translate(system, "application/json", bytes(message))) {
                case CarrierTranslator.Translation.Understood(List<CarrierEvent> events) -> new Understood(
                        json.mapper().valueToTree(events), "");
                case CarrierTranslator.Translation.Unreadable(List<Fault> faults) -> Understood.nothing(faults);
            });
        }
        JsonNode answer = wish.path("answer");
        return made(rehearsal.rehearse(system, operation, sample,
                Optional.of(wish.path("key")).filter(JsonNode::isString).map(JsonNode::asString),
                Optional.of(answer).filter(JsonNode::isObject).map(each -> new Rehearsal.Recorded(
                        each.path("status").asInt(200), each.path("body").asString(each.path("body").toString())))), sample);
    }

    /** @param why empty when something was understood */
    private record Understood(JsonNode what, String why) {

        static Understood nothing(List<Fault> faults) {
            return new Understood(MissingNode.getInstance(), faults.stream().map(Fault::message)
                    .collect(Collectors.joining(" ")));
        }
    }

    private static byte[] bytes(JsonNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Trial message(JsonNode sample, Function<JsonNode, Understood> reading) {
        Understood read = reading.apply(sample);
        return read.what().isMissingNode() ? new Trial.Failed(read.why())
                : new Trial.Made(pretty(read.what()), DeclaredRehearsal.fields(sample),
                        DeclaredRehearsal.unread(sample, other -> reading.apply(other).equals(read)));
    }

    private String pretty(Object output) {
        return json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(output);
    }

    private Trial made(Rehearsal.Rehearsed rehearsed, JsonNode sample) {
        return switch (rehearsed) {
            case Rehearsal.Rehearsed.Shown shown -> {
                Map<String, Object> output = new LinkedHashMap<>();
                output.put("call", said(shown.call()));
                shown.find().ifPresent(find -> output.put("find", said(find)));
                shown.answer().ifPresent(answer -> output.put("answer", answer));
                yield new Trial.Made(pretty(output), DeclaredRehearsal.fields(sample), shown.unused());
            }
            case Rehearsal.Rehearsed.Impossible(String _, String why) -> new Trial.Failed(why);
        };
    }

    /** A body that is JSON is shown as JSON. */
    private JsonNode said(Rehearsal.Call call) {
        ObjectNode shown = json.mapper().valueToTree(call);
        try {
            shown.set("body", json.parse(call.body()));
        } catch (JacksonException text) {
            shown.put("body", call.body());
        }
        return shown;
    }
}
