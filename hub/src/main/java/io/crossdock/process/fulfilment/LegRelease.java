package io.crossdock.process.fulfilment;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Policies.Release;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.SupplierOrder;
import io.crossdock.system.connectors.WarehouseRelease;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gives planned legs to their warehouses and suppliers as soon as the landscape's policy allows. */
@Component
class LegRelease implements FactHandler {

    /** Facts of ordering, named here because ordering stands above. */
    private static final String ORDER_ACCEPTED = "order.accepted";
    private static final String ORDER_POSTED = "order.posted";
    private static final String ORDER_AMENDED = "order.amended";

    private final LegStore store;
    private final Effects effects;
    private final Journal journal;
    private final Landscapes landscapes;
    private final Clock clock;

    LegRelease(LegStore store, Effects effects, Journal journal, Landscapes landscapes, Clock clock) {
        this.store = store;
        this.effects = effects;
        this.journal = journal;
        this.landscapes = landscapes;
        this.clock = clock;
    }

    @Override
    public String subscription() {
        return "leg-release";
    }

    @Override
    public Set<String> types() {
        return Set.of(ORDER_ACCEPTED, ORDER_POSTED, ORDER_AMENDED, LegFact.PLANNED);
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    @Override
    public void handleAll(Batch batch) {
        Map<OrderNumber, Origin> orders = new LinkedHashMap<>();
        batch.facts().stream().filter(this::allows)
                .forEach(fact -> orders.putIfAbsent(new OrderNumber(fact.key()), fact.cause("hub")));
        List<Leg> legs = released(store.lockPlanned(orders.keySet()));
        if (!legs.isEmpty()) {
            effects.request(legs.stream().map(leg -> effect(leg, origin(orders, leg))).toList());
            store.requested(legs.stream().map(Leg::number).toList());
            journal.append(legs.stream().map(leg -> new NewFact(LegFact.REQUESTED, leg.number().toString(),
                    leg.number().order().value(), origin(orders, leg), 1, new LegFact.Moved(leg.number(),
                            LegState.REQUESTED, clock.instant(), List.of()))).toList());
        }
    }

    /** What was added to an order goes when the ERP has it, where the order itself does. */
    private List<Leg> released(List<Leg> legs) {
        if (landscapes.current().policies().release() != Release.POSTED) {
            return legs;
        }
        Map<String, List<Effect>> told = effects.ofKeys("order.amend", legs.stream().map(leg -> leg.number().order().value())
                .collect(Collectors.toSet())).stream().collect(Collectors.groupingBy(Effect::orderingKey));
        return told.isEmpty() ? legs : legs.stream().filter(leg -> leg.lines().stream().map(Leg.Line::lineNo)
                .noneMatch(unheard(told.getOrDefault(leg.number().order().value(), List.of()))::contains)).toList();
    }

    /** Lines that a buyer has added, and that the ERP is told of and has not taken yet. */
    private static Set<Integer> unheard(List<Effect> amendments) {
        Set<Integer> told = new HashSet<>();
        Set<Integer> taken = new HashSet<>();
        amendments.forEach(effect -> {
            boolean there = effect.state() == EffectState.SKIPPED || effect.state() == EffectState.DONE
                    && effect.reference().filter("not-booked"::equals).isEmpty();
            effect.request().path("added").forEach(line -> (there ? taken : told).add(line.path("lineNo").asInt()));
        });
        told.removeAll(taken);
        // What stands for something missing is not waited for: its buyer waits already.
        told.removeIf(line -> line > LegFact.Substitute.ABOVE);
        return told;
    }

    private static Origin origin(Map<OrderNumber, Origin> orders, Leg leg) {
        return Objects.requireNonNull(orders.get(leg.number().order()));
    }

    private boolean allows(Fact fact) {
        boolean waitForErp = landscapes.current().policies().release() == Release.POSTED;
        return !waitForErp || !fact.type().equals(ORDER_ACCEPTED)
                && (!fact.type().equals(LegFact.PLANNED) || posted(new OrderNumber(fact.key())));
    }

    private boolean posted(OrderNumber order) {
        return effects.ofKey(order.value()).stream()
                .anyMatch(effect -> effect.kind().equals("order.post") && effect.state() == EffectState.DONE);
    }

    private NewEffect effect(Leg leg, Origin origin) {
        Landscape landscape = landscapes.current();
        String number = leg.number().toString();
        String order = leg.number().order().value();
        return switch (leg.origin()) {
            case LegPlan.Origin.Warehouse(var location) -> new NewEffect(landscape.warehouse(location)
                    .map(SystemSettings::id).orElseThrow(() -> new Indigestible("warehouse-unknown",
                            "No system of the landscape works for warehouse " + location + ".")),
                    "leg.release", number, order, Tier.CRITICAL, origin,
                    new WarehouseRelease(number, order, leg.account(), leg.shipToId(), leg.shipTo(), leg.shipBy(),
                            leg.lines().stream().filter(line -> line.open().isPositive())
                                    .map(line -> new WarehouseRelease.Line(line.lineNo(), line.sku(), line.open()))
                                    .toList()));
            case LegPlan.Origin.DropShip(var supplier) -> new NewEffect(landscape.system(supplier.value())
                    .map(SystemSettings::id).orElseThrow(() -> new Indigestible("supplier-unknown",
                            "The landscape has no system for supplier " + supplier + ".")),
                    "purchase.order", number, order, Tier.CRITICAL, origin,
                    new SupplierOrder(number, order, supplier, landscape.currency().getCurrencyCode(), leg.shipTo(),
                            leg.lines().stream().filter(line -> line.open().isPositive())
                                    .map(line -> new SupplierOrder.Line(line.lineNo(), line.sku(), line.open()))
                                    .toList()));
            case LegPlan.Origin.Backorder() -> throw new IllegalStateException("a backorder is given to nobody");
        };
    }
}
