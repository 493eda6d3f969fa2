package io.crossdock.experience.supplierportal;

import io.crossdock.platform.callbacks.Callbacks;
import io.crossdock.platform.gateway.ProblemException;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Call-backs")
class SupplierController {

    private final Callbacks callbacks;
    private final Landscapes landscapes;

    SupplierController(Callbacks callbacks, Landscapes landscapes) {
        this.callbacks = callbacks;
        this.landscapes = landscapes;
    }

    @Operation(summary = "Take an event of a supplier", description = "Kept as it came and answered at once; "
            + "repeating an event with the same webhook-id does no harm.")
    @PostMapping("/supplier/v1/events")
    ResponseEntity<Map<String, Object>> event(@RequestHeader HttpHeaders headers,
            @RequestBody(required = false) Optional<byte[]> body) {
        byte[] bytes = body.orElse(new byte[0]);
        Optional<JsonNode> event = glance(bytes);
        return callbacks.take(senders(event), () -> event.flatMap(each -> text(each, "poNumber")), headers,
                bytes);
    }

    /** The supplier that the event names, or any: a wrong name is found when the event is digested. */
    private List<String> senders(Optional<JsonNode> event) {
        Landscape landscape = landscapes.current();
        List<String> suppliers =
                landscape.systems(SystemSettings.Kind.SUPPLIER).stream().map(SystemSettings::id).toList();
        return event.flatMap(each -> text(each, "supplier")).filter(suppliers::contains).map(List::of)
                .orElse(suppliers);
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
