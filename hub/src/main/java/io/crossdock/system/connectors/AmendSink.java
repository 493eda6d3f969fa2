package io.crossdock.system.connectors;

import io.crossdock.platform.landscape.SystemSettings;

/**
 * Cancels parts of booked orders, and adds lines to them where the system can. An amendment says what is cancelled and
 * added altogether: given again, or after a later one, it changes nothing.
 */
public interface AmendSink extends Sink<OrderAmendment> {

    /** Whether lines can be added to an order that is booked; where they cannot, nobody is promised more of it. */
    default boolean adds(SystemSettings system) {
        return false;
    }

    /** Behind the number of the order the key says which of its amendments it is. */
    @Override
    default String number(String effectKey) {
        return effectKey.split("~", 2)[0];
    }
}
