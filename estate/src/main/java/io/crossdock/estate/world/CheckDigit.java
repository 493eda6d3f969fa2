package io.crossdock.estate.world;

/** The GS1 check digit of GTIN, GLN and SSCC: weights 3 and 1 from the right. */
public final class CheckDigit {

    private CheckDigit() {}

    /** The digits with their check digit behind them. */
    public static String append(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * Character.digit(digits.charAt(i), 10);
        }
        return digits + Math.floorMod(-sum, 10);
    }
}
