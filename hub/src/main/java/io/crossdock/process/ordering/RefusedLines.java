package io.crossdock.process.ordering;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.process.fulfilment.CallOffs;
import io.crossdock.process.fulfilment.CallOffs.Wanted;
import io.crossdock.system.connectors.AmendmentRequest;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the ERP does not take of what was added to an order is given up at once, with its goods and its price. The caller
 * holds the order and its account's credit line.
 */
@Component
class RefusedLines {

    private static final String WHY = "it could not be booked with the order";

    private final Effects effects;
    private final AmendmentStore store;
    private final CallOffs callOffs;
    private final Clock clock;

    RefusedLines(Effects effects, AmendmentStore store, CallOffs callOffs, Clock clock) {
        this.effects = effects;
        this.store = store;
        this.callOffs = callOffs;
        this.clock = clock;
    }

    /** The ERP has said no to an amendment with these lines. Returns those that are given up for it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Integer> refuse(OrderNumber order, String system, List<Integer> lines, Fact fact) {
        Set<Integer> out = new HashSet<>(lines);
        out.removeAll(taken(order));
        // What is sent instead of something may have left already: a person decides.
        out.removeAll(store.sentInstead(order));
        if (out.isEmpty()) {
            return List.of();
        }
        List<Wanted> given = store.refuse(order, out, clock.instant());
        if (!given.isEmpty()) {
            callOffs.callOff(order, given, WHY, fact.cause("hub"));
        }
        // What else was said with them was refused with them.
        tell(order, system, fact);
        return given.stream().map(Wanted::lineNo).sorted().toList();
    }

    /** Whether lines are given up: who skips their amendment then lays it aside, and does not say that they are there. */
    boolean gaveUp(OrderNumber order, List<Integer> lines) {
        return store.refused(order).containsAll(lines);
    }

    /** The ERP has lines. Those that were given up before are there all the same, and are to be cancelled there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void there(OrderNumber order, String system, List<Integer> lines, Fact fact) {
        if (store.takeBack(order, lines) > 0) {
            tell(order, system, fact);
        }
    }

    private void tell(OrderNumber order, String system, Fact fact) {
        AmendmentRequest request = store.amendment(order);
        if (!request.lines().isEmpty() || !request.added().isEmpty()) {
            effects.request(List.of(new NewEffect(system, Additions.AMEND, order + "~-" + fact.position(), order.value(),
                    Tier.CRITICAL, fact.cause("hub"), request)));
        }
    }

    /** Lines that are in the ERP by what it has answered to others of its amendments. */
    private Set<Integer> taken(OrderNumber order) {
        Set<Integer> taken = new HashSet<>();
        effects.ofKeys(Additions.AMEND, List.of(order.value())).stream().filter(RefusedLines::isThere).forEach(effect ->
                effect.request().path("added").forEach(line -> taken.add(line.path("lineNo").asInt())));
        return taken;
    }

    private static boolean isThere(Effect effect) {
        return effect.state() == EffectState.SKIPPED || effect.state() == EffectState.DONE
                && effect.reference().filter("not-booked"::equals).isEmpty();
    }
}
