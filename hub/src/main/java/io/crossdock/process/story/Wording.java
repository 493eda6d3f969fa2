package io.crossdock.process.story;

import io.crossdock.canonical.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How times, amounts and counts are said, seen from one moment in one zone. */
public record Wording(Instant now, ZoneId zone) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.US);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.US);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter YEARS_DAY = DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEE, MMM d, yyyy, HH:mm:ss.SSS z", Locale.US);

    /** {@code 14:02} today, {@code Nov 20, 14:02} on other days. */
    public String time(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        return there.toLocalDate().equals(today()) ? CLOCK.format(there)
                : day(there.toLocalDate()) + ", " + CLOCK.format(there);
    }

    /** {@code at 14:02} today, {@code on Nov 20, 14:02} on other days. */
    public String atTime(Instant instant) {
        return (instant.atZone(zone).toLocalDate().equals(today()) ? "at " : "on ") + time(instant);
    }

    public String day(LocalDate day) {
        return (day.getYear() == today().getYear() ? DAY : YEARS_DAY).format(day);
    }

    public LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    /** With seconds: {@code 14:02:07} today, {@code Nov 20, 14:02:07} on other days. */
    public String clock(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        String clock = SECONDS.format(there);
        return there.toLocalDate().equals(today()) ? clock : day(there.toLocalDate()) + ", " + clock;
    }

    /** With everything: for hovering. */
    public String exact(Instant instant) {
        return EXACT.format(instant.atZone(zone));
    }

    /** {@code 12 s ago}, {@code in 3 min}. */
    public String relative(Instant instant) {
        Duration gone = Duration.between(instant, now);
        return gone.isNegative() ? "in " + length(gone.negated()) : gone.toSeconds() < 2 ? "just now"
                : length(gone) + " ago";
    }

    /** The two greatest parts at most: {@code 84 ms}, {@code 3.2 s}, {@code 4 min}, {@code 3 h 12 min}, {@code 2 days}. */
    public static String length(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        } else if (seconds < 10) {
            return BigDecimal.valueOf(duration.toMillis()).movePointLeft(3).setScale(1, RoundingMode.HALF_UP) + " s";
        } else if (seconds < 90) {
            return seconds + " s";
        } else if (seconds < 5_400) {
            return Math.round(seconds / 60.0) + " min";
        } else if (seconds < 129_600) {
            long minutes = duration.toMinutesPart();
            return duration.toHours() + " h" + (minutes == 0 || duration.toHours() > 9 ? "" : " " + minutes + " min");
        } else {
            return Math.round(seconds / 86_400.0) + " days";
        }
    }

    /** {@code 1,234.50 USD}. */
    public static String money(BigDecimal amount, String currency) {
        return amount(amount) + " " + currency;
    }

    /** {@code 1,234.50}, with at least two decimals. */
    public static String amount(BigDecimal amount) {
        BigDecimal exact = amount.stripTrailingZeros();
        return grouped(exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY));
    }

    /** {@code 1,200}, without needless decimals. */
    public static String number(BigDecimal number) {
        BigDecimal exact = number.stripTrailingZeros();
        return grouped(exact.setScale(Math.max(0, exact.scale()), RoundingMode.UNNECESSARY));
    }

    /** {@code 1,200 EA}. */
    public static String quantity(Quantity quantity) {
        return grouped(quantity.value()) + " " + quantity.unit();
    }

    private static String grouped(BigDecimal number) {
        String plain = number.abs().toPlainString();
        int point = plain.indexOf('.');
        StringBuilder whole = new StringBuilder(point < 0 ? plain : plain.substring(0, point));
        for (int i = whole.length() - 3; i > 0; i -= 3) {
            whole.insert(i, ',');
        }
        return (number.signum() < 0 ? "−" : "") + whole + (point < 0 ? "" : plain.substring(point));
    }

    /** {@code 1 line}, {@code 3 lines}. */
    public static String count(int number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(List<String> words) {
        return words.size() < 2 ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }
}
