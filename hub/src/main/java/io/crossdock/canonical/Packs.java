package io.crossdock.canonical;

import static io.crossdock.canonical.Text.refuse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The units one item is sold in: how many base units each holds (1 CS = 12 EA). Conversions are exact or
 * refused, never rounded.
 *
 * @param base the unit stock is kept in
 * @param factors base units per unit, each more than zero; the base itself (1) is always included
 */
public record Packs(Unit base, Map<Unit, BigDecimal> factors) {

    private static final int MAX_UNITS = 32;

    public Packs {
        TreeMap<Unit, BigDecimal> all = new TreeMap<>(factors);
        BigDecimal stated = all.getOrDefault(base, BigDecimal.ONE);
        refuse(stated.compareTo(BigDecimal.ONE) != 0, "1 " + base + " cannot be " + stated + " " + base);
        all.put(base, BigDecimal.ONE);
        refuse(all.size() > MAX_UNITS, "more than " + MAX_UNITS + " units");
        all.forEach((unit, factor) -> refuse(factor.signum() <= 0,
                "1 " + unit + " must hold more than 0 " + base));
        factors = Collections.unmodifiableMap(all);
    }

    /** An item sold only in its base unit. */
    public static Packs only(Unit base) {
        return new Packs(base, Map.of());
    }

    /** These packs and one more: {@code Packs.only(EACH).with(CASE, 12)}. */
    public Packs with(Unit unit, long baseUnits) {
        TreeMap<Unit, BigDecimal> more = new TreeMap<>(factors);
        more.put(unit, BigDecimal.valueOf(baseUnits));
        return new Packs(base, more);
    }

    public Set<Unit> units() {
        return factors.keySet();
    }

    /** Base units in one {@code unit}; empty when the item is not sold in it. */
    public Optional<BigDecimal> factor(Unit unit) {
        return Optional.ofNullable(factors.get(unit));
    }

    public Conversion toBase(Quantity quantity) {
        return convert(quantity, base);
    }

    /** The same goods counted in {@code wanted}. */
    public Conversion convert(Quantity quantity, Unit wanted) {
        BigDecimal from = factors.get(quantity.unit());
        BigDecimal to = factors.get(wanted);
        if (from == null) {
            return new Conversion.UnknownUnit(quantity.unit());
        }
        if (to == null) {
            return new Conversion.UnknownUnit(wanted);
        }
        if (quantity.unit().equals(wanted)) {
            return new Conversion.Exact(quantity);
        }
        BigDecimal inBase = quantity.value().multiply(from);
        return divided(inBase, to).flatMap(value -> Text.attempt(() -> new Quantity(value, wanted)))
                .<Conversion>map(Conversion.Exact::new)
                .orElseGet(() -> new Conversion.Inexact(
                        quantity + " has no exact amount in " + wanted + " (1 " + wanted + " = "
                                + to.toPlainString() + " " + base + ")"));
    }

    private static Optional<BigDecimal> divided(BigDecimal amount, BigDecimal by) {
        if (by.compareTo(BigDecimal.ONE) == 0) {
            return Optional.of(amount);
        }
        BigDecimal quotient = amount.divide(by, Quantity.MAX_DECIMALS, RoundingMode.DOWN);
        return quotient.multiply(by).compareTo(amount) == 0 ? Optional.of(quotient) : Optional.empty();
    }
}
