package io.crossdock.system.connectors.northway;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.Fault;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CarrierEvent;
import io.crossdock.system.connectors.CarrierTranslator;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One event per message, in short JSON with times in UTC (estate contract §5.1). */
@Component
class NorthwayTranslator implements CarrierTranslator {

    private static final Map<String, CarrierMilestone> MILESTONES = Map.of(
            "PU", CarrierMilestone.PICKED_UP,
            "IT", CarrierMilestone.IN_TRANSIT,
            "OFD", CarrierMilestone.OUT_FOR_DELIVERY,
            "DLV", CarrierMilestone.DELIVERED,
            "EXC", CarrierMilestone.EXCEPTION);

    private final Json json;

    NorthwayTranslator(Json json) {
        this.json = json;
    }

    @Override
    public String connector() {
        return "northway";
    }

    @Override
    public Translation translate(SystemSettings carrier, String contentType, byte[] message) {
        JsonNode body;
        try {
            body = json.parse(message);
        } catch (JacksonException e) {
            return unreadable(new Fault("", "malformed-json", "This is not JSON: " + e.getOriginalMessage()));
        }
        return body.isObject() ? read(body)
                : unreadable(new Fault("", "malformed-json", "This is not a JSON object."));
    }

    private static Translation read(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        String id = required(body, "msg", faults);
        String tracking = required(body, "trk", faults);
        Optional<CarrierMilestone> milestone = milestone(required(body, "evt", faults), faults);
        Optional<Instant> at = instant(required(body, "ts", faults), faults);
        if (!faults.isEmpty()) {
            return new Translation.Unreadable(faults);
        }
        return new Translation.Understood(List.of(new CarrierEvent(id, tracking, milestone.orElseThrow(),
                at.orElseThrow(), body.path("loc").asString(""), text(body.path("pod"), "signedBy"),
                text(body, "why"))));
    }

    private static Optional<CarrierMilestone> milestone(String code, List<Fault> faults) {
        Optional<CarrierMilestone> milestone = Optional.ofNullable(MILESTONES.get(code));
        if (milestone.isEmpty() && !code.isEmpty()) {
            faults.add(new Fault("/evt", "event-unknown", "The event '" + code + "' is not known."));
        }
        return milestone;
    }

    private static Optional<Instant> instant(String text, List<Fault> faults) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            faults.add(new Fault("/ts", "time-malformed", "'" + text
                    + "' is not a time such as 2026-11-21T09:30:28Z."));
            return Optional.empty();
        }
    }

    private static String required(JsonNode body, String field, List<Fault> faults) {
        String text = text(body, field).orElse("");
        if (text.isEmpty()) {
            faults.add(new Fault("/" + field, "missing", "'" + field + "' is missing."));
        } else if (text.length() > 60) {
            faults.add(new Fault("/" + field, "too-long", "'" + field + "' has more than 60 characters."));
            return "";
        }
        return text;
    }

    private static Optional<String> text(JsonNode body, String field) {
        return Optional.of(body.path(field)).filter(JsonNode::isString).map(node -> node.asString().strip())
                .filter(text -> !text.isEmpty());
    }

    private static Translation unreadable(Fault fault) {
        return new Translation.Unreadable(List.of(fault));
    }
}
