package io.crossdock.experience.edi.x12;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Lexical forms of X12 values (X12.6 §3.5.1). */
final class Values {

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("-?(\\d+\\.?\\d*|\\.\\d+)(E-?\\d+)?");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3])[0-5]\\d([0-5]\\d(\\d{1,2})?)?");

    private Values() {}

    /** Without padding; some senders pad with no-break spaces. */
    static String trimmed(String text) {
        return text.replace('\u00A0', ' ').strip();
    }

    static boolean isInteger(String text) {
        return INTEGER.matcher(text).matches();
    }

    static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    static boolean isTime(String text) {
        return TIME.matcher(text).matches();
    }

    /** Six digits (YYMMDD) or eight (CCYYMMDD) that name a day of the calendar. */
    static boolean isDate(String text) {
        if (!DIGITS.matcher(text).matches() || (text.length() != 6 && text.length() != 8)) {
            return false;
        }
        String full = text.length() == 6 ? "20" + text : text;
        try {
            LocalDate.of(
                    Integer.parseInt(full.substring(0, 4)),
                    Integer.parseInt(full.substring(4, 6)),
                    Integer.parseInt(full.substring(6, 8)));
            return true;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }

    /** Digits and significant places count, sign and point do not (X12.6 §3.5.1.2). */
    static int numericLength(String text) {
        return (int) text.chars().filter(Character::isDigit).count();
    }

    /** Control numbers are numeric: leading zeros carry no meaning. */
    static boolean sameNumber(String left, String right) {
        return withoutZeros(left).equals(withoutZeros(right));
    }

    /** The value of a count, or -1 when it is none. */
    static int count(String text) {
        String trimmed = text.strip();
        boolean readable = DIGITS.matcher(trimmed).matches() && trimmed.length() <= 9;
        return readable ? Integer.parseInt(trimmed) : -1;
    }

    private static String withoutZeros(String text) {
        String trimmed = text.strip();
        int start = 0;
        while (start < trimmed.length() - 1 && trimmed.charAt(start) == '0') {
            start++;
        }
        return trimmed.substring(start);
    }
}
