package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.OrderNumber;
import io.crossdock.canonical.Quantity;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.CancelSink;
import io.crossdock.system.connectors.LegCancellation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Calls legs off, whole and in part: undone where nobody works on them, asked back where somebody does. */
@Component
public class CallOffs {

    static final String CANCEL = "leg.cancel";

    private final Fulfilment fulfilment;
    private final CallOffStore store;
    private final Effects effects;
    private final Landscapes landscapes;
    private final Clock clock;

    CallOffs(Fulfilment fulfilment, CallOffStore store, Effects effects, Landscapes landscapes, Clock clock) {
        this.fulfilment = fulfilment;
        this.store = store;
        this.effects = effects;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    /** What of an order line shall not be delivered. @param quantity in base units, positive */
    public record Wanted(int lineNo, Sku sku, Quantity quantity) {
    }

    /** What of each line was asked back and is not answered yet, in base units. */
    public Map<Integer, Quantity> asked(OrderNumber order) {
        return store.asked(order).values().stream().flatMap(each -> each.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Quantity::plus));
    }

    /** The same, with the order's legs locked, so that nobody answers meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Integer, Quantity> lockAsked(OrderNumber order) {
        return lockAsked(order, List.of());
    }

    /** The same, with the stock of further items locked, too: all of it at once and in order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Integer, Quantity> lockAsked(OrderNumber order, List<Sku> further) {
        fulfilment.lockOf(order, further);
        return asked(order);
    }

    /** What would become of it now. */
    public List<CallOff> preview(OrderNumber order, List<Wanted> wanted) {
        return parts(fulfilment.legs(List.of(order)), order, wanted);
    }

    /**
     * Does it. Together the parts may be less than was wanted: the rest has left, or was asked back before.
     *
     * @param why a clause such as {@code the buyer cancelled it}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<CallOff> callOff(OrderNumber order, List<Wanted> wanted, String why, Origin origin) {
        List<Leg> legs = fulfilment.lockOf(order, List.of());
        List<CallOff> parts = parts(legs, order, wanted);
        Map<LegNumber, Leg> byNumber = legs.stream().collect(Collectors.toMap(Leg::number, Function.identity()));
        Map<LegNumber, List<CallOff>> undone = parts.stream().filter(part -> part.fate() == CallOff.Fate.UNDONE)
                .collect(Collectors.groupingBy(CallOff::leg));
        undone.forEach((leg, its) -> fulfilment.undo(Optional.ofNullable(byNumber.get(leg)).orElseThrow(), its.stream()
                .map(part -> new LegReport.Line(part.lineNo(), part.sku(), part.quantity())).toList(), why, origin));
        List<CallOff> asked = parts.stream().filter(part -> part.fate() == CallOff.Fate.ASKED).toList();
        store.ask(asked, origin.actor(), clock.instant());
        effects.request(asked.stream().map(CallOff::leg).distinct().map(leg ->
                cancel(Optional.ofNullable(byNumber.get(leg)).orElseThrow(), why, origin)).toList());
        return parts;
    }

    /**
     * A person knows that a leg is not given back, though its place has not said so.
     *
     * @param why a clause
     * @return false if nothing of it is asked back any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean tooLate(LegNumber leg, String why, Origin origin) {
        fulfilment.lockOf(leg.order(), List.of());
        if (!store.asked(leg.order()).containsKey(leg)) {
            return false;
        }
        fulfilment.tooLate(leg, why, origin);
        return true;
    }

    private List<CallOff> parts(List<Leg> legs, OrderNumber order, List<Wanted> wanted) {
        CallOffPlan plan = new CallOffPlan(legs, store.asked(order));
        List<CallOff> parts = new ArrayList<>();
        wanted.forEach(each -> parts.addAll(plan.parts(each.lineNo(), each.sku(), each.quantity())));
        return parts;
    }

    /** After a no the next question is another one. */
    private String key(Leg leg) {
        long said = effects.ofKey(leg.number().order().value()).stream().filter(effect -> effect.kind().equals(CANCEL)
                && CancelSink.leg(effect.businessKey()).equals(leg.number().toString()) && switch (effect.state()) {
                    case REFUSED, SKIPPED, COMPENSATED -> true;
                    case READY, SENDING, IN_DOUBT, PARKED, DONE -> false;
                }).count();
        return leg.number() + (said == 0 ? "" : CancelSink.AGAIN + said);
    }

    /** The leg that a question is about. */
    static Optional<LegNumber> legOf(String key) {
        return LegNumber.parse(CancelSink.leg(key));
    }

    private NewEffect cancel(Leg leg, String why, Origin origin) {
        Landscape landscape = landscapes.current();
        Optional<SystemSettings> system = switch (leg.origin()) {
            case LegPlan.Origin.Warehouse(var location) -> landscape.warehouse(location);
            case LegPlan.Origin.DropShip(var supplier) -> landscape.system(supplier.value());
            case LegPlan.Origin.Backorder() -> Optional.empty();
        };
        // The lane keeps effects of one order in order: whoever is asked back has been asked to ship before.
        return new NewEffect(system.map(SystemSettings::id).orElseThrow(() -> new IllegalStateException(
                "nobody works for the place of leg " + leg.number())), CANCEL, key(leg),
                leg.number().order().value(), Tier.CRITICAL, origin,
                new LegCancellation(leg.number().toString(), leg.number().order().value(), why));
    }
}
