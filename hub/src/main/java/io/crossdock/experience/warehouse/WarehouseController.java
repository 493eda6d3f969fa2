package io.crossdock.experience.warehouse;

import io.crossdock.canonical.LocationId;
import io.crossdock.experience.warehouse.WarehouseEventReading.Read;
import io.crossdock.platform.callbacks.Callbacks;
import io.crossdock.platform.gateway.ProblemException;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.gateway.StrictJson;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Call-backs",
        description = "What other systems tell the hub; signed as in Standard Webhooks 1.0.")
class WarehouseController {

    private final Callbacks callbacks;
    private final Landscapes landscapes;
    private final WarehouseWords words;

    WarehouseController(Callbacks callbacks, Landscapes landscapes, WarehouseWords words) {
        this.callbacks = callbacks;
        this.landscapes = landscapes;
        this.words = words;
    }

    @Operation(summary = "Take an event of a warehouse",
            description = "Kept as it came and answered at once; "
            + "repeating an event with the same webhook-id does no harm.")
    @PostMapping("/warehouse/v1/events")
    ResponseEntity<Map<String, Object>> event(@RequestHeader HttpHeaders headers,
            @RequestBody(required = false) Optional<byte[]> body) {
        byte[] bytes = body.orElse(new byte[0]);
        Optional<JsonNode> event = glance(bytes);
        return callbacks.take(senders(event), () -> event.flatMap(each -> text(each, "releaseId")
                .or(() -> text(each, "rma"))), headers,
                bytes);
    }

    @Operation(summary = "Take an event of one warehouse, in its own words where its connector declares them",
            description = "Kept as it came and answered at once; repeating an event does no harm.")
    @PostMapping("/warehouse/{system}/v1/events")
    ResponseEntity<Map<String, Object>> ownEvent(@PathVariable String system, @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) Optional<byte[]> body) {
        Optional<SystemSettings> warehouse = landscapes.current().system(system)
                .filter(each -> each.kind() == SystemSettings.Kind.WMS);
        if (warehouse.isEmpty()) {
            return Problems.response(Problems.NOT_FOUND.problem());
        }
        byte[] bytes = body.orElse(new byte[0]);
        return callbacks.take(List.of(system), () -> release(warehouse.get(), bytes), headers, bytes);
    }

    /** Messages about one release are digested in the order of their arrival. */
    private Optional<String> release(SystemSettings warehouse, byte[] body) {
        return switch (words.read(warehouse, body)) {
            case Read.Understood(WarehouseEvent event) -> event.leg().map(leg -> leg.number().toString())
                    .or(() -> event.back().map(back -> back.number().value()));
            case Read.Unreadable(var _) -> Optional.empty();
        };
    }

    /** The warehouse that the event names, or any: a wrong name is found when the event is digested. */
    private List<String> senders(Optional<JsonNode> event) {
        Landscape landscape = landscapes.current();
        return event.flatMap(each -> text(each, "warehouse")).flatMap(LocationId::parse)
                .flatMap(landscape::warehouse)
                .map(system -> List.of(system.id()))
                .orElseGet(() -> landscape.systems(SystemSettings.Kind.WMS).stream()
                        .map(SystemSettings::id).toList());
    }

    private static Optional<JsonNode> glance(byte[] body) {
        try {
            return Optional.of(StrictJson.tree(body));
        } catch (ProblemException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode event, String field) {
        return Optional.of(event.path(field)).filter(JsonNode::isString).map(JsonNode::asString)
                .filter(text -> !text.isBlank() && text.length() <= 60);
    }
}
