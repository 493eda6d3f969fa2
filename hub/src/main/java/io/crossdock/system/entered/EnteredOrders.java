package io.crossdock.system.entered;

import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The orders that were entered in ERPs themselves. */
@Component
public class EnteredOrders {

    /** Tells of an order that was found, or that has changed. */
    public static final String FACT = "order.entered_elsewhere";

    private final EnteredStore store;

    EnteredOrders(EnteredStore store) {
        this.store = store;
    }

    /** An order and the ERP that has it. */
    public record EnteredOrder(String system, Entered order) {
    }

    /**
     * One page, the latest change first.
     *
     * @param after the place of the last one of the page before, as {@link #place} has it
     */
    public List<EnteredOrder> page(Optional<String> after, int most) {
        return store.page(after, most);
    }

    /** Where an order stands in the list. */
    public static String place(EnteredOrder order) {
        return order.order().changedAt() + "~" + order.system() + "~" + order.order().number();
    }
}
