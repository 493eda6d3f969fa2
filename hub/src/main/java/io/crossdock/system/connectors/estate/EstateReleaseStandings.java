package io.crossdock.system.connectors.estate;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.ShippedPackage;
import io.crossdock.canonical.Sku;
import io.crossdock.canonical.Sscc;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpOutcomes;
import io.crossdock.system.connectors.ReleaseSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** How far the estate's warehouses are with a release (contract §3.1). */
@Component
class EstateReleaseStandings implements ReleaseSource {

    private final EstateHttp http;
    private final EstateReading reading;

    EstateReleaseStandings(EstateHttp http) {
        this.http = http;
        this.reading = EstateReading.ofNumber(http, "releaseId");
    }

    @Override
    public String connector() {
        return EstateHttp.CONNECTOR;
    }

    @Override
    public Answer release(SystemSettings warehouse, String leg) {
        return switch (HttpOutcomes.ofGet(warehouse, http.get(warehouse, "/releases/" + EstateHttp.encoded(leg)),
                reading)) {
            case Sighting.Found(String reference, JsonNode row) -> known(warehouse, row);
            case Sighting.Absent() -> new Answer.Unknown();
            case Sighting.Several(List<String> several) -> new Answer.NoAnswer(warehouse.id() + " has it several times.");
            case Sighting.Unknown(String why) -> new Answer.NoAnswer(why);
        };
    }

    private static Answer known(SystemSettings warehouse, JsonNode row) {
        try {
            return new Answer.Known(new Standing(Stage.valueOf(row.path("status").asString("").toUpperCase(Locale.ROOT)),
                    row.path("lines").valueStream().map(EstateReleaseStandings::line).toList(),
                    row.path("packages").valueStream().map(EstateReleaseStandings::box).toList(),
                    row.path("packages").valueStream().flatMap(box -> HttpOutcomes.text(box, "carrier").stream())
                            .findFirst()));
        } catch (IllegalArgumentException malformed) {
            return new Answer.NoAnswer(warehouse.id() + " answered something that cannot be read: "
                    + malformed.getMessage() + ".");
        }
    }

    private static Line line(JsonNode row) {
        String unit = row.path("unit").asString("");
        return new Line(row.path("lineNo").asInt(0), new Sku(row.path("sku").asString("")),
                Quantity.of(row.path("quantity").asString(""), unit),
                Quantity.of(row.path("pickedQuantity").asString("0"), unit));
    }

    private static ShippedPackage box(JsonNode row) {
        return new ShippedPackage(Sscc.parse(row.path("sscc").asString("")).orElseThrow(() ->
                new IllegalArgumentException("a package has no SSCC")), HttpOutcomes.text(row, "trackingNumber"),
                HttpOutcomes.text(row, "weightKg").map(kilograms -> new Quantity(new BigDecimal(kilograms),
                        Unit.KILOGRAM)),
                row.path("lines").valueStream().map(line -> new ShippedPackage.Content(line.path("lineNo").asInt(0),
                        new Sku(line.path("sku").asString("")), Quantity.of(line.path("quantity").asString(""),
                                line.path("unit").asString("")))).toList());
    }
}
