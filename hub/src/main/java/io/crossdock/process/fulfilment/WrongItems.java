package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.json.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has a person look at items that a warehouse put in and that the account does not take, or that could be sent and that the
 * ERP cannot be told of, those of an order one after the other, while the leg goes its way. Until somebody takes one after
 * all, or says that it is settled, each waits. Thread-safe.
 */
@Component
public class WrongItems implements FactHandler {

    /** The subscription whose facts wait. */
    public static final String SUBSCRIPTION = "wrong-items";

    private final Journal journal;
    private final SubstituteStore store;
    private final Json json;
    private final Clock clock;
    private final LateTaking taking;

    WrongItems(Journal journal, SubstituteStore store, Json json, Clock clock, LateTaking taking) {
        this.journal = journal;
        this.store = store;
        this.json = json;
        this.clock = clock;
        this.taking = taking;
    }

    /** What came of taking one after all. */
    public sealed interface Outcome {

        /** @param says in which shipment */
        record Taken(String says) implements Outcome {
        }

        /** It does not wait any more. */
        record Gone() implements Outcome {
        }

        /** @param why a sentence */
        record Cannot(String why) implements Outcome {
        }
    }

    /** Of which order one is; empty if there is no such fact. */
    public Optional<OrderNumber> orderOf(long fact) {
        return journal.at(fact).filter(each -> each.type().equals(LegFact.SUBSTITUTE_NOT_TAKEN))
                .map(each -> new OrderNumber(each.key()));
    }

    /**
     * A person takes one after all: it becomes a line of the order, of which the ERP is told or knows already. The caller
     * holds the order.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome take(long position, String who, String why, LegFact.Booking booking) {
        Optional<Fact> fact = journal.at(position).filter(each -> !store.isSettled(position));
        if (fact.isEmpty()) {
            return new Outcome.Gone();
        }
        LegFact.NotTaken said = json.read(fact.get().data(), LegFact.NotTaken.class);
        return switch (taking.take(said, new LegFact.AfterAll(who, booking), fact.get().cause(who))) {
            case LateTaking.Outcome.Cannot(String because) -> new Outcome.Cannot(because);
            case LateTaking.Outcome.Taken(LegNumber leg) -> {
                settle(position, who, why);
                yield new Outcome.Taken(said.quantity() + " of " + said.sku() + " are a line of the order now, in shipment "
                        + leg + ".");
            }
        };
    }

    /**
     * Somebody has settled one with the warehouse or the buyer; it ends in the transaction of the caller or soon after.
     *
     * @param fact its position in the journal
     * @return false if it does not wait any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean settle(long fact, String who, String why) {
        store.settle(fact, who, why, clock.instant());
        return journal.release(SUBSCRIPTION, fact);
    }

    @Override
    public String subscription() {
        return SUBSCRIPTION;
    }

    @Override
    public Set<String> types() {
        return Set.of(LegFact.SUBSTITUTE_NOT_TAKEN);
    }

    @Override
    public void handle(Fact fact) {
        if (!store.isSettled(fact.position())) {
            LegFact.NotTaken said = json.read(fact.data(), LegFact.NotTaken.class);
            String what = said.from().map(place -> "For " + said.leg() + ", " + said.quantity() + " of " + said.sku()
                    + " could be sent from " + place + " instead of ").orElse("Into " + said.leg() + ", " + said.quantity()
                    + " of " + said.sku() + " were put for ");
            throw new Indigestible(said.code(), what + said.missing() + ": " + said.why()
                    + ". What is missing finds another way.");
        }
    }
}
