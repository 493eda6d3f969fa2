package io.crossdock.experience.subscriptions;

import io.crossdock.platform.effects.Effect;
import io.crossdock.platform.effects.EffectExecutor;
import io.crossdock.platform.effects.Outcome;
import io.crossdock.platform.effects.Promise;
import io.crossdock.platform.effects.Sighting;
import io.crossdock.platform.json.Json;
import io.crossdock.platform.landscape.Landscapes;
import io.crossdock.platform.landscape.SecretMissing;
import io.crossdock.platform.landscape.Secrets;
import io.crossdock.platform.landscape.Subscriber;
import io.crossdock.platform.landscape.SystemSettings;
import io.crossdock.system.connectors.HttpCaller;
import io.crossdock.system.connectors.HttpMeaning;
import io.crossdock.system.connectors.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Calls subscribers. A call whose answer was lost is repeated: the subscriber knows an event that it has by its
 * {@code webhook-id}.
 */
@Component
class DeliveryExecutor implements EffectExecutor {

    static final String GONE = "gone";

    private static final int GONE_STATUS = 410;
    private static final int EXCERPT = 200;

    private final Landscapes landscapes;
    private final Secrets secrets;
    private final HttpCaller caller;
    private final Json json;
    private final Clock clock;

    DeliveryExecutor(Landscapes landscapes, Secrets secrets, HttpCaller caller, Json json, Clock clock) {
        this.landscapes = landscapes;
        this.secrets = secrets;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return Delivery.KIND;
    }

    @Override
    public Promise promise(String target) {
        return Promise.NATIVE_KEY;
    }

    @Override
    public Outcome execute(Effect effect) {
        String subscriber = effect.request().path("subscriber").asString("");
        return landscapes.current().subscriber(subscriber).map(found -> deliver(found, effect))
                .orElseGet(() -> new Outcome.Failed("The landscape has no subscription " + subscriber + " any more."));
    }

    private Outcome deliver(Subscriber subscriber, Effect effect) {
        if (subscriber.reach() == Subscriber.Reach.PUBLIC) {
            Optional<String> inside = Addresses.inside(subscriber.url());
            if (inside.isPresent()) {
                return unavailable(subscriber.url().getHost() + " is " + inside.get()
                        + ", which is no address of the public internet; privateAddresses in its file would allow it.");
            }
        }
        String id = effect.request().path("id").asString("");
        byte[] body = json.write(effect.request().path("body")).getBytes(StandardCharsets.UTF_8);
        try {
            Map<String, String> headers = new HashMap<>(Signature.headers(id, clock.instant(), body, keys(subscriber)));
            headers.put("Content-Type", "application/cloudevents+json; charset=utf-8");
            headers.put("User-Agent", "Crossdock");
            return outcome(subscriber, id, caller.post(target(subscriber), "", headers, body));
        } catch (SecretMissing missing) {
            return unavailable(String.valueOf(missing.getMessage()) + ".");
        }
    }

    /** @throws SecretMissing if one is not there, or cannot sign */
    private List<byte[]> keys(Subscriber subscriber) {
        return subscriber.secrets().stream().map(secrets::signingKey).toList();
    }

    private SystemSettings target(Subscriber subscriber) {
        return new SystemSettings(subscriber.id(), SystemSettings.Kind.EDI, "webhook", Optional.of(subscriber.url()),
                Optional.empty(), Optional.empty(), subscriber.timeouts(), subscriber.lane(), Optional.empty(),
                landscapes.current().zone(), Map.of());
    }

    private static Outcome unavailable(String why) {
        return new Outcome.Unavailable(why, Optional.empty());
    }

    private Outcome outcome(Subscriber subscriber, String id, Reply reply) {
        return switch (reply) {
            case Reply.NotSent(String why, var _) -> unavailable(why);
            case Reply.Lost(String why) -> new Outcome.Ambiguous(why);
            case Reply.Answered answer -> answered(subscriber, id, answer);
        };
    }

    private Outcome answered(Subscriber subscriber, String id, Reply.Answered answer) {
        String said = subscriber.id() + " answered " + answer.status();
        if (answer.status() == GONE_STATUS) {
            return new Outcome.Refused(GONE, said + ": it wants no more events. The subscription is paused.");
        }
        if (answer.status() / 100 == 3) {
            return new Outcome.Failed(said + ": redirects are not followed. Give its new address in its file.");
        }
        return switch (HttpMeaning.of(answer.status())) {
            case DONE -> new Outcome.Done(id, json.tree(Map.of("status", answer.status())));
            case REFUSED -> new Outcome.Refused("http-" + answer.status(), said + excerpt(answer.body()));
            case BUSY -> new Outcome.Unavailable(said + ".", answer.retryAfter());
            case LOCKED_OUT -> new Outcome.Unavailable(said + ": it does not accept our signature.", answer.retryAfter());
            case UNSURE -> new Outcome.Ambiguous(said + ".");
        };
    }

    /** The beginning of what a subscriber says, fit to be read. */
    private static String excerpt(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, EXCERPT), StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\uFFFD\\s]+", " ").strip();
        return text.isEmpty() ? "." : ": " + text;
    }

    @Override
    public Sighting lookup(Effect effect) {
        return new Sighting.Unknown("Subscribers cannot be asked what they have.");
    }
}
