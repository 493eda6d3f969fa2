package io.crossdock.experience.console;

import io.crossdock.canonical.Unit;
import io.crossdock.process.promising.Offer;
import io.crossdock.process.story.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What can be promised of an item from each day on, drawn as stairs from today to some days after the last step.
 *
 * @param line  path of the stairs
 * @param area  path of what lies below them
 * @param steps where they begin and rise, with today first
 */
record SupplyCurve(String line, String area, List<Step> steps) {

    static final int WIDTH = 640;
    static final int HEIGHT = 120;
    /** Above the highest stair, for its number. */
    private static final int HEAD = 18;
    private static final int DAYS_LEAST = 14;
    private static final int DAYS_AFTER = 3;
    /** Between two numbers that can be read. */
    private static final int ROOM = 60;

    SupplyCurve {
        steps = List.copyOf(steps);
    }

    /** @param labelled whether its number has room */
    record Step(LocalDate on, BigDecimal total, int x, int y, boolean labelled) {
    }

    static SupplyCurve of(LocalDate today, BigDecimal now, List<Offer.Total> later) {
        LocalDate last = later.isEmpty() ? today : later.getLast().on();
        long days = Math.max(DAYS_LEAST, ChronoUnit.DAYS.between(today, last) + DAYS_AFTER);
        BigDecimal most = later.stream().map(Offer.Total::available).reduce(now, BigDecimal::max).max(BigDecimal.ONE);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(today, now, 0, y(now, most), true));
        int labelledAt = 0;
        for (Offer.Total each : later) {
            int x = (int) (ChronoUnit.DAYS.between(today, each.on()) * WIDTH / days);
            boolean labelled = x - labelledAt >= ROOM;
            labelledAt = labelled ? x : labelledAt;
            steps.add(new Step(each.on(), each.available(), x, y(each.available(), most), labelled));
        }
        StringBuilder line = new StringBuilder("M0 ").append(steps.getFirst().y());
        steps.stream().skip(1).forEach(step -> line.append('H').append(step.x()).append('V').append(step.y()));
        line.append('H').append(WIDTH);
        return new SupplyCurve(line.toString(), line + "V" + HEIGHT + "H0Z", steps);
    }

    /** The same in words. */
    String said(Wording words, Unit unit) {
        return steps.stream().map(step -> words.day(step.on()) + ": " + step.total().toPlainString() + " " + unit)
                .collect(Collectors.joining(", "));
    }

    private static int y(BigDecimal amount, BigDecimal most) {
        return HEIGHT - amount.multiply(BigDecimal.valueOf(HEIGHT - HEAD)).divide(most, 0, RoundingMode.HALF_UP).intValue();
    }
}
