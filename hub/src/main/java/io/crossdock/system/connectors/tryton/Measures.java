package io.crossdock.system.connectors.tryton;

import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Tryton's units by their numbers, and quantities carried from one to another: exactly, or not at all. */
record Measures(Units units, Map<Long, JsonNode> uoms) {

    private static final int DECIMALS = 6;

    static Measures of(Conversation tryton) {
        return new Measures(Units.of(tryton.system()), tryton.search("product.uom", List.of(), Paging.all(),
                List.of("name", "category", "factor", "rounding")).stream()
                .collect(Collectors.toMap(Wire::id, row -> row)));
    }

    private JsonNode uom(long number) {
        return Optional.ofNullable(uoms.get(number)).orElseThrow(() -> Directory.refused("There is no unit " + number
                + "."));
    }

    private JsonNode uom(Unit unit) {
        String name = units.name(unit).orElseThrow(() -> Directory.refused("The settings do not say what " + unit
                + " is called there."));
        return uoms.values().stream().filter(row -> row.path("name").asString("").equals(name)).findFirst()
                .orElseThrow(() -> Directory.refused("There is no unit called " + name + "."));
    }

    /** The unit of ours that one of theirs is; {@link IllegalArgumentException} if there is none. */
    Unit unit(long number) {
        String name = uom(number).path("name").asString("");
        return units.unit(name).orElseThrow(() ->
                new IllegalArgumentException("the setting units has no code for " + name));
    }

    /** How much that is in one of their units, which they round to whole ones or hundredths. */
    BigDecimal in(long number, Quantity quantity) {
        JsonNode from = uom(quantity.unit());
        JsonNode to = uom(number);
        BigDecimal inBase = quantity.value().multiply(factor(from));
        BigDecimal value = inBase.divide(factor(to), DECIMALS, RoundingMode.HALF_EVEN);
        boolean exact = from.path("category").equals(to.path("category"))
                && value.multiply(factor(to)).compareTo(inBase) == 0
                && value.remainder(Wire.decimal(to.path("rounding"))).signum() == 0;
        if (!exact) {
            throw Directory.refused(quantity + " has no exact amount in " + to.path("name").asString("")
                    + ", in which it was ordered.");
        }
        return value.stripTrailingZeros();
    }

    /** What so many of one of their units are in one of ours; the part that is no exact amount is left out. */
    Quantity of(long number, BigDecimal value, Unit unit) {
        return new Quantity(value.multiply(factor(uom(number))).divide(factor(uom(unit)), DECIMALS, RoundingMode.DOWN)
                .stripTrailingZeros(), unit);
    }

    private static BigDecimal factor(JsonNode uom) {
        return Wire.decimal(uom.path("factor"));
    }
}
