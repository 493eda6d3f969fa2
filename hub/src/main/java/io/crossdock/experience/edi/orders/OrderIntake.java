package io.crossdock.experience.edi.orders;

import io.crossdock.canonical.OrderRequest;
import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.experience.edi.orders.EdiOrders.Surroundings;
import io.crossdock.experience.edi.orders.OrderCheck.Result;
import io.crossdock.experience.edi.orders.OrderCheck.Rules;
import io.crossdock.experience.edi.orders.OrderCheck.Unknowns;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscape;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.system.catalog.Meanings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a purchase order, and lets it go on: to be placed, or to be refused. */
@Component
class OrderIntake {

    private final ReceivedSets sets;
    private final Mapping mapping;
    private final ItemSearch items;
    private final OrderAnswers answers;
    private final Surroundings surroundings;

    OrderIntake(ReceivedSets sets, Mapping mapping, ItemSearch items, OrderAnswers answers, Surroundings surroundings) {
        this.sets = sets;
        this.mapping = mapping;
        this.items = items;
        this.answers = answers;
        this.surroundings = surroundings;
    }

    /** @param mapped what the map made of the set */
    record Reading(ReceivedSet set, Partner partner, JsonNode mapped, PurchaseOrder order, Result result) {

        /** What the partner expects it to cost, where every line says so. */
        Optional<BigDecimal> worth() {
            BigDecimal sum = BigDecimal.ZERO;
            for (PurchaseOrder.Line line : order.lines()) {
                Optional<BigDecimal> net = line.quantity().flatMap(Reading::number)
                        .flatMap(quantity -> line.price().flatMap(Reading::number).map(quantity::multiply));
                if (net.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(net.get());
            }
            return Optional.of(sum).filter(each -> each.signum() >= 0);
        }

        private static Optional<BigDecimal> number(String text) {
            return text.matches("\\d{1,12}(\\.\\d{1,6})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }
    }

    /** Whether anything can be called unknown yet. */
    boolean isReady() {
        return items.isReady();
    }

    Reading read(ReceivedSet set, Partner partner, Meanings meanings, Unknowns unknowns) {
        Landscape landscape = surroundings.landscapes().current();
        LocalDate today = LocalDate.ofInstant(surroundings.clock().instant(), landscape.zone());
        JsonNode mapped = mapping.order(set, partner);
        PurchaseOrder order = mapping.read(mapped, partner);
        return new Reading(set, partner, mapped, order,
                new OrderCheck(order, partner, new Rules(landscape, items, meanings, today), unknowns).check());
    }

    /** It waits for a person: what is known of it is kept. */
    void held(Reading reading) {
        sets.held(reading.set().id(), surroundings.json().write(reading.mapped()));
    }

    /** Places or refuses it. Placing is an effect because it asks other systems, which no handler does. */
    void goOn(Reading reading, Origin cause) {
        ReceivedSet set = reading.set();
        Partner partner = reading.partner();
        switch (reading.result()) {
            case Result.Ready(OrderRequest request, var lineFaults, var factors) -> {
                sets.ordering(set.id(), surroundings.json().write(counted(reading.mapped(), factors)));
                sets.lineFaults(set.id(), surroundings.json().write(lineFaults));
                String key = reading.order().key();
                surroundings.effects().request(List.of(new NewEffect(PlaceExecutor.LANE, PlaceExecutor.KIND,
                        partner.id() + ":" + set.id(), "edi:" + partner.id() + ":" + key, Tier.CRITICAL,
                        new Origin(cause.correlation(), cause.causation(), "partner:" + partner.id(), cause.traceparent()),
                        new PlaceExecutor.Request(set.id(), partner.id(), key, request))));
            }
            case Result.Faulty(var faults) -> {
                sets.ordering(set.id(), surroundings.json().write(reading.mapped()));
                answers.refuse(set, partner, reading.order(), faults, cause);
            }
            case Result.Lacking lacking -> {
                sets.ordering(set.id(), surroundings.json().write(reading.mapped()));
                answers.refuse(set, partner, reading.order(),
                        lacking.missing().stream().map(Missing::fault).toList(), cause);
            }
        }
    }

    /** Notes on each line how many of our units one of theirs is, for what is written to them later. */
    private static JsonNode counted(JsonNode mapped, Map<Integer, BigDecimal> factors) {
        factors.forEach((lineNo, factor) -> {
            if (mapped.path("lines").path(lineNo - 1) instanceof ObjectNode line) {
                line.put("factor", factor.toPlainString());
            }
        });
        return mapped;
    }
}
