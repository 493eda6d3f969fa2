package io.crossdock.process.fulfilment;

import io.crossdock.canonical.LegNumber;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hears what became of the requests to warehouses and suppliers. */
@Component
class LegRequests implements FactHandler {

    private static final Set<String> KINDS = Set.of("leg.release", "purchase.order");

    private final Fulfilment fulfilment;
    private final Json json;

    LegRequests(Fulfilment fulfilment, Json json) {
        this.fulfilment = fulfilment;
        this.json = json;
    }

    @Override
    public String subscription() {
        return "leg-requests";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.DONE, EffectFact.REFUSED);
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    private record Heard(Fact fact, EffectFact effect, LegNumber leg) {

        boolean declined() {
            return fact.type().equals(EffectFact.REFUSED);
        }
    }

    @Override
    public void handleAll(Batch batch) {
        List<Heard> all = batch.facts().stream().flatMap(fact -> heard(fact).stream()).toList();
        LockedLegs legs = fulfilment.lock(all.stream().map(Heard::leg).toList());
        if (all.stream().anyMatch(Heard::declined)) {
            legs.withStock(List.of());
        }
        for (Heard each : all) {
            legs.report(each.leg(), leg -> report(each, leg), each.fact().cause("system:" + each.effect().target()));
        }
    }

    private Optional<Heard> heard(Fact fact) {
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        return KINDS.contains(effect.kind())
                ? Optional.of(new Heard(fact, effect, LegNumber.parse(effect.businessKey()).orElseThrow()))
                : Optional.empty();
    }

    /** The warehouse or supplier will do it; or it will not: then another way is sought. */
    private static LegReport report(Heard heard, Leg leg) {
        return new LegReport(heard.leg(), heard.declined() ? LegSignal.SHORTED : LegSignal.RELEASED, heard.fact().time(), 0,
                heard.declined() ? allMissing(leg) : List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    private static List<LegReport.Line> allMissing(Leg leg) {
        return leg.lines().stream().filter(line -> line.open().isPositive())
                .map(line -> new LegReport.Line(line.lineNo(), line.sku(), line.planned().minus(line.shipped()))).toList();
    }
}
