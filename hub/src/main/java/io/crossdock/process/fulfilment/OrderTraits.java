package io.crossdock.process.fulfilment;

import io.crossdock.canonical.Channel;
import io.crossdock.canonical.Money;

/**
 * What of an order, beside its lines, decides which places ship it; kept with its legs, for what is sourced later.
 *
 * @param value of all its lines as they were asked for, without freight and tax
 */
public record OrderTraits(Channel channel, Money value) {
}
