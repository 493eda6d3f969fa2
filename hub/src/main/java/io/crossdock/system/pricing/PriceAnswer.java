package io.crossdock.system.pricing;

import io.crossdock.platform.replica.Known;

/** What came of asking for a price. */
public sealed interface PriceAnswer {

    /** The price that holds, with its papers. */
    record Found(Known<Quote> quote) implements PriceAnswer {
    }

    /** There is no price for it. */
    record None(String why) implements PriceAnswer {
    }
}
