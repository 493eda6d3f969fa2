package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number of an order as people say it: {@code SO-100001}. Numbers come from a series, never from an
 * identity column.
 */
public record OrderNumber(String value) implements Comparable<OrderNumber> {

    private static final Pattern FORM = Pattern.compile("[A-Z]{1,4}-[0-9]{1,12}");

    public OrderNumber {
        Text.matching(value, FORM, "an order number such as SO-100001");
    }

    public static Optional<OrderNumber> parse(String value) {
        return Text.attempt(() -> new OrderNumber(value));
    }

    @Override
    public int compareTo(OrderNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
