package io.crossdock.canonical;

import java.util.Optional;
import java.util.regex.Pattern;

/** A GS1 Serial Shipping Container Code: 18 digits with a right check digit, one per carton or pallet. */
public record Sscc(String value) {

    private static final int BODY_DIGITS = 17;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{18}");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{4,12}");

    public Sscc {
        Text.matching(value, DIGITS, "an SSCC of 18 digits");
        CheckDigit.require(value, "SSCC");
    }

    public static Optional<Sscc> parse(String value) {
        return Text.attempt(() -> new Sscc(value));
    }

    /**
     * The code of one container: extension digit 0, the company's GS1 prefix, the serial padded to 17 digits,
     * and the check digit.
     *
     * @param companyPrefix 4 to 12 digits
     * @param serial not negative, and short enough to fit beside the prefix
     */
    public static Sscc of(String companyPrefix, long serial) {
        Text.matching(companyPrefix, PREFIX, "a GS1 company prefix of 4 to 12 digits");
        Text.refuse(serial < 0, "serial is negative");
        String digits = Long.toString(serial);
        int room = BODY_DIGITS - 1 - companyPrefix.length();
        Text.refuse(digits.length() > room, "serial " + serial + " has more than " + room + " digits");
        String body = "0" + companyPrefix + "0".repeat(room - digits.length()) + digits;
        return new Sscc(body + CheckDigit.of(body));
    }

    @Override
    public String toString() {
        return value;
    }
}
