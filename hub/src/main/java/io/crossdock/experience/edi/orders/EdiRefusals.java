package io.crossdock.experience.edi.orders;

import io.crossdock.experience.edi.incoming.ReceivedSet;
import io.crossdock.experience.edi.incoming.ReceivedSets;
import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Partner;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells partners which orders ordering did not take, and notes those that were taken before. */
@Component
class EdiRefusals implements FactHandler {

    private final ReceivedSets sets;
    private final OrderAnswers answers;
    private final Mapping mapping;
    private final Books books;
    private final Json json;

    EdiRefusals(ReceivedSets sets, OrderAnswers answers, Mapping mapping, Books books, Json json) {
        this.sets = sets;
        this.answers = answers;
        this.mapping = mapping;
        this.books = books;
        this.json = json;
    }

    /** Where it is looked up. */
    @Component("edi-books")
    record Books(Effects effects, Ordering ordering, Landscapes landscapes) {
    }

    @Override
    public String subscription() {
        return "edi-refusals";
    }

    @Override
    public Set<String> types() {
        return Set.of(EffectFact.DONE);
    }

    @Override
    public void handle(Fact fact) {
        EffectFact done = json.read(fact.data(), EffectFact.class);
        if (!done.kind().equals(PlaceExecutor.KIND) || done.response().isEmpty()) {
            return;
        }
        Effect effect = books.effects().effect(done.effect()).orElseThrow();
        PlaceExecutor.Request request = json.read(effect.request(), PlaceExecutor.Request.class);
        PlaceExecutor.Answer answer = json.read(done.response().get(), PlaceExecutor.Answer.class);
        ReceivedSet set = sets.set(request.set()).orElseThrow();
        switch (answer.verdict()) {
            case ACCEPTED -> taken(set, answer.number().orElse(""));
            case REFUSED, CONFLICT -> refuse(set, request, answer, fact);
        }
    }

    /** Another set may have brought the same order before; it was answered then. */
    private void taken(ReceivedSet set, String number) {
        Optional<Order> order = books.ordering().order(number);
        if (order.filter(found -> !found.correlation().equals(set.correlation())).isPresent()) {
            sets.repeated(set.id());
        }
    }

    private void refuse(ReceivedSet set, PlaceExecutor.Request request, PlaceExecutor.Answer answer, Fact fact) {
        Partner partner = books.landscapes().current().partner(request.partner()).orElseThrow(() -> new Indigestible(
                "edi-partner-unknown", "The profile of partner " + request.partner() + " is gone."));
        PurchaseOrder order = mapping.read(set.purchaseOrder().orElseThrow(), partner);
        answers.refuse(set, partner, order, answer.faults(), fact.cause("hub"));
    }
}
