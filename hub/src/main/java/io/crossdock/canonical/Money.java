package io.crossdock.canonical;

import static io.crossdock.canonical.Text.refuse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An exact amount in one currency (ISO 4217). Nothing here rounds except {@link #round(Rounding)}; amounts of
 * two currencies never meet. The amount is kept with at least the decimals of its currency and no further
 * trailing zeros, so that equal amounts are equal records.
 *
 * @param amount at most 24 digits before and 12 after the point; may be negative (a credit)
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    private static final int MAX_DECIMALS = 12;
    private static final int MAX_INTEGER_DIGITS = 24;
    private static final int MAX_TEXT = 40;

    public Money {
        refuse(amount.scale() > 1_000 || amount.scale() < -MAX_INTEGER_DIGITS, "amount is out of range");
        BigDecimal stripped = amount.stripTrailingZeros();
        int decimals = Math.max(stripped.scale(), minorDigits(currency));
        refuse(stripped.scale() > MAX_DECIMALS, "amount has more than " + MAX_DECIMALS + " decimals");
        refuse(stripped.precision() - stripped.scale() > MAX_INTEGER_DIGITS, "amount is out of range");
        amount = stripped.setScale(decimals);
    }

    /**
     * {@code Money.of("12.50", "USD")}. Throws {@link IllegalArgumentException} when either part is
     * malformed.
     */
    public static Money of(String amount, String currency) {
        return new Money(decimal(amount), Currency.getInstance(currency));
    }

    public static Money of(BigDecimal amount, Currency currency) {
        return new Money(amount, currency);
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** Reads a decimal amount and a currency code; empty when either is malformed. */
    public static Optional<Money> parse(String amount, String currency) {
        return Text.attempt(() -> of(amount, currency));
    }

    /** The sum; zero of {@code currency} when there is nothing to add. */
    public static Money sum(Iterable<Money> amounts, Currency currency) {
        Money total = zero(currency);
        for (Money each : amounts) {
            total = total.plus(each);
        }
        return total;
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    /** The exact product. Round it, by a named rule, before it stands on a document. */
    public Money times(BigDecimal factor) {
        return new Money(amount.multiply(factor), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    /** This amount in whole coins of the currency. */
    public Money round(Rounding rule) {
        return new Money(amount.setScale(minorDigits(currency), rule.mode()), currency);
    }

    /** True when the amount needs no rounding to be paid. */
    public boolean payable() {
        return amount.scale() <= minorDigits(currency);
    }

    /** {@code parts} amounts that differ by a coin at most and add up to this one. */
    public List<Money> split(int parts) {
        refuse(parts < 1, "parts must be at least 1");
        return allocate(IntStream.range(0, parts).mapToObj(i -> BigDecimal.ONE).toList());
    }

    /**
     * Shares this amount in proportion to {@code weights} so that the shares add up to it: each share is cut
     * to the smallest coin, and the coins left over go to the largest cut fractions, earlier shares first.
     */
    public List<Money> allocate(List<BigDecimal> weights) {
        refuse(weights.isEmpty(), "nothing to share among");
        refuse(weights.stream().anyMatch(w -> w.signum() < 0), "a weight is negative");
        BigDecimal whole = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        refuse(whole.signum() == 0, "all weights are zero");
        return Shares.of(amount, weights, whole).stream().map(share -> new Money(share, currency)).toList();
    }

    /** Numeric order. Throws {@link IllegalArgumentException} for another currency. */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    public boolean exceeds(Money other) {
        return compareTo(other) > 0;
    }

    public int signum() {
        return amount.signum();
    }

    /** The amount without exponent, for the wire: {@code 12.50}. */
    public String decimal() {
        return amount.toPlainString();
    }

    @Override
    public String toString() {
        return decimal() + " " + currency.getCurrencyCode();
    }

    static BigDecimal decimal(String text) {
        refuse(text.length() > MAX_TEXT, "number is longer than " + MAX_TEXT + " characters");
        return new BigDecimal(text);
    }

    private Money same(Money other) {
        refuse(!currency.equals(other.currency), "cannot mix " + currency + " with " + other.currency);
        return other;
    }

    private static int minorDigits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** Largest-remainder sharing in units of the last decimal place. */
    static final class Shares {

        private Shares() {
        }

        static List<BigDecimal> of(BigDecimal total, List<BigDecimal> weights, BigDecimal whole) {
            int scale = Math.max(0, weights.stream().mapToInt(BigDecimal::scale).max().orElse(0));
            BigInteger divisor = whole.movePointRight(scale).toBigIntegerExact();
            BigInteger units = total.abs().unscaledValue();
            List<BigInteger> shares = new ArrayList<>();
            List<BigInteger> remainders = new ArrayList<>();
            BigInteger left = units;
            for (BigDecimal weight : weights) {
                BigInteger product = units.multiply(weight.movePointRight(scale).toBigIntegerExact());
                BigInteger[] parts = product.divideAndRemainder(divisor);
                shares.add(parts[0]);
                remainders.add(parts[1]);
                left = left.subtract(parts[0]);
            }
            List<Integer> byRemainder = IntStream.range(0, shares.size()).boxed()
                    .sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed()).toList();
            for (int i = 0; i < left.intValueExact(); i++) {
                shares.set(byRemainder.get(i), shares.get(byRemainder.get(i)).add(BigInteger.ONE));
            }
            BigInteger sign = BigInteger.valueOf(total.signum());
            return shares.stream().map(share -> new BigDecimal(share.multiply(sign), total.scale())).toList();
        }
    }
}
