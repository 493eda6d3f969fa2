package io.crossdock.process.returns;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.process.fulfilment.Answer;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Returns: asking for them, deciding about them, and reading them. Thread-safe. */
@Component
public class Returns {

    private final Requesting requesting;
    private final Deciding deciding;
    private final Receiving receiving;
    private final ReturnStore store;
    private final Clock clock;

    Returns(Requesting requesting, Deciding deciding, Receiving receiving, ReturnStore store, Clock clock) {
        this.requesting = requesting;
        this.deciding = deciding;
        this.receiving = receiving;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes a request or says why not, all reasons at once. The same message again gets the same answer.
     *
     * @param account whose order it must be
     */
    public ReturnAnswer request(ReturnRequest request, AccountId account, Incoming message) {
        return requesting.request(request, account, message);
    }

    /** The goods may come. Also allows what was refused or has lapsed, while nobody has returned it otherwise. */
    @Transactional
    public ReturnAnswer authorise(ReturnNumber number, Origin origin) {
        return decide(number, ReturnEvent.AUTHORISED, Optional.empty(), origin);
    }

    /** @param why the buyer reads it */
    @Transactional
    public ReturnAnswer refuse(ReturnNumber number, String why, Origin origin) {
        return decide(number, ReturnEvent.REFUSED, Optional.of(why), origin);
    }

    /** The buyer keeps the goods; possible until the first of them are here. */
    @Transactional
    public ReturnAnswer cancel(ReturnNumber number, Origin origin) {
        return decide(number, ReturnEvent.CANCELLED, Optional.empty(), origin);
    }

    private ReturnAnswer decide(ReturnNumber number, ReturnEvent event, Optional<String> why, Origin origin) {
        return store.lock(List.of(number)).stream().findFirst()
                .map(current -> deciding.decide(current, event, why, origin)).orElseGet(ReturnAnswer.Unknown::new);
    }

    /** Nothing more will come: what came is credited, and the rest can be returned by another return. */
    @Transactional
    public ReturnAnswer settle(ReturnNumber number, Origin origin) {
        return store.lock(List.of(number)).stream().findFirst().map(current -> receiving.settle(current, origin))
                .orElseGet(ReturnAnswer.Unknown::new);
    }

    /** Locks returns until the transaction ends, so that many may be told of in one order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<ReturnNumber> numbers) {
        store.lock(numbers);
    }

    /**
     * Takes what a warehouse says. Every order of its messages, with any of them repeated, ends in the same state.
     *
     * @throws Indigestible if there is no such return, it is of other goods, more came than was authorised, or it has ended
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Answer tell(ReturnTelling telling, Origin origin) {
        return receiving.tell(telling, origin);
    }

    /** Ends returns whose goods are not there in time; returns how many. */
    @Transactional
    public int lapse(int most) {
        List<ReturnNumber> overdue = store.overdue(clock.instant(), most);
        overdue.forEach(number -> receiving.lapse(deciding.locked(number)));
        return overdue.size();
    }

    public Optional<Return> find(ReturnNumber number) {
        return store.byNumber(number);
    }

    /** Returns of an order, in the order of request, at most 200. */
    public List<Return> ofOrder(OrderNumber order) {
        return store.ofOrder(order);
    }

    /** Newest first, at most {@link ReturnQuery#PAGE}. */
    public List<Return> list(ReturnQuery query) {
        return store.list(query);
    }
}
