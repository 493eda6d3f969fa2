package io.crossdock.process.reconciliation;

import io.crossdock.canonical.LegNumber;
import io.crossdock.canonical.LocationId;
import io.crossdock.canonical.Money;
import io.crossdock.canonical.Sku;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.fulfilment.Answer;
import io.crossdock.process.fulfilment.Fulfilment;
import io.crossdock.process.fulfilment.Leg;
import io.crossdock.process.fulfilment.LegReport;
import io.crossdock.process.fulfilment.LegState;
import io.crossdock.system.connectors.ReleaseSource;
import io.crossdock.system.connectors.ReleaseSource.Standing;
import io.crossdock.system.connectors.Role;
import io.crossdock.system.connectors.SystemUnavailable;
import io.crossdock.system.inventory.Counts;
import io.crossdock.system.inventory.Inventory;
import io.crossdock.system.inventory.StockCount;
import io.crossdock.system.pricing.Pricing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The shipments that a warehouse works on, against what it says of them: the oldest ones, because those that stand still
 * are soon among them. A report that was lost is made up for, in the words in which the warehouse would have sent it.
 */
@Component
@Order(3)
class WarehouseLegs implements Comparison {

    /** So many of one warehouse are asked about in one run. */
    private static final int LEGS_MOST = 500;

    private final List<ReleaseSource> sources;
    private final Fulfilment fulfilment;
    private final UnderWay underWay;
    private final Stock stock;
    private final Reads reads;

    WarehouseLegs(List<ReleaseSource> sources, Fulfilment fulfilment, UnderWay underWay, Stock stock, Reads reads) {
        this.sources = sources;
        this.fulfilment = fulfilment;
        this.underWay = underWay;
        this.stock = stock;
        this.reads = reads;
    }

    /** What lies there: goods that a lost report moved are counted anew with it. */
    @Component
    record Stock(StockReading reading, Counts counts, Inventory inventory) {
    }

    /** What it only reads. */
    @Component
    record Reads(Effects effects, Pricing pricing, Json json, Clock clock) {
    }

    @Override
    public String name() {
        return "releases-wms";
    }

    @Override
    public String title() {
        return "Shipments against the warehouse";
    }

    @Override
    public List<SystemSettings> systems(Landscape landscape) {
        return landscape.systems(SystemSettings.Kind.WMS).stream()
                .filter(system -> Role.of(sources, system).isPresent() && system.location().isPresent()).toList();
    }

    @Override
    public Look look(SystemSettings system) {
        List<Leg> legs = fulfilment.inWork(location(system), LEGS_MOST);
        List<Suspect> suspects = new ArrayList<>();
        for (Leg leg : legs) {
            LegSight sight = new LegSight(leg.state(), theirs(system, leg.number().toString()), List.of());
            if (!sight.agrees() || sight.ahead() || isForgotten(system, leg.number().toString(), sight)) {
                suspects.add(new Suspect(leg.number().toString(), reads.json().tree(sight)));
            }
        }
        return new Look(legs.size(), suspects);
    }

    /** The warehouse took the release, and knows nothing of it: it will never report on it either. */
    private boolean isForgotten(SystemSettings system, String leg, LegSight sight) {
        return sight.theirs().isEmpty() && sight.ours() == LegState.REQUESTED
                && reads.effects().effect(system.id(), "leg.release", leg)
                        .filter(effect -> effect.state() == EffectState.DONE).isPresent();
    }

    /** Theirs first, then what waits to be digested, then ours: so that nothing is missed between two readings. */
    @Override
    public List<Verdict> judge(SystemSettings system, List<Suspect> suspects) {
        Map<String, Optional<Standing>> theirs = suspects.stream().collect(Collectors.toMap(Suspect::key,
                suspect -> theirs(system, suspect.key())));
        Set<String> waiting = underWay.named(List.of(system.id()), theirs.keySet());
        Map<String, Leg> ours = fulfilment.legs(suspects.stream().map(suspect -> number(suspect.key()).order()).distinct()
                .toList()).stream().collect(Collectors.toMap(leg -> leg.number().toString(), leg -> leg));
        Map<String, Count> counts = theirs.values().stream().flatMap(Optional::stream).anyMatch(LegSight::movesGoods)
                ? stock.reading().theirs(system, system.location()) : Map.of();
        return suspects.stream().flatMap(suspect -> Optional.ofNullable(ours.get(suspect.key())).map(leg -> {
            Optional<Standing> now = theirs.getOrDefault(suspect.key(), Optional.empty());
            return verdict(system, reads.json().read(suspect.seen(), LegSight.class), leg,
                    new LegSight(leg.state(), now, moved(leg, now, counts, location(system))),
                    waiting.contains(suspect.key()));
        }).stream()).toList();
    }

    private Verdict verdict(SystemSettings system, LegSight first, Leg leg, LegSight now, boolean messageWaits) {
        String key = leg.number().toString();
        Optional<String> passing = passing(first, now, messageWaits);
        if (passing.isPresent()) {
            return new Verdict.InFlight(key, passing.get(), now.ours().label(), now.theirWords());
        }
        Cause cause = now.theirs().isEmpty() ? Cause.UNKNOWN_TO_THEM : now.ahead() ? Cause.HUB_AHEAD : Cause.MESSAGE_LOST;
        return new Verdict.Drifted(new Difference(key, cause, sentence(system, cause, key, now), now.ours().label(),
                now.theirWords(), Optional.empty(), worth(leg), cause == Cause.MESSAGE_LOST, reads.json().tree(now)));
    }

    /** Why it is no drift, if it is none: we have what they had at the first look, or they have what we had. */
    private static Optional<String> passing(LegSight first, LegSight now, boolean messageWaits) {
        if (now.ours().ended() || now.ours() == LegState.SHIPPED) {
            return Optional.of("It has come to its end in the meantime.");
        } else if (messageWaits) {
            return Optional.of("A message about it has come and is not digested yet.");
        } else if (first.theirs().isEmpty() && now.theirs().isPresent()) {
            return Optional.of("They know of it by now.");
        } else if (first.ahead() && !new LegSight(first.ours(), now.theirs(), List.of()).ahead()) {
            return Optional.of("They have come as far as we were in the meantime.");
        } else if (!first.ahead() && first.theirs().filter(standing -> LegSight.has(now.ours(), standing.stage()))
                .isPresent()) {
            return Optional.of("The message came in the meantime.");
        }
        return Optional.empty();
    }

    private static String sentence(SystemSettings system, Cause cause, String leg, LegSight now) {
        return switch (cause) {
            case UNKNOWN_TO_THEM -> "We gave " + leg + " to " + system.id() + ", which knows nothing of it.";
            case HUB_AHEAD -> system.id() + " told us more of " + leg + " than it says now: it may have been set back "
                    + "to an earlier state.";
            case MESSAGE_LOST, COUNT_DIFFERS, VALUES_DIFFER, UNIT_DIFFERS, UNKNOWN_TO_US, DOUBLED, NOT_CANCELLED ->
                system.id() + " says that " + leg + " is "
                    + now.theirs().map(standing -> standing.stage().label()).orElse("unknown")
                    + ", and its report has never reached us.";
        };
    }

    private Optional<Money> worth(Leg leg) {
        return leg.lines().stream().filter(line -> line.open().isPositive())
                .map(line -> reads.pricing().listPrice(line.sku()).filter(price -> price.unit().equals(line.open().unit()))
                        .map(price -> price.unitPrice().times(line.open().value())))
                .flatMap(Optional::stream).reduce(Money::plus);
    }

    private static List<Count> moved(Leg leg, Optional<Standing> theirs, Map<String, Count> counts, LocationId location) {
        return theirs.filter(LegSight::movesGoods).map(standing -> leg.lines().stream().map(Leg.Line::sku).distinct()
                .flatMap(sku -> Optional.ofNullable(counts.get(key(sku, location))).stream()).toList()).orElse(List.of());
    }

    private static String key(Sku sku, LocationId location) {
        return sku + "@" + location;
    }

    /** Whether all promises but the leg's own would keep their goods; how much it is worth does not matter. */
    @Override
    public boolean unasked(Difference difference, Policies.Reconciliation policy) {
        LegSight sight = reads.json().read(difference.details(), LegSight.class);
        return difference.repairable() && leg(difference).filter(leg -> sight.counts().stream().allMatch(count ->
                stock.counts().keepsPromises(new StockCount(count.sku(), count.location(),
                        count.onHand().add(sight.freed(leg, count).value()), count.unit(),
                        count.movement(), count.asOf(), "judged")))).isPresent();
    }

    @Override
    public boolean repair(Difference difference, Origin origin) {
        LegSight sight = reads.json().read(difference.details(), LegSight.class);
        Optional<Leg> leg = leg(difference).filter(each -> each.state() == sight.ours());
        boolean moved = false;
        for (LegReport report : leg.map(each -> sight.reports(each, reads.clock().instant())).orElse(List.of())) {
            moved |= fulfilment.report(report, origin) instanceof Answer.Moved;
        }
        if (moved) {
            // What left ends its promise before the count says that it is gone.
            stock.inventory().report(sight.counts().stream().map(count -> count.as(origin.correlation())).toList(), origin);
        }
        return moved;
    }

    private Optional<Leg> leg(Difference difference) {
        return fulfilment.legs(List.of(number(difference.key()).order())).stream()
                .filter(each -> each.number().toString().equals(difference.key())).findFirst();
    }

    private static LegNumber number(String key) {
        return LegNumber.parse(key).orElseThrow();
    }

    private static LocationId location(SystemSettings system) {
        return system.location().orElseThrow();
    }

    private Optional<Standing> theirs(SystemSettings system, String leg) {
        ReleaseSource source = Role.of(sources, system).orElseThrow(() -> new SystemUnavailable(
                "The connector of " + system.id() + " cannot tell of releases.")).role();
        return switch (source.release(system, leg)) {
            case ReleaseSource.Answer.Known(Standing standing) -> Optional.of(standing);
            case ReleaseSource.Answer.Unknown() -> Optional.empty();
            case ReleaseSource.Answer.NoAnswer(String why) -> throw new SystemUnavailable(why);
        };
    }
}
