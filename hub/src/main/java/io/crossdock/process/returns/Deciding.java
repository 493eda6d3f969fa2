package io.crossdock.process.returns;

import io.crossdock.canonical.Return;
import io.crossdock.canonical.Return.State;
import io.crossdock.canonical.ReturnNumber;
import io.crossdock.platform.effects.EffectState;
import io.crossdock.platform.effects.Effects;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Journal;
import io.crossdock.platform.journal.NewFact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.Policies;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.process.ordering.Order;
import io.crossdock.process.ordering.Ordering;
import io.crossdock.process.returns.ReturnFact.Came;
import io.crossdock.process.returns.ReturnLifecycle.Rule;
import io.crossdock.system.connectors.ReturnAnnouncement;
import io.crossdock.system.connectors.ReturnSink;
import io.crossdock.system.connectors.ReturnWithdrawal;
import io.crossdock.system.connectors.Role;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Moves returns: state, facts and what others must be told, in the transaction of who calls. */
@Component
class Deciding {

    private static final String ANNOUNCE = "return.announce";
    private static final String WITHDRAW = "return.withdraw";
    /** Nothing was announced after all. */
    private static final Set<EffectState> GIVEN_UP =
            EnumSet.of(EffectState.REFUSED, EffectState.SKIPPED, EffectState.COMPENSATED);

    private final ReturnStore store;
    private final Ordering ordering;
    private final Journal journal;
    private final Warehouses warehouses;
    private final Clock clock;

    Deciding(ReturnStore store, Ordering ordering, Journal journal, Warehouses warehouses, Clock clock) {
        this.store = store;
        this.ordering = ordering;
        this.journal = journal;
        this.warehouses = warehouses;
        this.clock = clock;
    }

    /** Who is told what comes, and the rules. */
    @Component("returns-warehouses")
    record Warehouses(Landscapes landscapes, Effects effects, ObjectProvider<ReturnSink> sinks) {

        /** The warehouse's system, if it can be told. */
        Optional<SystemSettings> told(Return back) {
            List<ReturnSink> roles = sinks.stream().toList();
            return landscapes.current().warehouse(back.warehouse())
                    .filter(system -> Role.of(roles, system).isPresent());
        }

        Policies.Returns policy() {
            return landscapes.current().policies().returns();
        }
    }

    /** A request was taken; what the policy allows is authorised at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void asked(Return asked, Origin origin) {
        tell(ReturnFact.REQUESTED, asked, List.of(), Optional.empty(), origin);
        boolean automatic = warehouses.policy().automaticUpTo().filter(limit -> limit.currency()
                .equals(asked.value().currency()) && asked.value().compareTo(limit) <= 0).isPresent();
        if (automatic) {
            authorise(asked, new Origin(origin.correlation(), origin.causation(), "hub", origin.traceparent()));
        }
    }

    /** @param number locked by the caller */
    ReturnAnswer decide(Return current, ReturnEvent event, Optional<String> why, Origin origin) {
        return switch (ReturnLifecycle.rule(current.state(), event)) {
            case Rule.To to when event == ReturnEvent.AUTHORISED -> reclaimed(current)
                    .<ReturnAnswer>map(again -> ReturnAnswer.Refused.because("", "more-than-shipped", again))
                    .orElseGet(() -> new ReturnAnswer.Taken(authorise(current, origin), false));
            case Rule.To(State next) -> {
                free(current, next);
                Return moved = moved(current, next, why, fact(event), List.of(), origin);
                if (event == ReturnEvent.CANCELLED) {
                    withdraw(moved, origin);
                }
                yield new ReturnAnswer.Taken(moved, false);
            }
            case Rule.Stay stay -> new ReturnAnswer.Taken(current, true);
            case Rule.Ignore ignored -> new ReturnAnswer.Taken(current, true);
            case Rule.Refuse(String reason) -> ReturnAnswer.Refused.because("", "return-state", reason);
        };
    }

    private static String fact(ReturnEvent event) {
        return switch (event) {
            case AUTHORISED -> ReturnFact.AUTHORISED;
            case REFUSED -> ReturnFact.REFUSED;
            case CANCELLED -> ReturnFact.CANCELLED;
            case LAPSED -> ReturnFact.LAPSED;
            case ARRIVED -> ReturnFact.RECEIVED;
            case INSPECTED -> ReturnFact.SETTLED;
            case CREDIT_POSTED -> ReturnFact.CREDIT_POSTED;
            case CREDIT_REFUSED, CREDIT_RETRIED -> ReturnFact.CREDIT_REFUSED;
        };
    }

    /** What was given free is claimed again, if nobody else has returned it meanwhile; else why not. */
    private Optional<String> reclaimed(Return current) {
        if (current.state().claims()) {
            return Optional.empty();
        }
        Map<Integer, BigDecimal> claimed = store.lockClaims(current.order(),
                current.lines().stream().map(Return.Line::lineNo).toList());
        Order order = ordering.order(current.order()).orElseThrow();
        for (Return.Line line : current.lines()) {
            BigDecimal shipped = order.lines().stream().filter(each -> each.lineNo() == line.lineNo()).findFirst()
                    .map(each -> each.shipped().value()).orElse(BigDecimal.ZERO);
            if (claimed.getOrDefault(line.lineNo(), BigDecimal.ZERO).add(line.quantity().value()).compareTo(shipped) > 0) {
                return Optional.of("Line " + line.lineNo() + " was returned otherwise meanwhile.");
            }
        }
        current.lines().forEach(line -> store.claim(current.order(), line.lineNo(), order.lines().stream()
                .filter(each -> each.lineNo() == line.lineNo()).findFirst().orElseThrow().shipped().value(),
                line.quantity().value()));
        return Optional.empty();
    }

    private Return authorise(Return current, Origin origin) {
        Instant now = clock.instant();
        store.move(current.number(), State.AUTHORISED, Optional.empty(),
                Optional.of(now.plus(warehouses.policy().arriveWithin())), Optional.empty(), now);
        Return authorised = store.byNumber(current.number()).orElseThrow();
        tell(ReturnFact.AUTHORISED, authorised, List.of(), Optional.empty(), origin);
        warehouses.told(authorised).ifPresent(system -> warehouses.effects().request(List.of(new NewEffect(system.id(),
                ANNOUNCE, authorised.number().value(), authorised.order().value(), Tier.NORMAL, origin,
                new ReturnAnnouncement(authorised.number().value(), authorised.order().value(), authorised.account(),
                        authorised.lines().stream().map(line -> new ReturnAnnouncement.Line(line.lineNo(), line.sku(),
                                line.quantity())).toList())))));
        return authorised;
    }

    /** Whoever was told that the goods may come is told that they will not; the lane keeps the two in order. */
    private void withdraw(Return cancelled, Origin origin) {
        String number = cancelled.number().value();
        warehouses.effects().request(warehouses.effects().ofKey(cancelled.order().value()).stream()
                .filter(effect -> effect.kind().equals(ANNOUNCE) && effect.businessKey().equals(number)
                        && !GIVEN_UP.contains(effect.state()))
                .map(effect -> new NewEffect(effect.target(), WITHDRAW, number, effect.orderingKey(), Tier.NORMAL, origin,
                        new ReturnWithdrawal(number, cancelled.order().value(), "the buyer keeps the goods")))
                .toList());
    }

    /** What will not come back any more can be returned by somebody else. */
    private void free(Return current, State next) {
        if (current.state().claims() && !next.claims()) {
            current.lines().forEach(line -> store.unclaim(current.order(), line.lineNo(), line.quantity().value()));
        }
    }

    /** Gives free what did not come with the rest. */
    void freeRest(Return settled) {
        settled.lines().stream().filter(line -> line.open().isPositive())
                .forEach(line -> store.unclaim(settled.order(), line.lineNo(), line.open().value()));
    }

    Return moved(Return current, State next, Optional<String> why, String fact, List<Came> came, Origin origin) {
        return moved(current, next, why, Optional.empty(), fact, came, origin);
    }

    Return moved(Return current, State next, Optional<String> why, Optional<String> reference, String fact, List<Came> came,
            Origin origin) {
        store.move(current.number(), next, why, Optional.empty(), reference, clock.instant());
        Return moved = store.byNumber(current.number()).orElseThrow();
        tell(fact, moved, came, why, origin);
        return moved;
    }

    void tell(String type, Return current, List<Came> came, Optional<String> why, Origin origin) {
        journal.append(new NewFact(type, current.number().value(), current.order().value(), origin, 1,
                new ReturnFact(current, came, why)));
    }

    /** @throws IllegalArgumentException if there is none */
    Return locked(ReturnNumber number) {
        return store.lock(List.of(number)).stream().findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no return " + number + "."));
    }
}
