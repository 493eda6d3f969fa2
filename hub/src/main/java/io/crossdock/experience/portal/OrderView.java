package io.crossdock.experience.portal;

import io.crossdock.canonical.AccountId;
import io.crossdock.canonical.Address;
import io.crossdock.canonical.CarrierMilestone;
import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.PostingState;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An order as its buyer sees it.
 *
 * @param state  {@code accepted}, {@code accepted_pending_erp}, {@code held}, {@code cancelled} or {@code closed}
 * @param status how far it has come: {@code accepted}, {@code processing}, {@code partly_shipped}, {@code shipped},
 *               {@code delivered}, {@code cancelled}
 */
record OrderView(UUID id, OrderNumber number, String state, String status, Optional<String> stateReason,
        AccountId account, Optional<String> buyerReference, String channel, Optional<LocalDate> requestedDate,
        Address shipTo, String currency, Map<String, BigDecimal> totals, Optional<String> erpReference,
        Instant acceptedAt, List<String> conditions, List<Line> lines, List<LegView> legs, List<InvoiceLink> invoices,
        Map<String, String> links) {

    /**
     * @param moreOf    the line that more was wanted of after the order was taken
     * @param insteadOf number of the line for whose missing item this one is sent
     */
    record Line(int lineNo, Optional<String> buyerLine, Optional<String> buyerItem, Sku sku, String description,
            Quantity ordered, Quantity quantity, BigDecimal unitPrice, BigDecimal net, Quantity shipped,
            Quantity cancelled, Quantity open, Optional<Integer> moreOf,
            Optional<Integer> insteadOf) {
    }

    record LegView(LegNumber number, String kind, Optional<String> from, String state, LocalDate shipBy,
            LocalDate promisedFor, Optional<Instant> shippedAt, Optional<Instant> deliveredAt, Optional<String> carrier,
            List<LegLine> lines, List<PackageView> packages) {
    }

    record LegLine(int lineNo, Sku sku, Quantity planned, Quantity shipped) {
    }

    record PackageView(String sscc, String carrier, Optional<String> trackingNumber, Optional<String> milestone,
            Optional<Instant> milestoneAt, Optional<String> signedBy) {
    }

    /** @param open what is still to be paid, where the ERP has said so */
    record InvoiceLink(String number, BigDecimal total, Optional<BigDecimal> open, LocalDate dueOn, String href) {
    }

    static OrderView of(Order order, List<Leg> legs, List<IssuedInvoice> invoices, Map<LegNumber, BigDecimal> open) {
        String self = "/portal/v1/orders/" + order.number();
        return new OrderView(order.id(), order.number(), state(order), status(order, legs), order.stateReason(),
                order.account(), order.buyerReference(), order.channel(), order.requestedFor(), order.shipTo(),
                order.currency(), Map.of("net", order.net(), "freight", order.freight(), "tax", order.tax(), "total",
                        order.total()),
                order.erpReference(), order.acceptedAt(), order.conditions(),
                order.lines().stream().map(OrderView::line).toList(), legs.stream().map(OrderView::leg).toList(),
                invoices.stream().map(i -> new InvoiceLink(i.invoice().number(), i.invoice().total(),
                        Optional.ofNullable(open.get(i.shipment())), i.invoice().dueOn(),
                        "/portal/v1/invoices/" + i.invoice().number() + "?order=" + i.order())).toList(),
                Map.of("self", self, "timeline", self + "/timeline", "receipt", self + "/receipt"));
    }

    static String state(Order order) {
        boolean pending = order.commercialState() == CommercialState.ACCEPTED
                && order.postingState() != PostingState.POSTED && !order.conditions().isEmpty();
        return pending ? "accepted_pending_erp" : order.commercialState().label();
    }

    private static String status(Order order, List<Leg> legs) {
        List<Leg> live = legs.stream().filter(leg -> leg.state() != LegState.CANCELLED
                && leg.state() != LegState.SHORTED).toList();
        boolean left = live.stream().anyMatch(leg -> leg.shippedAt().isPresent());
        boolean all = !live.isEmpty() && live.stream().allMatch(leg -> leg.shippedAt().isPresent());
        boolean delivered = !live.isEmpty() && live.stream().allMatch(leg -> leg.state() == LegState.DELIVERED);
        return order.commercialState() == CommercialState.CANCELLED ? "cancelled"
                : delivered ? "delivered" : all ? "shipped" : left ? "partly_shipped"
                : live.stream().anyMatch(leg -> leg.state().ordinal() > LegState.PLANNED.ordinal()) ? "processing"
                : "accepted";
    }

    private static Line line(Order.Line line) {
        return new Line(line.lineNo(), line.buyerLine(), line.buyerItem(), line.sku(), line.description(), line.ordered(),
                line.quantity(), line.unitPrice(), line.net(), line.shipped(), line.cancelled(), line.open(),
                line.moreOf(), line.insteadOf());
    }

    private static LegView leg(Leg leg) {
        return new LegView(leg.number(), switch (leg.origin()) {
            case LegPlan.Origin.Warehouse w -> "warehouse";
            case LegPlan.Origin.DropShip d -> "drop_ship";
            case LegPlan.Origin.Backorder b -> "backorder";
        }, switch (leg.origin()) {
            case LegPlan.Origin.Warehouse(var location) -> Optional.of(location.value());
            case LegPlan.Origin.DropShip(var supplier) -> Optional.of(supplier.value());
            case LegPlan.Origin.Backorder() -> Optional.empty();
        }, leg.state().label(), leg.shipBy(), leg.promisedFor(), leg.shippedAt(), leg.deliveredAt(), leg.carrier(),
                leg.lines().stream().map(l -> new LegLine(l.lineNo(), l.sku(), l.planned(), l.shipped())).toList(),
                leg.packages().stream().map(box -> new PackageView(box.contents().sscc().toString(), box.carrier(),
                        box.contents().tracking(), box.milestone().map(OrderView::label), box.milestoneAt(),
                        box.signedBy())).toList());
    }

    private static String label(CarrierMilestone milestone) {
        return milestone.name().toLowerCase(Locale.ROOT);
    }
}
