package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.SystemSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Our unit codes and the names Tryton gives its units: the usual ones, and what {@code units} in the settings adds,
 * such as {@code BX=Box of 100, CS=Case}.
 */
record Units(Map<Unit, String> names) {

    private static final Map<Unit, String> USUAL = Map.of(Unit.EACH, "Unit", Unit.KILOGRAM, "Kilogram", Unit.POUND,
            "Pound", Unit.METRE, "Meter", Unit.FOOT, "Foot", Unit.LITRE, "Liter", Unit.GALLON, "Gallon");

    Units {
        names = Map.copyOf(names);
    }

    static Units of(SystemSettings system) {
        Map<Unit, String> names = new LinkedHashMap<>(USUAL);
        for (String pair : system.setting("units").orElse("").split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                Unit.parse(pair.substring(0, equals).strip())
                        .ifPresent(unit -> names.put(unit, pair.substring(equals + 1).strip()));
            } else if (!pair.isBlank()) {
                throw Fault.broken("The setting units of " + system.id() + " has '" + pair.strip()
                        + "', which is not of the form BX=Box of 100.");
            }
        }
        return new Units(names);
    }

    Optional<String> name(Unit unit) {
        return Optional.ofNullable(names.get(unit));
    }

    Optional<Unit> unit(String name) {
        return names.entrySet().stream().filter(each -> each.getValue().equals(name)).map(Map.Entry::getKey)
                .min(Unit::compareTo);
    }

    /** The unit in which a product is kept; {@link IllegalArgumentException} for one that has no code of ours. */
    Unit base(JsonNode product) {
        String name = Wire.needed(Wire.beyond(product, "default_uom"), "name");
        return unit(name).orElseThrow(() -> new IllegalArgumentException("the setting units has no code for " + name));
    }
}
