package io.crossdock.experience.carriers;

import io.crossdock.platform.callbacks.Callbacks;
import io.crossdock.platform.gateway.Problems;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CarrierTranslator.Translation;
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

@RestController
@Tag(name = "Call-backs")
class CarrierController {

    private final Callbacks callbacks;
    private final Landscapes landscapes;
    private final Translators translators;

    CarrierController(Callbacks callbacks, Landscapes landscapes, Translators translators) {
        this.callbacks = callbacks;
        this.landscapes = landscapes;
        this.translators = translators;
    }

    @Operation(summary = "Take a message of a carrier, in the carrier's own format",
            description = "Kept as it came "
            + "and answered at once; repeating a message with the same webhook-id does no harm.")
    @PostMapping("/carriers/{carrier}/v1/events")
    ResponseEntity<Map<String, Object>> event(@PathVariable String carrier,
            @RequestHeader HttpHeaders headers, @RequestBody(required = false) Optional<byte[]> body) {
        Optional<SystemSettings> system = landscapes.current().system(carrier)
                .filter(each -> each.kind() == SystemSettings.Kind.CARRIER);
        if (system.isEmpty()) {
            return Problems.response(Problems.NOT_FOUND.problem());
        }
        byte[] bytes = body.orElse(new byte[0]);
        return callbacks.take(List.of(carrier), () -> tracking(system.get(), headers, bytes), headers, bytes);
    }

    /** Messages about one package are digested in the order of their arrival. */
    private Optional<String> tracking(SystemSettings carrier, HttpHeaders headers, byte[] body) {
        String type = Optional.ofNullable(headers.getFirst(HttpHeaders.CONTENT_TYPE)).orElse("");
        return switch (translators.translate(carrier, type, body)) {
            case Translation.Understood(var events) -> Optional.of(events.getFirst().tracking());
            case Translation.Unreadable(var faults) -> Optional.empty();
        };
    }
}
