package io.crossdock.system.connectors.declared;

import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.Fault;
import io.crossdock.platform.landscape.Declaration;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CarrierEvent;
import io.crossdock.system.connectors.CarrierTranslator;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * {@code tracking}: a carrier's message as events with {@code messageId}, {@code tracking}, {@code milestone} (a name of
 * {@link CarrierMilestone} in small letters), {@code at} (ISO 8601 with an offset), and where it says so {@code place},
 * {@code signedBy} and {@code note}.
 */
@Component
class DeclaredTracking implements CarrierTranslator {

    private static final int SAID_MAX = 60;

    private final Expressions expressions;

    DeclaredTracking(Expressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public String connector() {
        return SystemSettings.DECLARED;
    }

    @Override
    public boolean serves(SystemSettings system) {
        return system.declaration().flatMap(Declaration::tracking).isPresent();
    }

    @Override
    public Translation translate(SystemSettings carrier, String contentType, byte[] message) {
        Optional<JsonNode> body = expressions.message(message);
        if (body.isEmpty()) {
            return new Translation.Unreadable(List.of(new Fault("", "not-json", "The message is neither JSON nor XML.")));
        }
        String expression = carrier.declaration().flatMap(Declaration::tracking).orElseThrow();
        List<Fault> faults = new ArrayList<>();
        List<CarrierEvent> events = new ArrayList<>();
        try {
            List<JsonNode> rows = expressions.rows(expression, body.get());
            for (int i = 0; i < rows.size(); i++) {
                read(rows.get(i), "/events/" + i, events, faults);
            }
        } catch (Expressions.Failed mistake) {
            faults.add(new Fault("", "not-understood", "The message cannot be read: " + mistake.getMessage() + "."));
        }
        if (events.isEmpty() && faults.isEmpty()) {
            faults.add(new Fault("", "no-event", "The message tells of nothing that is known here."));
        }
        return faults.isEmpty() ? new Translation.Understood(events) : new Translation.Unreadable(faults);
    }

    private static void read(JsonNode row, String where, List<CarrierEvent> events, List<Fault> faults) {
        int before = faults.size();
        String id = required(row, "messageId", where, faults);
        String tracking = required(row, "tracking", where, faults);
        Optional<CarrierMilestone> milestone = milestone(required(row, "milestone", where, faults));
        Optional<OffsetDateTime> at = time(required(row, "at", where, faults));
        if (milestone.isEmpty() && faults.size() == before) {
            faults.add(new Fault(where + "/milestone", "unknown-milestone", "There is no milestone '"
                    + said(row, "milestone") + "'; known are the names of CarrierMilestone."));
        }
        if (at.isEmpty() && faults.size() == before) {
            faults.add(new Fault(where + "/at", "not-a-time", "'" + said(row, "at")
                    + "' is no time with an offset such as 2026-11-21T09:30:00-05:00."));
        }
        if (faults.size() == before) {
            events.add(new CarrierEvent(id, tracking, milestone.orElseThrow(), at.orElseThrow().toInstant(),
                    row.path("place").asString(""), optional(row, "signedBy"), optional(row, "note")));
        }
    }

    private static String required(JsonNode row, String name, String where, List<Fault> faults) {
        String text = row.path(name).asString("");
        if (text.isBlank()) {
            faults.add(new Fault(where + "/" + name, "missing", "The message says no " + name + "."));
        }
        return text;
    }

    /** A text of others, as a sentence can have it. */
    private static String said(JsonNode row, String name) {
        String text = row.path(name).asString("").replaceAll("\\p{Cntrl}", " ");
        return text.length() <= SAID_MAX ? text : text.substring(0, SAID_MAX) + "…";
    }

    private static Optional<String> optional(JsonNode row, String name) {
        return Optional.of(row.path(name).asString("")).filter(text -> !text.isBlank());
    }

    private static Optional<CarrierMilestone> milestone(String name) {
        try {
            return Optional.of(CarrierMilestone.valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
