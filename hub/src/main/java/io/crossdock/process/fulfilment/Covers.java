package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Item;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Ways of serving lines from places. Every place is asked once for every item; amounts are counted in the last decimal
 * of {@link Quantity}, which fits a {@code long}.
 */
final class Covers {

    private static final int DECIMALS = 6;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<Demand.Line> lines;
    private final List<LocationId> places;
    private final int[] itemOf;
    private final long[] wanted;
    private final List<long[]> there = new ArrayList<>();

    Covers(List<Demand.Line> lines, List<LocationId> places, Sourcing.Availability availability) {
        this.lines = lines;
        this.places = places;
        this.itemOf = new int[lines.size()];
        this.wanted = lines.stream().mapToLong(line -> amount(line.quantity())).toArray();
        Map<Sku, Integer> known = new HashMap<>();
        for (int i = 0; i < itemOf.length; i++) {
            Item item = lines.get(i).item();
            itemOf[i] = known.computeIfAbsent(item.sku(), sku -> {
                there.add(places.stream().mapToLong(place -> Math.max(0, amount(availability.of(item, place))))
                        .toArray());
                return there.size() - 1;
            });
        }
    }

    /** How lines are given to places. */
    enum Manner {
        /** As much as the first place has, then the next. */
        IN_ORDER,
        /** Each line to the first place that has all of it, if one does. */
        WHOLE_LINES
    }

    /** @param chosen a bit for each place, the first the lowest */
    Cover of(int chosen, Manner manner) {
        return new Cover(chosen, manner);
    }

    /** One way; its amounts are by line and place. */
    final class Cover {

        private final int chosen;
        private final Manner manner;
        private final long[][] parts = new long[lines.size()][places.size()];
        private final List<long[]> left = there.stream().map(long[]::clone).toList();
        private BigDecimal open = BigDecimal.ZERO;
        private int openLines;
        private int brokenLines;
        private int used;
        private boolean outOfOrder;

        private Cover(int chosen, Manner manner) {
            this.chosen = chosen;
            this.manner = manner;
            for (int line = 0; line < wanted.length; line++) {
                serve(line);
            }
        }

        private void serve(int line) {
            long[] stock = left.get(itemOf[line]);
            long rest = wanted[line];
            int whole = manner == Manner.WHOLE_LINES ? first(stock, rest) : -1;
            outOfOrder |= whole >= 0 && first(stock, 1) < whole;
            int shares = 0;
            for (int place = Math.max(whole, 0); place < stock.length && rest > 0; place++) {
                long part = has(place) ? Math.min(rest, stock[place]) : 0;
                if (part > 0) {
                    parts[line][place] = part;
                    stock[place] -= part;
                    rest -= part;
                    used |= 1 << place;
                    shares++;
                }
            }
            if (rest > 0) {
                open = open.add(BigDecimal.valueOf(rest, DECIMALS));
                openLines++;
            }
            brokenLines += rest > 0 || shares > 1 ? 1 : 0;
        }

        /** The first place of this way that has an amount; -1 if none has. */
        private int first(long[] stock, long amount) {
            for (int place = 0; place < stock.length; place++) {
                if (has(place) && stock[place] >= amount) {
                    return place;
                }
            }
            return -1;
        }

        private boolean has(int place) {
            return (chosen & 1 << place) != 0;
        }

        /** Whether no other way comes to the same legs: no place is idle, and its manner makes a difference. */
        boolean own() {
            return used == chosen && (manner == Manner.IN_ORDER || outOfOrder);
        }

        int chosen() {
            return chosen;
        }

        Manner manner() {
            return manner;
        }

        /** Added up over all lines, in their base units. */
        BigDecimal open() {
            return open.signum() == 0 ? BigDecimal.ZERO : open.stripTrailingZeros();
        }

        int openLines() {
            return openLines;
        }

        /** Lines that come from several places, or not whole. */
        int brokenLines() {
            return brokenLines;
        }

        int shipments() {
            return Integer.bitCount(used);
        }

        /** The places that ship something, by their number. */
        List<Integer> shipping() {
            List<Integer> shipping = new ArrayList<>();
            for (int place = 0; place < places.size(); place++) {
                if ((used & 1 << place) != 0) {
                    shipping.add(place);
                }
            }
            return shipping;
        }

        /** The first line that a place ships something of. */
        int firstLine(int place) {
            return IntStream.range(0, parts.length).filter(line -> parts[line][place] > 0).findFirst()
                    .orElse(parts.length);
        }

        BigDecimal kilograms(int place) {
            BigDecimal weight = BigDecimal.ZERO;
            for (int line = 0; line < parts.length; line++) {
                if (parts[line][place] > 0) {
                    weight = weight.add(lines.get(line).item().kilograms(part(line, place)));
                }
            }
            return weight;
        }

        /** The largest part of what could be promised of an item at a place that is taken, in percent, rounded up. */
        BigDecimal drainedPercent() {
            BigDecimal most = BigDecimal.ZERO;
            for (int item = 0; item < there.size(); item++) {
                for (int place : shipping()) {
                    long had = there.get(item)[place];
                    long taken = had - left.get(item)[place];
                    if (taken > 0) {
                        most = most.max(BigDecimal.valueOf(taken).multiply(HUNDRED)
                                .divide(BigDecimal.valueOf(had), 2, RoundingMode.UP));
                    }
                }
            }
            return most;
        }

        List<LegPlan.Line> linesFrom(int place) {
            List<LegPlan.Line> from = new ArrayList<>();
            for (int line = 0; line < parts.length; line++) {
                if (parts[line][place] > 0) {
                    from.add(new LegPlan.Line(lines.get(line).lineNo(), lines.get(line).item().sku(),
                            part(line, place)));
                }
            }
            return from;
        }

        /** What nobody ships, by line. */
        Map<Integer, Quantity> missing() {
            Map<Integer, Quantity> missing = new TreeMap<>();
            for (int line = 0; line < parts.length; line++) {
                long rest = wanted[line];
                for (long part : parts[line]) {
                    rest -= part;
                }
                if (rest > 0) {
                    missing.put(lines.get(line).lineNo(), quantity(rest, lines.get(line)));
                }
            }
            return missing;
        }

        private Quantity part(int line, int place) {
            return quantity(parts[line][place], lines.get(line));
        }
    }

    private static long amount(Quantity quantity) {
        return quantity.value().movePointRight(DECIMALS).longValueExact();
    }

    private static Quantity quantity(long amount, Demand.Line line) {
        return new Quantity(new BigDecimal(BigInteger.valueOf(amount), DECIMALS), line.quantity().unit());
    }
}
