package io.crossdock.canonical;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Repeatable random inputs: the same seed draws the same values. */
public final class Seeds {

    private final SplittableRandom random;

    public Seeds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Both ends included. */
    public int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    public BigDecimal decimal(int maxDigits, int maxDecimals) {
        long bound = (long) Math.pow(10, between(1, maxDigits));
        return new BigDecimal(BigInteger.valueOf(random.nextLong(bound)), between(0, maxDecimals));
    }

    public BigDecimal signed(int maxDigits, int maxDecimals) {
        BigDecimal value = decimal(maxDigits, maxDecimals);
        return random.nextBoolean() ? value : value.negate();
    }

    public String digits(int length) {
        StringBuilder digits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + between(0, 9)));
        }
        return digits.toString();
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public <T> List<T> list(int minSize, int maxSize, Function<Seeds, T> element) {
        return IntStream.range(0, between(minSize, maxSize)).mapToObj(i -> element.apply(this)).toList();
    }
}
