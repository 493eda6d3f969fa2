package io.crossdock.canonical;

import static io.crossdock.canonical.Text.refuse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An exact amount of goods in one unit. Quantities of two units never meet; {@link Packs} converts. Trailing
 * zeros are dropped, so that equal quantities are equal records.
 *
 * @param value at most 12 digits before and 6 after the point; may be negative (a correction)
 */
public record Quantity(BigDecimal value, Unit unit) implements Comparable<Quantity> {

    static final int MAX_DECIMALS = 6;
    private static final int MAX_INTEGER_DIGITS = 12;

    public Quantity {
        refuse(value.scale() > 1_000 || value.scale() < -MAX_INTEGER_DIGITS, "quantity is out of range");
        BigDecimal stripped = value.stripTrailingZeros();
        refuse(stripped.scale() > MAX_DECIMALS, "quantity has more than " + MAX_DECIMALS + " decimals");
        refuse(stripped.precision() - stripped.scale() > MAX_INTEGER_DIGITS, "quantity is out of range");
        value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * {@code Quantity.of("12", "CS")}. Throws {@link IllegalArgumentException} when either part is malformed.
     */
    public static Quantity of(String value, String unit) {
        return new Quantity(Money.decimal(value), Unit.of(unit));
    }

    public static Quantity of(long value, Unit unit) {
        return new Quantity(BigDecimal.valueOf(value), unit);
    }

    public static Quantity zero(Unit unit) {
        return new Quantity(BigDecimal.ZERO, unit);
    }

    /** Reads a decimal and a unit code; empty when either is malformed. */
    public static Optional<Quantity> parse(String value, String unit) {
        return Text.attempt(() -> of(value, unit));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(same(other).value), unit);
    }

    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(same(other).value), unit);
    }

    public Quantity negated() {
        return new Quantity(value.negate(), unit);
    }

    /** The smaller of the two. */
    public Quantity min(Quantity other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Quantity max(Quantity other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    /** True when there is no fraction of a unit. */
    public boolean isWhole() {
        return value.scale() == 0;
    }

    public boolean covers(Quantity other) {
        return compareTo(other) >= 0;
    }

    /** This quantity, or {@link IllegalArgumentException} when it is zero or negative. */
    public Quantity requirePositive() {
        refuse(!isPositive(), "quantity must be more than zero, got " + this);
        return this;
    }

    /** {@code parts} quantities that differ by one in the last decimal at most and add up to this one. */
    public List<Quantity> split(int parts) {
        refuse(parts < 1, "parts must be at least 1");
        List<BigDecimal> equal = IntStream.range(0, parts).mapToObj(i -> BigDecimal.ONE).toList();
        return Money.Shares.of(value, equal, BigDecimal.valueOf(parts)).stream()
                .map(share -> new Quantity(share, unit)).toList();
    }

    /** Numeric order. Throws {@link IllegalArgumentException} for another unit. */
    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(same(other).value);
    }

    /** The value without exponent, for the wire: {@code 12.5}. */
    public String decimal() {
        return value.toPlainString();
    }

    @Override
    public String toString() {
        return decimal() + " " + unit;
    }

    private Quantity same(Quantity other) {
        refuse(!unit.equals(other.unit), "cannot mix " + unit + " with " + other.unit);
        return other;
    }
}
