package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.Fault;
import io.crossdock.canonical.OrderRequest;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.inbox.Incoming;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.ordering.Placement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Places purchase orders with ordering. Sending again does no harm: ordering knows an order by partner and purchase
 * order number and gives the same answer.
 */
@Component
class PlaceExecutor implements EffectExecutor {

    /** The lane of all orders by EDI. */
    static final String LANE = "edi";
    static final String KIND = "edi.order";

    private final Ordering ordering;
    private final ReceivedSets sets;
    private final Landscapes landscapes;
    private final Json json;

    PlaceExecutor(Ordering ordering, ReceivedSets sets, Landscapes landscapes, Json json) {
        this.ordering = ordering;
        this.sets = sets;
        this.landscapes = landscapes;
        this.json = json;
    }

    /** @param key what the partner's order is known by */
    record Request(UUID set, String partner, String key, OrderRequest order) {
    }

    /** What came of it; {@code faults} point into the purchase order. */
    record Answer(Verdict verdict, Optional<String> number, List<Fault> faults) {
    }

    enum Verdict { ACCEPTED, REFUSED, CONFLICT }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Promise promise(String target) {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Sighting lookup(Effect effect) {
        return new Sighting.Unknown("Placing again gives the same answer.");
    }

    @Override
    public Outcome execute(Effect effect) {
        Request request = json.read(effect.request(), Request.class);
        Optional<ReceivedSet> set = sets.set(request.set());
        if (set.isEmpty()) {
            return new Outcome.Failed("Transaction set " + request.set() + " is gone.");
        }
        Origin origin = new Origin(set.get().correlation(), Optional.empty(), "partner:" + request.partner(),
                effect.origin().traceparent());
        return switch (ordering.place(request.order(), message(request.key(), set.get(), origin))) {
            case Placement.Refused(var faults, var repeated) -> refused(request, set.get(), faults, origin);
            case Placement placement -> outcome(placement);
        };
    }

    private static Incoming message(String key, ReceivedSet set, Origin origin) {
        return new Incoming("edi-orders:" + set.partner(), key, "application/edi-x12",
                set.body().getBytes(StandardCharsets.UTF_8), origin);
    }

    private Outcome outcome(Placement placement) {
        return switch (placement) {
            case Placement.Accepted accepted -> done(accepted.answer().number().value(), new Answer(Verdict.ACCEPTED,
                    Optional.of(accepted.answer().number().value()), List.of()));
            case Placement.Refused refused -> done("refused",
                    new Answer(Verdict.REFUSED, Optional.empty(), refused.faults()));
            case Placement.Conflict conflict -> done("conflict", new Answer(Verdict.CONFLICT, Optional.empty(),
                    List.of(new Fault("/reference", "edi-order-number-reused",
                            "This order number was used before for another order."))));
            case Placement.Crowded(String why, var wait) -> new Outcome.Unavailable(why, Optional.of(wait));
            case Placement.Unavailable(String why, var wait) -> new Outcome.Unavailable(why, Optional.of(wait));
        };
    }

    private Outcome done(String reference, Answer answer) {
        return new Outcome.Done(reference, json.tree(answer));
    }

    /** Where the profile says so, the lines without fault are ordered alone. */
    private Outcome refused(Request request, ReceivedSet set, List<Fault> faults, Origin origin) {
        List<Fault> pointed = LinePointers.joined(lineFaults(set), faults, request.order());
        Set<Integer> bad = pointed.stream().flatMap(fault -> LinePointers.lineNo(fault).stream())
                .collect(Collectors.toSet());
        List<OrderRequest.Line> good = request.order().lines().stream()
                .filter(line -> !bad.contains(line.lineNo())).toList();
        boolean onlyLines = pointed.stream().allMatch(fault -> LinePointers.lineNo(fault).isPresent());
        Outcome whole = done("refused", new Answer(Verdict.REFUSED, Optional.empty(), pointed));
        if (!onlyLines || good.isEmpty() || !refusesLines(request.partner())) {
            return whole;
        }
        sets.lineFaults(set.id(), json.write(pointed));
        OrderRequest rest = LinePointers.withLines(request.order(), good);
        return switch (ordering.place(rest, message(request.key() + " without faulty lines", set, origin))) {
            case Placement.Refused(var further, var repeated) -> done("refused", new Answer(Verdict.REFUSED,
                    Optional.empty(), LinePointers.joined(pointed, further, rest)));
            case Placement placement -> outcome(placement);
        };
    }

    private List<Fault> lineFaults(ReceivedSet set) {
        return set.lineFaults().map(node -> List.of(json.read(node, Fault[].class))).orElse(List.of());
    }

    private boolean refusesLines(String partner) {
        return landscapes.current().partner(partner)
                .filter(found -> found.lineFaults() == Partner.LineFaults.REFUSE_LINE).isPresent();
    }
}
