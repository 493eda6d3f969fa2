package io.crossdock.system.connectors.tryton;

import io.crossdock.platform.effects.Outcome;
import io.crossdock.system.connectors.OrderPosting;
import io.crossdock.system.connectors.tryton.Fault.Kind;
import io.crossdock.system.connectors.tryton.Fault.Step;
import io.crossdock.system.connectors.tryton.Sales.Sale;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings an order from wherever it stands in Tryton to being booked: look, do the next thing, look again. It may begin
 * anywhere, so that whatever was left behind half done is carried on and nothing is done twice. An order of several sales
 * is booked when all of them are: none is confirmed before the others are quoted and the sum is right. For one thread.
 */
final class OrderBooking {

    private static final String SALE = "sale.sale";
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final Conversation tryton;
    private final OrderPosting order;
    private final List<SalePart> parts;
    private final Function<List<Sale>, Outcome> booked;
    private final Set<String> pressed = new HashSet<>();
    private boolean confirmed;

    /** @param booked what to say of sales that are booked, one of each part */
    OrderBooking(Conversation tryton, OrderPosting order, Function<List<Sale>, Outcome> booked) {
        this.tryton = tryton;
        this.order = order;
        this.parts = SalePart.of(order, tryton.system());
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
        List<Sales> sales = look();
        for (int part = 0; part < parts.size(); part++) {
            if (sales.get(part).ours().isEmpty()) {
                make(parts.get(part));
            }
        }
        while (true) {
            sales = look();
            for (Sales each : sales) {
                if (each.ours().isEmpty()) {
                    return new Outcome.Ambiguous(tryton.system().id() + " made a sale that it does not show.");
                }
                if (each.booked().size() > 1) {
                    return new Outcome.Ambiguous(tryton.system().id() + " has " + each.booked().getFirst().reference()
                            + " several times: " + String.join(", ", each.booked().stream().map(Sale::name).toList())
                            + ".");
                }
            }
            List<Long> strays = sales.stream().flatMap(each -> each.strays().stream()).toList();
            if (!strays.isEmpty()) {
                tryton.press(SALE, "cancel", strays);
            }
            Optional<Outcome> end = step(sales.stream().flatMap(each -> each.ours().stream()).toList());
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private List<Sales> look() {
        return Sales.under(parts.stream().map(SalePart::reference).toList(), tryton);
    }

    /** A create that Tryton refuses because the reference is taken has been done before. */
    private void make(SalePart part) {
        try {
            tryton.create(SALE, new NewSale(tryton, order, part).values());
        } catch (Fault fault) {
            if (fault.kind() != Kind.REFUSED || Sales.under(part.reference(), tryton).ours().isEmpty()) {
                throw fault;
            }
        }
    }

    /** The end of it, or empty when there is more to do: what is least far along comes first. */
    private Optional<Outcome> step(List<Sale> sales) {
        Sale sale = sales.stream().min(Comparator.comparing(Sale::state)).orElseThrow();
        return switch (sale.state().next()) {
            case NOTHING -> Optional.of(booked.apply(sales));
            case GONE -> Optional.of(no(sales, "cancelled-there", "Sale " + sale.name() + " was cancelled in "
                    + tryton.system().id() + "."));
            case QUOTE -> differs(sales).or(() -> press(sales, sale, "quote"));
            case CONFIRM -> differs(sales).or(() -> press(sales, sale, "confirm"));
        };
    }

    /** What is booked in part is no refusal: a person has to know of it. */
    private static Outcome no(List<Sale> sales, String code, String why) {
        List<String> there = sales.stream().filter(sale -> sale.state().booked()).map(Sale::name).toList();
        return there.isEmpty() ? new Outcome.Refused(code, why)
                : new Outcome.Failed(why + " Another part of the order is booked: " + String.join(", ", there) + ".");
    }

    /** A button that did nothing is not pressed a second time at once. */
    private Optional<Outcome> press(List<Sale> sales, Sale sale, String button) {
        if (!pressed.add(sale.id() + button)) {
            return Optional.of(new Outcome.Failed(tryton.system().id() + " left sale " + sale.name() + " in state "
                    + sale.state().label() + " when it was told to " + button + " it."));
        }
        try {
            tryton.press(SALE, button, List.of(sale.id()));
            confirmed = confirmed || sale.state().next() == SaleState.Next.CONFIRM;
            return Optional.empty();
        } catch (Fault fault) {
            if (fault.kind() == Kind.REFUSED && fault.step() == Step.DEED) {
                return Optional.of(no(sales, "refused-at-" + button, fault.why()));
            }
            throw fault;
        }
    }

    /**
     * What was promised to the buyer is what is booked, to the cent. An order that was promised before its documents were
     * reckoned each for itself may be apart by what they round: a cent for each further sale, each line that is cut, and
     * what no warehouse ships beside what one does.
     */
    private Optional<Outcome> differs(List<Sale> sales) {
        int cuts = parts.stream().mapToInt(part -> part.lines().size()).sum() - order.lines().size();
        BigDecimal tolerance = tryton.system().setting("totalTolerance").map(BigDecimal::new).orElse(BigDecimal.ZERO)
                .add(CENT.multiply(BigDecimal.valueOf(parts.size() - 1L + cuts
                        + (SalePart.mixed(order, tryton.system()) ? 1 : 0))));
        BigDecimal total = sales.stream().map(Sale::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        return total.subtract(order.total()).abs().compareTo(tolerance) <= 0 ? Optional.empty()
                : Optional.of(no(sales, "total-differs", "Sale " + String.join(" and ", sales.stream().map(Sale::name)
                        .toList()) + " comes to " + total.toPlainString() + " " + order.currency() + " in "
                        + tryton.system().id() + ", " + order.total().toPlainString() + " was promised."));
    }
}
