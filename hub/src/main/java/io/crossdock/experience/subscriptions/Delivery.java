package io.crossdock.experience.subscriptions;

import io.crossdock.canonical.OrderNumber;
import io.crossdock.platform.effects.NewEffect;
import io.crossdock.platform.effects.Tier;
import io.crossdock.platform.journal.Fact;
import io.crossdock.platform.journal.NewFact.Origin;
import io.crossdock.platform.landscape.Subscriber;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One event on its way to one subscriber: the request of an effect. The body is signed when it is sent.
 *
 * @param id   {@code webhook-id}
 * @param body a CloudEvent ({@code CloudEvents 1.0 §3, JSON format})
 */
record Delivery(String subscriber, String id, Map<String, Object> body) {

    /** The kind of effect that delivers. */
    static final String KIND = "webhook.deliver";
    /** Type of an event that tells nothing. */
    static final String TEST = "webhook.test";

    /** @param again empty for the first time; else what tells this repetition from others */
    static NewEffect of(Subscriber to, Event event, String source, Optional<String> again, Origin origin) {
        Map<String, Object> body = body(event.id(), source, event.type().label(),
                event.data().order().number(), event.fact().time());
        body.put("correlation", event.fact().origin().correlation());
        body.put("data", event.data());
        return effect(to, event.id(), again.map(time -> event.id() + "~" + time).orElse(event.id()),
                event.data().order().number(), again.isPresent() ? Tier.BULK : Tier.NORMAL, origin, body);
    }

    /** Something is at stake, or not any more. */
    static NewEffect alert(Subscriber to, Fact fact, String source, Origin origin) {
        String id = "alert_" + fact.position();
        Map<String, Object> body = body(id, source, fact.type(), fact.subject(), fact.time());
        body.put("data", fact.data());
        return effect(to, id, id, fact.key(), Tier.CRITICAL, origin, body);
    }

    static NewEffect test(Subscriber to, String id, String source, Instant at, Origin origin) {
        Map<String, Object> body = body(id, source, TEST, to.id(), at);
        body.put("data", Map.of("message", "This is a test; nothing has happened."));
        return effect(to, id, id, id, Tier.NORMAL, origin, body);
    }

    private static Map<String, Object> body(String id, String source, String type, String subject, Instant time) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("specversion", "1.0");
        body.put("id", id);
        body.put("source", source);
        body.put("type", type);
        body.put("subject", subject);
        body.put("time", time);
        body.put("datacontenttype", "application/json");
        return body;
    }

    private static NewEffect effect(Subscriber to, String id, String businessKey, String order, Tier tier, Origin origin,
            Map<String, Object> body) {
        String key = switch (to.ordering()) {
            case ORDER -> OrderNumber.parse(order).map(OrderNumber::value).orElse(id);
            case NONE -> businessKey;
        };
        return new NewEffect(to.target(), KIND, businessKey, to.target() + ":" + key, tier, origin,
                new Delivery(to.id(), id, body));
    }
}
