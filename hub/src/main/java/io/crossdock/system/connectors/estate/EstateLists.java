package io.crossdock.system.connectors.estate;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a list of the ERP says about a reference: it may hold none, one, or several of the same reference. */
final class EstateLists {

    private EstateLists() {
    }

    static Sighting sighting(SystemSettings system, EstateHttp http, Reply reply, EstateReading reading) {
        return http.object(reply).flatMap(list -> rows(list, reading)).map(EstateLists::sighting)
                .orElseGet(() -> new Sighting.Unknown(HttpOutcomes.noAnswer(system, reply, reading)));
    }

    /** Empty unless every row can be read: a row that cannot may be the one that was asked for. */
    private static Optional<List<Outcome.Done>> rows(JsonNode list, EstateReading reading) {
        if (!list.path("items").isArray()) {
            return Optional.empty();
        }
        List<Outcome.Done> rows = new ArrayList<>();
        for (JsonNode item : list.path("items")) {
            Optional<Outcome.Done> row = reading.made().apply(item);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            rows.add(row.get());
        }
        return Optional.of(rows);
    }

    private static Sighting sighting(List<Outcome.Done> rows) {
        return switch (rows.size()) {
            case 0 -> new Sighting.Absent();
            case 1 -> new Sighting.Found(rows.getFirst().reference(), rows.getFirst().response());
            default -> new Sighting.Several(rows.stream().map(Outcome.Done::reference).toList());
        };
    }
}
