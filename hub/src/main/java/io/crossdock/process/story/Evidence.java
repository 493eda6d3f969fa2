package io.crossdock.process.story;

import io.crossdock.platform.journal.Fact;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.story.Story.Doing;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the ledgers hold about one order.
 *
 * @param causes the message behind a fact, by the fact's position
 */
record Evidence(Order order, String customer, List<Leg> legs, List<IssuedInvoice> invoices, List<Doing> effects,
        List<Fact> facts, List<MessageHead> messages, Map<Long, UUID> causes) {
}
