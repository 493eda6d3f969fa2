package io.crossdock.canonical;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One leg of an order, written {@code SO-100001-1}: what one place ships.
 *
 * @param index from 1
 */
public record LegNumber(OrderNumber order, int index) implements Comparable<LegNumber> {

    private static final Pattern FORM = Pattern.compile("([A-Z]{1,4}-[0-9]{1,12})-([1-9][0-9]{0,3})");
    private static final Pattern WITHIN = Pattern.compile("(?<![A-Za-z0-9-])" + FORM + "(?![0-9])");

    public LegNumber {
        Text.refuse(index < 1 || index > 9_999, "leg index must be 1 to 9999");
    }

    public static Optional<LegNumber> parse(String text) {
        Matcher found = FORM.matcher(text);
        return found.matches()
                ? Optional.of(new LegNumber(new OrderNumber(found.group(1)),
                        Integer.parseInt(found.group(2))))
                : Optional.empty();
    }

    /** Legs that a longer text names, in its order. */
    public static List<LegNumber> in(String text) {
        return WITHIN.matcher(text).results().flatMap(found -> parse(found.group()).stream()).toList();
    }

    @Override
    public int compareTo(LegNumber other) {
        int byOrder = order.compareTo(other.order);
        return byOrder != 0 ? byOrder : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return order + "-" + index;
    }
}
