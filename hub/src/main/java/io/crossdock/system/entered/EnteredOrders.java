package io.crossdock.system.entered;

import io.crossdock.system.connectors.EnteredOrderSource.Entered;
import io.crossdock.system.connectors.EnteredOrderSource.Standing;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The orders that were entered in ERPs themselves. */
@Component
public class EnteredOrders {

    /** Tells of an order that was found, or that has changed. */
    public static final String FACT = "order.entered_elsewhere";

    private static final Pattern PLACE = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,30}Z~[^~]{1,60}~.{1,80}");

    private final EnteredStore store;

    EnteredOrders(EnteredStore store) {
        this.store = store;
    }

    /** An order and the ERP that has it. */
    public record EnteredOrder(String system, Entered order) {
    }

    /** Which of them; what is empty does not narrow. */
    public record Filter(Optional<String> system, Optional<Standing> standing) {

        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty());
    }

    /**
     * One page, the latest change first.
     *
     * @param after the place of the last one of the page before, as {@link #place} has it
     */
    public List<EnteredOrder> page(Filter filter, Optional<String> after, int most) {
        return store.page(filter, after, most);
    }

    /** Whether a text of others could be a {@link #place}. */
    public static boolean isPlace(String text) {
        return PLACE.matcher(text).matches();
    }

    /** Where an order stands in the list. */
    public static String place(EnteredOrder order) {
        return order.order().changedAt() + "~" + order.system() + "~" + order.order().number();
    }
}
