package io.crossdock.process.reconciliation;

import io.crossdock.canonical.Money;
import io.crossdock.canonical.Quantity;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.reconciliation.Comparison.Look;
import io.crossdock.process.reconciliation.Comparison.Suspect;
import io.crossdock.process.reconciliation.Comparison.Verdict;
import io.crossdock.process.reconciliation.StockJudge.Judgement;
import io.crossdock.process.reconciliation.StockJudge.Sight;
import io.crossdock.system.pricing.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Finds where counts differ and says it in words; what all comparisons of stock do alike. Thread-safe. */
@Component
class StockDifferences {

    private final Json json;
    private final Pricing pricing;

    StockDifferences(Json json, Pricing pricing) {
        this.json = json;
        this.pricing = pricing;
    }

    Look look(Map<String, Count> ours, Map<String, Count> theirs) {
        TreeSet<String> keys = new TreeSet<>(theirs.keySet());
        keys.addAll(ours.keySet());
        List<Suspect> suspects = new ArrayList<>();
        for (String key : keys) {
            Sight sight = sight(key, ours, theirs);
            if (!Count.agree(sight.ours(), sight.theirs())) {
                suspects.add(new Suspect(key, json.tree(sight)));
            }
        }
        return new Look(keys.size(), suspects);
    }

    Sight first(Suspect suspect) {
        return json.read(suspect.seen(), Sight.class);
    }

    /** What a difference is about, so that it can be repaired. */
    Sight details(Difference difference) {
        return json.read(difference.details(), Sight.class);
    }

    static Sight sight(String key, Map<String, Count> ours, Map<String, Count> theirs) {
        return new Sight(Optional.ofNullable(ours.get(key)), Optional.ofNullable(theirs.get(key)));
    }

    /** @param repairable whether their word may be taken */
    Verdict verdict(SystemSettings system, Suspect suspect, Sight now, boolean messageWaits,
            Predicate<Count> repairable) {
        String ours = Count.said(now.ours());
        String theirs = Count.said(now.theirs());
        return switch (StockJudge.judge(first(suspect), now, messageWaits)) {
            case Judgement.Passing(String why) -> new Verdict.InFlight(suspect.key(), why, ours, theirs);
            case Judgement.Drift(Cause cause) -> new Verdict.Drifted(new Difference(suspect.key(), cause,
                    sentence(system, cause, now), ours, theirs, by(now), value(now),
                    cause != Cause.UNIT_DIFFERS && repairable.test(now.theirs().or(now::ours).orElseThrow()),
                    json.tree(now)));
        };
    }

    /** Whether it is small enough that nobody needs to be asked. */
    static boolean isSmall(Difference drift, Policies.Reconciliation policy) {
        if (!drift.repairable() || drift.by().isEmpty()) {
            return false;
        }
        BigDecimal by = drift.by().map(Quantity::value).orElseThrow().abs();
        boolean bounded = policy.repairQuantity().isPresent() || policy.repairValue().isPresent();
        return by.signum() == 0 || bounded
                && policy.repairQuantity().map(most -> by.compareTo(most) <= 0).orElse(true)
                && policy.repairValue().map(most -> drift.value().filter(value -> !value.exceeds(most)).isPresent())
                        .orElse(true);
    }

    private static Optional<Quantity> by(Sight now) {
        Optional<Quantity> ours = now.ours().map(Count::quantity);
        Optional<Quantity> theirs = now.theirs().map(Count::quantity);
        if (ours.isPresent() && theirs.isPresent() && !ours.get().unit().equals(theirs.get().unit())) {
            return Optional.empty();
        }
        return theirs.map(value -> ours.map(value::minus).orElse(value)).or(() -> ours.map(Quantity::negated));
    }

    private Optional<Money> value(Sight now) {
        return by(now).flatMap(by -> pricing.listPrice(now.theirs().or(now::ours).orElseThrow().sku())
                .filter(price -> price.unit().equals(by.unit()))
                .map(price -> price.unitPrice().times(by.value().abs())));
    }

    private static String sentence(SystemSettings system, Cause cause, Sight now) {
        String them = system.id();
        Count about = now.theirs().or(now::ours).orElseThrow();
        String position = about.sku() + " at " + about.location();
        long ours = now.ours().map(Count::movement).orElse(0L);
        long theirs = now.theirs().map(Count::movement).orElse(0L);
        return switch (cause) {
            case MESSAGE_LOST -> (theirs == ours + 1 ? "Movement " + theirs + " of " + position + " has"
                    : "Movements " + (ours + 1) + " to " + theirs + " of " + position + " have")
                    + " never reached us, though " + them + " made " + (theirs == ours + 1 ? "it" : "them") + ".";
            case HUB_AHEAD -> "We know of movement " + ours + " of " + position + ", but " + them
                    + " has made only " + theirs + ": it may have been set back to an earlier state.";
            case COUNT_DIFFERS, VALUES_DIFFER, DOUBLED, NOT_CANCELLED -> (ours < 0 || theirs < 0 ? "Of "
                    : "After the same movement " + theirs + " of ") + position + " " + them
                    + " counts something else than we do.";
            case UNKNOWN_TO_US -> them + " has " + position + ", of which we know nothing.";
            case UNKNOWN_TO_THEM -> "We have " + position + ", of which " + them + " knows nothing.";
            case UNIT_DIFFERS -> position + " is counted in " + about.unit() + " by " + them + ", and in "
                    + now.ours().map(count -> count.unit().code()).orElse("nothing") + " by us.";
        };
    }
}
