package io.crossdock.process.ordering;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.EffectFact;
import io.crossdock.platform.journal.Batch;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.FactHandler;
import io.crossdock.platform.journal.Indigestible;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.json.Json;
import io.crossdock.process.ordering.OrderLifecycle.Answer;
import io.crossdock.system.credit.Credit;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Moves orders by what became of their posting. */
@Component
class OrderProgress implements FactHandler {

    private static final String KIND = "order.post";
    private static final Map<String, OrderEvent> EVENTS = Map.of(
            EffectFact.DONE, OrderEvent.POSTED,
            EffectFact.REFUSED, OrderEvent.POSTING_REFUSED,
            EffectFact.IN_DOUBT, OrderEvent.POSTING_IN_DOUBT,
            EffectFact.PARKED, OrderEvent.POSTING_PARKED,
            EffectFact.RETRIED, OrderEvent.POSTING_RETRIED,
            EffectFact.SKIPPED, OrderEvent.POSTING_SKIPPED);

    private final OrderStore store;
    private final Paying paying;
    private final Journal journal;
    private final Json json;
    private final Clock clock;

    OrderProgress(OrderStore store, Paying paying, Journal journal, Json json, Clock clock) {
        this.store = store;
        this.paying = paying;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    /** Whose credit is touched, and in which order. */
    @Component
    record Paying(OrderLocks locks, Credit credit) {
    }

    private record Heard(Fact fact, EffectFact effect, OrderNumber order) {
    }

    /** What {@code order.posted} says. */
    record Posted(OrderNumber number, String system, String reference) {
    }

    /** What {@code order.posting_refused} says. */
    record PostingRefused(OrderNumber number, String system, String code, String reason) {
    }

    @Override
    public String subscription() {
        return "order-progress";
    }

    @Override
    public Set<String> types() {
        return EVENTS.keySet();
    }

    @Override
    public void handle(Fact fact) {
        Batch.alone(fact, this);
    }

    @Override
    public void handleAll(Batch batch) {
        List<Heard> all = batch.each(this::heard).stream().flatMap(Optional::stream).toList();
        paying.locks().take(all.stream().map(Heard::order).toList(), order -> true);
        for (Heard heard : all) {
            try {
                if (!batch.isStuck(heard.fact())) {
                    move(heard.fact(), heard.effect(), heard.order());
                }
            } catch (Indigestible why) {
                batch.giveBack(heard.fact(), why);
            }
        }
    }

    private Optional<Heard> heard(Fact fact) {
        EffectFact effect = json.read(fact.data(), EffectFact.class);
        return effect.kind().equals(KIND)
                ? Optional.of(new Heard(fact, effect, new OrderNumber(effect.businessKey()))) : Optional.empty();
    }

    private void move(Fact fact, EffectFact effect, OrderNumber number) {
        Order order = store.lock(number).orElseThrow(() -> new Indigestible(
                "order-unknown", "There is no order " + number + "."));
        OrderEvent event = Optional.ofNullable(EVENTS.get(fact.type())).orElseThrow();
        PostingState posting = next(OrderLifecycle.decide(order.postingState(), event), order.postingState());
        CommercialState commercial = next(OrderLifecycle.decide(order.commercialState(), event), order.commercialState());
        if (posting == order.postingState() && commercial == order.commercialState()) {
            if (posting == PostingState.POSTED && event == OrderEvent.POSTED
                    && !effect.reference().equals(order.erpReference())) {
                // It was missed in the ERP and is there under another number now.
                store.move(order, commercial, posting, order.stateReason(), effect.reference(), clock.instant());
            }
            return;
        }
        if (order.commercialState() == CommercialState.CANCELLED && posting == PostingState.REFUSED) {
            paying.credit().release(order.number().value());
        }
        Optional<String> reason = event == OrderEvent.POSTED || event == OrderEvent.POSTING_RETRIED
                ? Optional.empty() : effect.reason();
        store.move(order, commercial, posting, reason.or(() -> commercial == CommercialState.HELD
                ? order.stateReason() : Optional.empty()), effect.reference(), clock.instant());
        if (event == OrderEvent.POSTED) {
            posted(fact, effect, order);
        } else if (event == OrderEvent.POSTING_REFUSED) {
            journal.append(NewFact.of("order.posting_refused", order.number().value(), fact.cause("hub"),
                    new PostingRefused(order.number(), effect.target(), effect.code().orElse(""),
                            effect.reason().orElse(""))));
        }
    }

    private void posted(Fact fact, EffectFact effect, Order order) {
        effect.response().map(answer -> answer.path("position")).filter(position -> position.isNumber())
                .ifPresent(position -> paying.credit().booked(order.number().value(), position.asLong()));
        journal.append(NewFact.of("order.posted", order.number().value(), fact.cause("hub"),
                new Posted(order.number(), effect.target(), effect.reference().orElse(""))));
    }

    /** @throws Indigestible if the event must not happen in that state */
    private static <S> S next(Answer<S> answer, S now) {
        return switch (answer) {
            case Answer.Moved<S>(S next) -> next;
            case Answer.Ignored<S>(String why) -> now;
            case Answer.Refused<S>(String why) -> throw new Indigestible("order-state", why);
        };
    }
}
