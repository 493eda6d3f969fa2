package io.crossdock.canonical;

/** Whether an account pays sales tax. */
public enum TaxStatus {
    TAXABLE,
    /** The account has a valid exemption or resale certificate. */
    EXEMPT
}
