package io.crossdock.process.story;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegPlan.Origin;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.process.ordering.CommercialState;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.PostingState;
import io.crossdock.system.invoicing.IssuedInvoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How an order stands, in one sentence. */
final class HeadLine {

    private static final Set<LegState> LEFT = EnumSet.of(LegState.SHIPPED, LegState.DELIVERED);
    private static final Set<LegState> GONE = EnumSet.of(LegState.SHORTED, LegState.CANCELLED);
    private static final Set<LegState> WITH_OTHERS =
            EnumSet.of(LegState.RELEASED, LegState.PICKING, LegState.PICKED, LegState.PACKED);

    private final Order order;
    private final List<Leg> legs;
    private final List<IssuedInvoice> invoices;
    private final List<Effect> effects;
    private final Names names;
    private final Wording wording;

    private HeadLine(Order order, List<Leg> legs, List<IssuedInvoice> invoices, List<Effect> effects, Names names,
            Wording wording) {
        this.order = order;
        this.legs = legs.stream().filter(leg -> !GONE.contains(leg.state())).toList();
        this.invoices = invoices;
        this.effects = effects;
        this.names = names;
        this.wording = wording;
    }

    static String of(Order order, String customer, List<Leg> legs, List<IssuedInvoice> invoices, List<Effect> effects,
            Names names, Wording wording) {
        String said = new HeadLine(order, legs, invoices, effects, names, wording).say();
        return order.number() + " for " + customer + ": " + said + (said.endsWith(".") ? "" : ".");
    }

    private String say() {
        return switch (order.commercialState()) {
            case CANCELLED -> "cancelled" + order.closedAt().map(at -> " " + wording.atTime(at)).orElse("")
                    + "; nothing was shipped";
            case CLOSED -> closed();
            case ACCEPTED, HELD -> open();
        };
    }

    private String closed() {
        String shipped = legs.size() == 1 ? "shipped" : "all " + legs.size() + " shipments left";
        long delivered = legs.stream().filter(leg -> leg.state() == LegState.DELIVERED).count();
        String arrived = delivered == legs.size() ? " and delivered"
                : delivered == 0 ? "" : ", " + delivered + " of them delivered so far";
        return "complete: " + shipped + arrived + ", invoiced in full with " + invoiced() + missing();
    }

    private String invoiced() {
        BigDecimal sum = invoices.stream().map(issued -> issued.invoice().total()).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        return Wording.list(invoices.stream().map(issued -> issued.invoice().number()).toList()) + " ("
                + Wording.money(sum, order.currency()) + ")";
    }

    private String missing() {
        long short_ = order.lines().stream().filter(line -> line.cancelled().isPositive()).count();
        return short_ == 0 ? "" : "; " + Wording.count((int) short_, "line") + " could not be delivered in full";
    }

    private String open() {
        List<String> parts = new ArrayList<>();
        shipping().ifPresent(parts::add);
        posting().ifPresent(parts::add);
        parts.addAll(troubles());
        invoicing().ifPresent(parts::add);
        return String.join(", ", parts);
    }

    private Optional<String> shipping() {
        int total = legs.size();
        if (total == 0) {
            return Optional.of("accepted, and nothing is left to ship");
        }
        int left = count(LEFT);
        int delivered = count(EnumSet.of(LegState.DELIVERED));
        String start = delivered == total ? (total == 1 ? "delivered" : "all " + total + " shipments delivered")
                : left == total ? shippedAll(total, delivered)
                : left > 0 ? left + " of " + total + " shipments " + (left == 1 ? "has" : "have") + " left"
                : began(total);
        String waiting = backordered();
        return Optional.of(start + waiting);
    }

    private static String shippedAll(int total, int delivered) {
        String shipped = total == 1 ? "shipped" : "all " + total + " shipments have left";
        return delivered == 0 ? shipped : shipped + ", " + delivered + " delivered";
    }

    /** Nothing has left yet. */
    private String began(int total) {
        List<Leg> working = legs.stream().filter(leg -> WITH_OTHERS.contains(leg.state())).toList();
        if (working.isEmpty()) {
            boolean onlyWaiting = legs.stream().allMatch(leg -> leg.state() == LegState.WAITING);
            return onlyWaiting ? "accepted" : "accepted, " + Wording.count(total, "shipment") + " planned from "
                    + Wording.list(legs.stream().filter(leg -> leg.state() != LegState.WAITING).map(this::place)
                            .distinct().toList());
        }
        Leg furthest = working.stream().max((a, b) -> a.state().compareTo(b.state())).orElseThrow();
        String doing = doing(furthest);
        return working.size() == 1 && total == 1 ? doing : working.size() == total
                ? "all " + total + " shipments are in work, the first is " + doing
                : working.size() + " of " + total + " shipments in work";
    }

    private String doing(Leg leg) {
        return switch (leg.state()) {
            case RELEASED -> "taken into work by " + place(leg);
            case PICKING -> "being picked at " + place(leg);
            case PICKED -> "picked at " + place(leg);
            case PACKED -> "packed and ready to leave " + place(leg);
            case WAITING, PLANNED, REQUESTED, SHIPPED, DELIVERED, SHORTED, CANCELLED -> leg.state().label();
        };
    }

    private String place(Leg leg) {
        return switch (leg.origin()) {
            case Origin.Warehouse(var location) -> "warehouse " + location;
            case Origin.DropShip(var supplier) -> "supplier " + Names.capital(supplier.value());
            case Origin.Backorder() -> "nowhere yet";
        };
    }

    private String backordered() {
        List<Leg> waiting = legs.stream().filter(leg -> leg.state() == LegState.WAITING).toList();
        return waiting.isEmpty() ? "" : ", " + (waiting.size() == legs.size() ? "and" : waiting.size() + "")
                + (waiting.size() > 1 && waiting.size() < legs.size() ? " wait" : " waits")
                + " for goods to come in, expected about " + wording.day(waiting.stream().map(Leg::promisedFor)
                        .max(java.time.LocalDate::compareTo).orElseThrow());
    }

    private int count(Set<LegState> states) {
        return (int) legs.stream().filter(leg -> states.contains(leg.state())).count();
    }

    private Optional<String> posting() {
        Optional<Effect> post = effects.stream().filter(effect -> effect.kind().equals("order.post")).findFirst();
        String erp = names.of(order.erpSystem());
        return switch (order.postingState()) {
            case POSTED -> Optional.empty();
            case PENDING -> Optional.of(order.commercialState() == CommercialState.HELD
                    ? "held until " + erp + " confirms it" + late(post)
                    : post.map(this::pending).orElse("on its way to " + erp));
            case IN_DOUBT -> Optional.of("the answer of " + erp + " was lost"
                    + post.flatMap(Effect::startedAt).map(at -> " " + wording.atTime(at)).orElse("")
                    + " and the hub is asking whether the order is booked");
            case REFUSED -> Optional.of(refused(erp, post));
            case PARKED -> Optional.of("it is not in " + erp + ", and a person has to decide" + reason(post));
        };
    }

    private String refused(String erp, Optional<Effect> post) {
        boolean skipped = post.filter(effect -> effect.state() == EffectState.SKIPPED).isPresent();
        return skipped ? "held, because it was decided not to book it in " + erp + reason(post)
                : "held, because " + erp + " refused it" + reason(post);
    }

    private String reason(Optional<Effect> post) {
        return post.flatMap(Effect::reason).or(order::stateReason).map(why -> ": " + why).orElse("");
    }

    private String late(Optional<Effect> post) {
        return post.filter(HeadLine::unanswered).flatMap(Effect::startedAt)
                .map(since -> ", which has not answered since " + wording.time(since)).orElse("");
    }

    private String pending(Effect post) {
        String erp = names.of(post.target());
        if (unanswered(post)) {
            return waitsFor(post, legs.size() > 1 && count(LEFT) > 0 ? "the order waits" : "waits");
        }
        return post.startedAt().isPresent() ? "on its way to " + erp
                : wording.now().isAfter(post.createdAt().plusSeconds(5)) ? "waits its turn at " + erp
                : "on its way to " + erp;
    }

    private String waitsFor(Effect effect, String who) {
        return who + " for " + names.of(effect.target()) + ", which has not answered since "
                + wording.time(effect.startedAt().orElse(effect.createdAt()));
    }

    private static boolean unanswered(Effect effect) {
        return effect.state() == EffectState.READY && effect.reason().isPresent() && effect.startedAt().isPresent();
    }

    /** Other calls that need patience or a person. */
    private List<String> troubles() {
        return effects.stream().filter(effect -> !effect.kind().equals("order.post"))
                .flatMap(effect -> trouble(effect).stream()).distinct().limit(2).toList();
    }

    private Optional<String> trouble(Effect effect) {
        String target = names.of(effect.target());
        boolean ofLeg = effect.kind().equals("leg.release") || effect.kind().equals("purchase.order");
        String thing = EffectWords.thing(effect);
        return switch (effect.state()) {
            case READY -> unanswered(effect) ? Optional.of(waitsFor(effect, ofLeg ? "1 waits" : thing + " waits"))
                    : Optional.empty();
            case IN_DOUBT -> Optional.of(target + "'s answer about " + thing + " was lost and the hub is asking again");
            case PARKED -> Optional.of(thing + " has stopped on its way to " + target + " and a person has to decide");
            case REFUSED -> Optional.of(target + " refused " + thing);
            case SENDING, DONE, SKIPPED, COMPENSATED -> Optional.empty();
        };
    }

    private Optional<String> invoicing() {
        int left = count(LEFT);
        boolean waits = order.postingState() != PostingState.POSTED;
        return left == 0 || waits && invoices.isEmpty() ? Optional.empty()
                : Optional.of(invoices.isEmpty() ? "not invoiced yet"
                        : invoices.size() >= left ? "invoiced with " + invoiced()
                        : invoices.size() + " of " + left + " invoiced");
    }
}
