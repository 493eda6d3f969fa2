package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.tryton.Fault.Kind;
import io.crossdock.system.connectors.tryton.Fault.Step;
import io.crossdock.system.connectors.tryton.Sales.Sale;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings an order from wherever it stands in Tryton to being booked: look, do the next thing, look again. It may begin
 * anywhere, so that whatever was left behind half done is carried on and nothing is done twice. For one thread.
 */
final class OrderBooking {

    private static final String SALE = "sale.sale";

    private final Conversation tryton;
    private final OrderPosting order;
    private final Function<Sale, Outcome> booked;
    private final Set<SaleState> pressed = EnumSet.noneOf(SaleState.class);
    private boolean confirmed;

    /** @param booked what to say of a sale that is booked */
    OrderBooking(Conversation tryton, OrderPosting order, Function<Sale, Outcome> booked) {
        this.tryton = tryton;
        this.order = order;
        this.booked = booked;
    }

    /** Once the last button was pressed, nobody may say that nothing was done. */
    Outcome run() {
        try {
            return carriedOn();
        } catch (Fault fault) {
            if (confirmed) {
                return new Outcome.Ambiguous("The sale was confirmed, but: " + fault.why());
            }
            throw fault;
        }
    }

    private Outcome carriedOn() {
        Sales sales = Sales.under(order.reference(), tryton);
        if (sales.ours().isEmpty()) {
            make();
            sales = Sales.under(order.reference(), tryton);
        }
        while (true) {
            Optional<Sale> ours = sales.ours();
            if (ours.isEmpty()) {
                return new Outcome.Ambiguous(tryton.system().id() + " made a sale that it does not show.");
            }
            if (sales.booked().size() > 1) {
                return new Outcome.Ambiguous(tryton.system().id() + " has " + order.reference() + " several times: "
                        + String.join(", ", sales.booked().stream().map(Sale::name).toList()) + ".");
            }
            if (!sales.strays().isEmpty()) {
                tryton.press(SALE, "cancel", sales.strays());
            }
            Optional<Outcome> end = step(ours.get());
            if (end.isPresent()) {
                return end.get();
            }
            sales = Sales.under(order.reference(), tryton);
        }
    }

    /** A create that Tryton refuses because the reference is taken has been done before. */
    private void make() {
        try {
            tryton.create(SALE, new NewSale(tryton, order).values());
        } catch (Fault fault) {
            if (fault.kind() != Kind.REFUSED || Sales.under(order.reference(), tryton).ours().isEmpty()) {
                throw fault;
            }
        }
    }

    /** The end of it, or empty when there is more to do. */
    private Optional<Outcome> step(Sale sale) {
        return switch (sale.state().next()) {
            case NOTHING -> Optional.of(booked.apply(sale));
            case GONE -> Optional.of(new Outcome.Refused("cancelled-there", "Sale " + sale.name() + " was cancelled in "
                    + tryton.system().id() + "."));
            case QUOTE -> differs(sale).or(() -> press(sale, "quote"));
            case CONFIRM -> differs(sale).or(() -> press(sale, "confirm"));
        };
    }

    /** A button that did nothing is not pressed a second time at once. */
    private Optional<Outcome> press(Sale sale, String button) {
        if (!pressed.add(sale.state())) {
            return Optional.of(new Outcome.Failed(tryton.system().id() + " left sale " + sale.name() + " in state "
                    + sale.state().label() + " when it was told to " + button + " it."));
        }
        try {
            tryton.press(SALE, button, List.of(sale.id()));
            confirmed = sale.state().next() == SaleState.Next.CONFIRM;
            return Optional.empty();
        } catch (Fault fault) {
            if (fault.kind() == Kind.REFUSED && fault.step() == Step.DEED) {
                return Optional.of(new Outcome.Refused("refused-at-" + button, fault.why()));
            }
            throw fault;
        }
    }

    /** What was promised to the buyer is what is booked, to the cent. */
    private Optional<Outcome> differs(Sale sale) {
        BigDecimal tolerance = tryton.system().setting("totalTolerance").map(BigDecimal::new).orElse(BigDecimal.ZERO);
        return sale.total().subtract(order.total()).abs().compareTo(tolerance) <= 0 ? Optional.empty()
                : Optional.of(new Outcome.Refused("total-differs", "Sale " + sale.name() + " comes to "
                        + sale.total().toPlainString() + " " + order.currency() + " in " + tryton.system().id() + ", "
                        + order.total().toPlainString() + " was promised."));
    }
}
