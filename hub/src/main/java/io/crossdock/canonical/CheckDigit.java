package io.crossdock.canonical;

/** The GS1 modulo-10 check digit shared by GTIN, GLN and SSCC (GS1 General Specifications §7.9). */
final class CheckDigit {

    private CheckDigit() {
    }

    /** The digit that completes {@code digits}: weights 3 and 1 alternate, starting with 3 at the right. */
    static int of(CharSequence digits) {
        int sum = 0;
        for (int i = digits.length() - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
            sum += (digits.charAt(i) - '0') * weight;
        }
        return (10 - sum % 10) % 10;
    }

    static boolean holds(String digits) {
        int last = digits.length() - 1;
        return of(digits.subSequence(0, last)) == digits.charAt(last) - '0';
    }

    static void require(String digits, String what) {
        Text.refuse(!holds(digits), what + " " + digits + " has a wrong check digit");
    }
}
