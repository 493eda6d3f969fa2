package io.crossdock.process.ordering;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.system.credit.Credit;
import java.util.Collection;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the locks of several orders before anything is done with the first of them. Everybody locks orders first, then
 * credit lines, then legs, then stock, each in the order of their names: nobody waits in a circle.
 */
@Component
class OrderLocks {

    private final OrderStore store;
    private final Credit credit;

    OrderLocks(OrderStore store, Credit credit) {
        this.store = store;
        this.credit = credit;
    }

    /** @param paying of which orders the credit line is locked, too */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(Collection<OrderNumber> orders, Predicate<OrderStore.Locked> paying) {
        credit.lock(store.lockAll(orders).stream().filter(paying)
                .map(OrderStore.Locked::account).distinct().toList());
    }
}
