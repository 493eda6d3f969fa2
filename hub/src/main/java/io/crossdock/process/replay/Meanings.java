package io.crossdock.process.replay;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.NewFact.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What each kind of effect means: what others say of their kinds, and what is known of those of every order. */
@Component
class Meanings {

    private static final Set<String> ENDED = Set.of("order.cancelled", "order.closed", "order.rejected");
    private static final Set<String> CANCELLED = Set.of("order.cancelled");
    private static final Set<String> LEFT = Set.of("order.cancelled", "order.closed", "leg.cancelled", "leg.shorted",
            "shipment.dispatched", "leg.delivered");

    private static final List<EffectMeaning> USUAL = List.of(
            new Usual("order.post", ENDED, CANCELLED),
            new Usual("leg.release", LEFT, CANCELLED),
            new Usual("purchase.order", LEFT, CANCELLED),
            new Usual("invoice.post", Set.of("invoice.posted"), Set.of()),
            new Usual("return.announce", Set.of("return.cancelled", "return.received"), Set.of("return.cancelled")),
            new Usual("return.withdraw", Set.of("return.received"), Set.of()));

    private final Map<String, EffectMeaning> byKind;

    private record Usual(String kind, Set<String> fencedBy, Set<String> contradictedBy) implements EffectMeaning {

        /** What somebody was asked to ship he can be asked not to ship; what was announced, not to expect. */
        @Override
        public Optional<NewEffect> compensation(Effect effect, Origin origin) {
            return switch (kind) {
                case "leg.release", "purchase.order" -> Optional.of(undoing(effect, "leg.cancel", Tier.CRITICAL, origin,
                        Map.of("leg", effect.businessKey(), "order", effect.orderingKey(), "why",
                                "the order was cancelled")));
                case "return.announce" -> Optional.of(undoing(effect, "return.withdraw", Tier.NORMAL, origin,
                        Map.of("reference", effect.businessKey(), "order", effect.orderingKey(), "why",
                                "the return was cancelled")));
                default -> Optional.empty();
            };
        }

        private static NewEffect undoing(Effect effect, String kind, Tier tier, Origin origin, Object request) {
            return new NewEffect(effect.target(), kind, effect.businessKey(), effect.orderingKey(), tier, origin, request);
        }
    }

    Meanings(List<EffectMeaning> declared) {
        Map<String, EffectMeaning> said = declared.stream()
                .collect(Collectors.toMap(EffectMeaning::kind, Function.identity()));
        byKind = Stream.concat(said.values().stream(), USUAL.stream().filter(each -> !said.containsKey(each.kind())))
                .collect(Collectors.toMap(EffectMeaning::kind, Function.identity()));
    }

    EffectMeaning of(String kind) {
        return Optional.ofNullable(byKind.get(kind)).orElseGet(() -> new Usual(kind, Set.of(), Set.of()));
    }

    Optional<NewEffect> compensation(Effect effect, String who) {
        return of(effect.kind()).compensation(effect, new Origin(effect.origin().correlation(),
                effect.origin().causation(), who, effect.origin().traceparent()));
    }
}
