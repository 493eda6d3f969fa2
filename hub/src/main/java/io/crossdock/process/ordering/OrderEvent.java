package io.crossdock.process.ordering;

/** What can happen to an order after it was taken. */
enum OrderEvent {
    /** The ERP has booked it. */
    POSTED,
    /** The ERP said no. */
    POSTING_REFUSED,
    /** The ERP's answer was lost. */
    POSTING_IN_DOUBT,
    /** Only a person can get it posted. */
    POSTING_PARKED,
    /** A person lets it be posted again. */
    POSTING_RETRIED,
    /** A person decides that it shall not be posted. */
    POSTING_SKIPPED,
    /** Every line is shipped or cancelled, and what was shipped is invoiced. */
    FULFILLED,
    /** Every line is cancelled. */
    CANCELLED
}
