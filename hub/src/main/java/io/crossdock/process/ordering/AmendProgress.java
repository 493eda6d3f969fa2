package io.crossdock.process.ordering;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.json.Json;
import io.crossdock.system.connectors.AmendmentRequest;
import io.crossdock.system.connectors.OrderPosting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Hears whether the ERP has what was added to an order. If so, its claims on credit end with the ERP's own and its goods may
 * go; if it says no, credit and goods are free again at once.
 */
@Component
class AmendProgress implements FactHandler {

    private final Effects effects;
    private final OrderProgress.Paying paying;
    private final RefusedLines refusals;
    private final Journal journal;
    private final Json json;

    AmendProgress(Effects effects, OrderProgress.Paying paying, RefusedLines refusals, Journal journal, Json json) {
        this.effects = effects;
        this.paying = paying;
        this.refusals = refusals;
        this.journal = journal;
        this.json = json;
    }

    private record Heard(Fact fact, EffectFact effect, OrderNumber order, List<Integer> lines) {
    }

    /** What {@code order.amended} says: lines that were added and that the ERP has. */
    record Amended(OrderNumber number, String system, List<Integer> lines) {
    }

    /** What {@code order.lines_refused} says: lines that were added, that the ERP has not taken and that are given up. */
    record Refused(OrderNumber number, String system, List<Integer> lines, String code, String reason) {
    }

    @Override
    public String subscription() {
        return "amend-progress";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.DONE, EffectFact.SKIPPED, EffectFact.REFUSED);
    }

    /** A refusal locks an order down to the stock of its legs: those of the next order come after them, not before. */
    @Override
    public boolean endsBatch(Fact fact) {
        return fact.type().equals(EffectFact.REFUSED)
                && json.read(fact.data(), EffectFact.class).kind().equals(Additions.AMEND);
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    @Override
    public void handleAll(Batch batch) {
        List<Heard> all = batch.each(this::heard).stream().flatMap(Optional::stream).toList();
        paying.locks().take(all.stream().map(Heard::order).toList(), order -> true);
        all.forEach(heard -> {
            if (heard.fact().type().equals(EffectFact.REFUSED)) {
                hasNot(heard);
            } else if (heard.fact().type().equals(EffectFact.DONE) || !refusals.gaveUp(heard.order(), heard.lines())) {
                has(heard);
            }
        });
    }

    private Optional<Heard> heard(Fact fact) {
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        // What is cancelled of an order that was never booked is not asked of the ERP; nor is what was added to it.
        if (!effect.kind().equals(Additions.AMEND) || effect.reference().filter("not-booked"::equals).isPresent()) {
            return Optional.empty();
        }
        List<Integer> added = effects.effect(effect.effect()).map(each -> json.read(each.request(), AmendmentRequest.class)
                .added().stream().map(OrderPosting.Line::lineNo).toList()).orElse(List.of());
        return added.isEmpty() ? Optional.empty()
                : Optional.of(new Heard(fact, effect, new OrderNumber(fact.key()), added));
    }

    private void hasNot(Heard heard) {
        List<Integer> lines = refusals.refuse(heard.order(), heard.effect().target(), heard.lines(), heard.fact());
        if (!lines.isEmpty()) {
            paying.credit().releaseUnbooked(claims(heard.order(), lines));
            journal.append(NewFact.of("order.lines_refused", heard.order().value(), heard.fact().cause("hub"),
                    new Refused(heard.order(), heard.effect().target(), lines, heard.effect().code().orElse(""),
                            heard.effect().reason().orElse(""))));
        }
    }

    private static List<String> claims(OrderNumber order, List<Integer> lines) {
        return lines.stream().map(line -> order + "/" + line).toList();
    }

    private void has(Heard heard) {
        List<String> claims = claims(heard.order(), heard.lines());
        Optional<Long> position = heard.effect().response().map(answer -> answer.path("position"))
                .filter(JsonNode::isIntegralNumber).map(JsonNode::asLong);
        if (position.isPresent()) {
            claims.forEach(claim -> paying.credit().booked(claim, position.get()));
        } else {
            // Nobody says from when on the ERP counts it: it does so by now.
            paying.credit().releaseUnbooked(claims);
        }
        refusals.there(heard.order(), heard.effect().target(), heard.lines(), heard.fact());
        journal.append(NewFact.of("order.amended", heard.order().value(), heard.fact().cause("hub"),
                new Amended(heard.order(), heard.effect().target(), heard.lines())));
    }
}
