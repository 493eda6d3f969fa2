package io.crossdock.process.story;

import io.crossdock.platform.effects.Attempt;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.journal.Fact;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.Order;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.util.List;

/**
 * Everything about one order.
 *
 * @param customer the account's name, or its number where the name is not known
 * @param headLine how it stands, in one sentence
 * @param effects  what was done to other systems, in the order of request
 * @param facts    in the order of the journal, at most 500
 * @param messages what others sent about it, in the order of arrival
 */
public record Story(Order order, String customer, String headLine, List<Leg> legs, List<IssuedInvoice> invoices,
        List<Doing> effects, List<Fact> facts, List<MessageHead> messages, Timeline timeline) {

    public Story {
        legs = List.copyOf(legs);
        invoices = List.copyOf(invoices);
        effects = List.copyOf(effects);
        facts = List.copyOf(facts);
        messages = List.copyOf(messages);
    }

    /** An effect with all calls, questions and decisions about it. */
    public record Doing(Effect effect, List<Attempt> attempts) {

        public Doing {
            attempts = List.copyOf(attempts);
        }
    }
}
