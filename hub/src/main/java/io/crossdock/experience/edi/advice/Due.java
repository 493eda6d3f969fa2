package io.crossdock.experience.edi.advice;

/**
 * An advice that is to be written.
 *
 * @param number rises by one from advice to advice of a partner
 */
record Due(String partner, long number, Extent extent) {

    /** The fact that says so. */
    static final String FACT = "edi.inventory_due";

    enum Extent {
        /** Every item. */
        FULL("00"),
        /** Items of which something else holds than the partner was told. */
        CHANGES("25");

        private final String purpose;

        Extent(String purpose) {
            this.purpose = purpose;
        }

        /** X12 846 BIA01. */
        String purpose() {
            return purpose;
        }
    }
}
