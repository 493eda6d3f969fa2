package io.crossdock.system.connectors;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.system.connectors.SinkExecutor.Missing;
import io.crossdock.system.connectors.SinkExecutor.Prepared;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JacksonException;

/** The kinds of effect that connectors can do. */
@Configuration(proxyBeanMethods = false)
class Effectors {

    static final String ORDER_POST = "order.post";
    static final String LEG_RELEASE = "leg.release";
    static final String PURCHASE_ORDER = "purchase.order";
    static final String INVOICE_POST = "invoice.post";
    static final String ORDER_AMEND = "order.amend";
    static final String ORDER_WITHDRAW = "order.withdraw";
    static final String LEG_CANCEL = "leg.cancel";
    static final String CREDIT_POST = "credit.post";
    static final String RETURN_ANNOUNCE = "return.announce";
    static final String RETURN_WITHDRAW = "return.withdraw";

    private final SinkExecutor.Systems systems;
    private final Json json;

    Effectors(Landscapes landscapes, DeclaredVersions versions, Json json) {
        this.systems = new SinkExecutor.Systems(landscapes, versions);
        this.json = json;
    }

    @Bean
    EffectExecutor orderPost(ObjectProvider<OrderSink> sinks) {
        return executor(ORDER_POST, sinks.stream().toList(), OrderPosting.class);
    }

    @Bean
    EffectExecutor legRelease(ObjectProvider<ReleaseSink> sinks) {
        return executor(LEG_RELEASE, sinks.stream().toList(), WarehouseRelease.class);
    }

    @Bean
    EffectExecutor purchaseOrder(ObjectProvider<PurchaseOrderSink> sinks) {
        return executor(PURCHASE_ORDER, sinks.stream().toList(), SupplierOrder.class);
    }

    @Bean
    EffectExecutor invoicePost(ObjectProvider<InvoiceSink> sinks, Effects effects) {
        Function<Effect, Prepared<InvoiceRequest>> request = reading(InvoiceRequest.class);
        return new SinkExecutor<InvoicePosting>(INVOICE_POST, sinks.stream().toList(), systems,
                effect -> switch (request.apply(effect)) {
                    case Prepared.Ready<InvoiceRequest>(InvoiceRequest invoice) ->
                            withOrder(effects, effect, invoice.order(), notBooked(effect, invoice.order()),
                                    booked -> new InvoicePosting(booked.number(), booked.documents(), invoice));
                    case Prepared.Withheld<InvoiceRequest>(Outcome why) -> new Prepared.Withheld<>(why);
                });
    }

    @Bean
    EffectExecutor legCancel(ObjectProvider<CancelSink> sinks, Effects effects) {
        return new SinkExecutor<>(LEG_CANCEL, sinks.stream().toList(), systems, undoing(LegCancellation.class, effects,
                LegCancellation::leg, LEG_RELEASE, PURCHASE_ORDER), Missing.BY_HAND);
    }

    @Bean
    EffectExecutor orderAmend(ObjectProvider<AmendSink> sinks, Effects effects) {
        Function<Effect, Prepared<AmendmentRequest>> request = reading(AmendmentRequest.class);
        return new SinkExecutor<OrderAmendment>(ORDER_AMEND, sinks.stream().toList(), systems,
                effect -> switch (request.apply(effect)) {
                    case Prepared.Ready<AmendmentRequest>(AmendmentRequest amendment) ->
                            withOrder(effects, effect, amendment.order(),
                                    // What the ERP never had need not be cancelled there.
                                    new Outcome.Done("not-booked", json.tree(Map.of())),
                                    booked -> new OrderAmendment(booked.number(), booked.documents(),
                                            amendment));
                    case Prepared.Withheld<AmendmentRequest>(Outcome why) -> new Prepared.Withheld<>(why);
                }, Missing.BY_HAND);
    }

    @Bean
    EffectExecutor orderWithdraw(ObjectProvider<AmendSink> sinks) {
        Function<Effect, Prepared<Withdrawal>> request = reading(Withdrawal.class);
        return new SinkExecutor<OrderAmendment>(ORDER_WITHDRAW, sinks.stream().toList(), systems,
                effect -> switch (request.apply(effect)) {
                    case Prepared.Ready<Withdrawal>(Withdrawal surplus) -> new Prepared.Ready<>(new OrderAmendment(
                            surplus.number(), new AmendmentRequest(surplus.order(), surplus.lines())));
                    case Prepared.Withheld<Withdrawal>(Outcome why) -> new Prepared.Withheld<>(why);
                }, Missing.BY_HAND);
    }

    @Bean
    EffectExecutor creditPost(ObjectProvider<CreditSink> sinks, Effects effects) {
        Function<Effect, Prepared<CreditRequest>> request = reading(CreditRequest.class);
        return new SinkExecutor<CreditPosting>(CREDIT_POST, sinks.stream().toList(), systems,
                effect -> switch (request.apply(effect)) {
                    case Prepared.Ready<CreditRequest>(CreditRequest credit) ->
                            withOrder(effects, effect, credit.order(), notBooked(effect, credit.order()),
                                    booked -> new CreditPosting(booked.number(), credit));
                    case Prepared.Withheld<CreditRequest>(Outcome why) -> new Prepared.Withheld<>(why);
                }, Missing.BY_HAND);
    }

    @Bean
    EffectExecutor returnAnnounce(ObjectProvider<ReturnSink> sinks) {
        return new SinkExecutor<>(RETURN_ANNOUNCE, sinks.stream().toList(), systems,
                reading(ReturnAnnouncement.class), Missing.BY_HAND);
    }

    @Bean
    EffectExecutor returnWithdraw(ObjectProvider<WithdrawSink> sinks, Effects effects) {
        return new SinkExecutor<>(RETURN_WITHDRAW, sinks.stream().toList(), systems, undoing(ReturnWithdrawal.class,
                effects, ReturnWithdrawal::reference, RETURN_ANNOUNCE), Missing.BY_HAND);
    }

    private <R> EffectExecutor executor(String kind, List<? extends Sink<R>> sinks, Class<R> type) {
        return new SinkExecutor<>(kind, sinks, systems, reading(type));
    }

    private <R> Function<Effect, Prepared<R>> reading(Class<R> type) {
        return effect -> {
            try {
                return new Prepared.Ready<>(json.read(effect.request(), type));
            } catch (JacksonException e) {
                return new Prepared.Withheld<>(new Outcome.Failed("The stored request is no "
                        + type.getSimpleName() + ": " + e.getOriginalMessage()));
            }
        };
    }

    /** What is undone is named by the number that its system gave when it was done. */
    private <R extends Undoing<R>> Function<Effect, Prepared<R>> undoing(Class<R> type, Effects effects,
            Function<R, String> ours, String... kinds) {
        Function<Effect, Prepared<R>> request = reading(type);
        return effect -> switch (request.apply(effect)) {
            case Prepared.Ready<R>(R undoing) -> new Prepared.Ready<>(Stream.of(kinds)
                    .flatMap(kind -> effects.effect(effect.target(), kind, ours.apply(undoing)).stream())
                    .flatMap(done -> done.reference().stream()).findFirst().map(undoing::knownAs).orElse(undoing));
            case Prepared.Withheld<R> withheld -> withheld;
        };
    }

    private static Outcome notBooked(Effect effect, String order) {
        return new Outcome.Refused("order-not-posted",
                "Order " + order + " is not in the books of " + effect.target() + ".");
    }

    /** The ERP invoices, credits and amends by its own order number, which it gave when the order was posted. */
    private <R> Prepared<R> withOrder(Effects effects, Effect effect, String order,
            Outcome absent, Function<Booked, R> request) {
        Optional<Effect> posting = effects.effect(effect.target(), ORDER_POST, order);
        if (posting.isEmpty()) {
            return new Prepared.Withheld<>(new Outcome.Refused("order-not-posted",
                    "Order " + order + " was never given to " + effect.target() + "."));
        }
        return switch (posting.get().state()) {
            case DONE -> posting.get().reference()
                    .<Prepared<R>>map(erp -> new Prepared.Ready<>(request.apply(new Booked(erp,
                            documents(posting.get())))))
                    .orElseGet(() -> new Prepared.Withheld<>(new Outcome.Failed(
                            "The number of order " + order + " in " + effect.target()
                                    + " is not known.")));
            case REFUSED, SKIPPED, COMPENSATED ->
                    new Prepared.Withheld<>(absent);
            case READY, SENDING, IN_DOUBT, PARKED -> new Prepared.Withheld<>(new Outcome.Failed(
                    "Order " + order + " is not in the books of " + effect.target() + " yet."));
        };
    }

    /** What the ERP calls an order. */
    private record Booked(String number, List<PostedOrder.Document> documents) {
    }

    /** None when a person has said by what number it is known there. */
    private List<PostedOrder.Document> documents(Effect posting) {
        try {
            return posting.response().map(answer -> json.read(answer, PostedOrder.class).documents()).orElse(List.of());
        } catch (JacksonException other) {
            return List.of();
        }
    }
}
