package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.Fault;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.WarehouseTranslator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code events}: a warehouse's message as one event in the hub's words; it speaks for the system's own location. */
@Component
class DeclaredEvents implements WarehouseTranslator {

    private static final String WAREHOUSE = "warehouse";

    private final Expressions expressions;

    DeclaredEvents(Expressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public String connector() {
        return SystemSettings.DECLARED;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return system.declaration().flatMap(Declaration::events).isPresent();
    }

    @Override
    public Translation translate(SystemSettings warehouse, byte[] message) {
        Optional<JsonNode> body = expressions.message(message);
        if (body.isEmpty()) {
            return unreadable("not-json", "The message is neither JSON nor XML.");
        }
        try {
            List<JsonNode> events = expressions.rows(warehouse.declaration().flatMap(Declaration::events).orElseThrow(),
                    body.get());
            if (events.size() != 1 || !(events.getFirst() instanceof ObjectNode event)) {
                return unreadable("not-one-event", "The message tells of " + events.size()
                        + " events; one is needed.");
            }
            if (!event.has(WAREHOUSE)) {
                warehouse.location().ifPresent(location -> event.put(WAREHOUSE, location.value()));
            }
            return new Translation.Understood(event.toString().getBytes(StandardCharsets.UTF_8));
        } catch (Expressions.Failed mistake) {
            return unreadable("not-understood", "The message cannot be read: " + mistake.getMessage() + ".");
        }
    }

    private static Translation unreadable(String code, String sentence) {
        return new Translation.Unreadable(List.of(new Fault("", code, sentence)));
    }
}
