package io.crossdock.process.returns;

/** What can happen to a return. */
enum ReturnEvent {
    AUTHORISED,
    REFUSED,
    CANCELLED,
    /** The goods are not there in time. */
    LAPSED,
    /** Goods came; more of them may come. */
    ARRIVED,
    /** Everything that will come has come and is looked at. */
    INSPECTED,
    CREDIT_POSTED,
    CREDIT_REFUSED,
    /** The credit is sent again. */
    CREDIT_RETRIED
}
