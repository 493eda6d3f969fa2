package io.crossdock.process.returns;

import io.crossdock.canonical.Conversion;
import io.crossdock.canonical.Fault;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Return;
import io.crossdock.canonical.Unit;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.ordering.Order;
import io.crossdock.system.catalog.Catalog;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a request against the order, its shipments and what was returned before, and names all faults at once. */
final class RequestCheck {

    private final Order order;
    private final List<Leg> legs;
    private final Policies.Returns policy;
    private final Instant now;
    private final Map<Integer, BigDecimal> claimed;
    private final List<Fault> faults = new ArrayList<>();
    private final List<ReturnStore.NewLine> lines = new ArrayList<>();
    private BigDecimal value = BigDecimal.ZERO;

    /** @param claimed by line what other returns have claimed, locked */
    RequestCheck(Order order, List<Leg> legs, Policies.Returns policy, Instant now, Map<Integer, BigDecimal> claimed) {
        this.order = order;
        this.legs = legs;
        this.policy = policy;
        this.now = now;
        this.claimed = claimed;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<ReturnStore.NewLine> lines() {
        return List.copyOf(lines);
    }

    /** At the prices of the order, without tax, not rounded. */
    BigDecimal value() {
        return value;
    }

    void check(ReturnRequest request, Catalog catalog) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int i = 0; i < request.lines().size(); i++) {
            ReturnRequest.Line asked = request.lines().get(i);
            String at = "/lines/" + i;
            Integer before = seen.putIfAbsent(asked.lineNo(), i);
            Optional<Order.Line> line = order.lines().stream().filter(each -> each.lineNo() == asked.lineNo()).findFirst();
            if (before != null) {
                fault(at + "/lineNo", "duplicate", "Line " + asked.lineNo() + " is named before, at " + before + ".");
            } else if (line.isEmpty()) {
                fault(at + "/lineNo", "line-unknown", "Order " + order.number() + " has no line " + asked.lineNo() + ".");
            } else {
                base(asked, line.get(), catalog, at).ifPresent(base -> line(asked, line.get(), base, at));
            }
        }
    }

    /** The unit of the order counts as it did when the order was taken, any other one as the item has it now. */
    private Optional<Quantity> base(ReturnRequest.Line asked, Order.Line line, Catalog catalog, String at) {
        Quantity quantity = asked.in(line.ordered().unit());
        Unit base = line.base().unit();
        Conversion conversion = quantity.unit().equals(base) ? new Conversion.Exact(quantity)
                : quantity.unit().equals(line.ordered().unit()) ? asOrdered(quantity, line)
                : catalog.item(line.sku()).map(item -> item.packs().convert(quantity, base))
                        .orElseGet(() -> new Conversion.UnknownUnit(quantity.unit()));
        return switch (conversion) {
            case Conversion.Exact(Quantity exact) when exact.isWhole() || base.measured() -> Optional.of(exact);
            case Conversion.Exact(Quantity exact) -> inexact(at, quantity + " is not a whole number of " + base.label());
            case Conversion.Inexact(String why) -> inexact(at, why);
            case Conversion.UnknownUnit(Unit unit) -> {
                fault(at + "/unit", "unit-unknown", line.sku() + " is not sold by " + unit.code() + ".");
                yield Optional.empty();
            }
        };
    }

    private static Conversion asOrdered(Quantity quantity, Order.Line line) {
        BigDecimal[] parts = quantity.value().multiply(line.base().value())
                .divideAndRemainder(line.ordered().value(), MathContext.DECIMAL128);
        BigDecimal exact = quantity.value().multiply(line.base().value()).divide(line.ordered().value(),
                MathContext.DECIMAL128).stripTrailingZeros();
        return parts[1].signum() == 0 || exact.scale() <= 6 && exact.multiply(line.ordered().value())
                .compareTo(quantity.value().multiply(line.base().value())) == 0
                        ? new Conversion.Exact(new Quantity(exact, line.base().unit()))
                        : new Conversion.Inexact(quantity + " of " + line.sku() + " has no exact amount in "
                                + line.base().unit());
    }

    private Optional<Quantity> inexact(String at, String why) {
        fault(at + "/quantity", "quantity-inexact", why + ".");
        return Optional.empty();
    }

    private void line(ReturnRequest.Line asked, Order.Line line, Quantity base, String at) {
        Quantity left = new Quantity(line.shipped().value().subtract(claimed.getOrDefault(line.lineNo(), BigDecimal.ZERO)),
                line.shipped().unit());
        if (base.compareTo(left) > 0) {
            fault(at + "/quantity", line.shipped().isZero() ? "not-shipped" : "more-than-shipped",
                    line.shipped().isZero() ? "Nothing of line " + line.lineNo() + " has left yet."
                            : "Of line " + line.lineNo() + " " + line.shipped() + " have left, and " + left
                                    + " of them are not returned yet.");
        } else if (tooLate(line)) {
            fault(at + "/lineNo", "window-closed", "Line " + line.lineNo() + " could be returned within "
                    + policy.windowDays() + " days.");
        } else {
            Quantity none = Quantity.zero(base.unit());
            value = value.add(worth(line, base));
            lines.add(new ReturnStore.NewLine(new Return.Line(line.lineNo(), line.sku(), asked.reason(), asked.note(),
                    asked.in(line.ordered().unit()), base, none, none, none, none), line.taxClass()));
        }
    }

    /** The days count from the last delivery of the line, or from its dispatch while no delivery is known. */
    private boolean tooLate(Order.Line line) {
        return legs.stream().filter(leg -> leg.lines().stream().anyMatch(each -> each.lineNo() == line.lineNo()))
                .flatMap(leg -> leg.deliveredAt().or(leg::shippedAt).stream()).max(Comparator.naturalOrder())
                .filter(last -> last.plus(policy.window()).isBefore(now)).isPresent();
    }

    private static BigDecimal worth(Order.Line line, Quantity base) {
        Quantity covered = line.quantity().unit().equals(line.base().unit()) ? line.quantity() : line.base();
        return covered.isZero() ? BigDecimal.ZERO
                : line.net().multiply(base.value()).divide(covered.value(), MathContext.DECIMAL128);
    }

    private void fault(String pointer, String code, String message) {
        faults.add(new Fault(pointer, code, message));
    }
}
